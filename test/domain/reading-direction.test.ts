import { expect, it } from 'vitest'
import { withoutTurns } from '../../src/domain/reading-direction.ts'

it('leaves nothing in a page that turns what follows', () => {
  expect(withoutTurns('<p title="a\u202e">Aachen \u202e<b>x\u2067</b>\u202a</p>')).toBe(
    '<p title="a">Aachen <b>x</b></p>',
  )
})

it('keeps what is held together, and nothing that is left open', () => {
  const ours = '<p>\u2068\u05d0\u2069 comes</p>'
  expect(withoutTurns(ours)).toBe(ours)
  expect(withoutTurns('<p>\u2068a</p><p>b\u2069\u2068</p>')).toBe('<p>a</p><p>b</p>')
})

it('is the same text where there is none of it', () => {
  expect(withoutTurns('<p>\u200fשלום</p>')).toBe('<p>\u200fשלום</p>')
})
