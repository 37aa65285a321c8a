import { expect, it } from 'vitest'
import { finish } from '../../tracking-page/layout.tsx'

it('a page holds no mark that turns the rest of its line', () => {
  expect(finish('<p>Aachen \u202e</p>', null).html).toBe('<!doctype html><p>Aachen </p>')
})
