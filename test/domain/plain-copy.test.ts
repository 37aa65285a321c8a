import { expect, it } from 'vitest'
import { copyPlain } from '../../src/domain/plain-copy.ts'

it('copies to the depth, and shares nothing', () => {
  const state = { lines: [{ id: '1', backorder: null }], told: { dates: { a: '2026-03-01' } } }
  const copy = copyPlain(state)

  expect(copy).toEqual(state)
  copy.lines.push({ id: '2', backorder: null })
  for (const line of copy.lines) line.id = '3'
  copy.told.dates.a = 'changed'
  expect(state).toEqual({
    lines: [{ id: '1', backorder: null }],
    told: { dates: { a: '2026-03-01' } },
  })
})

it('keeps a field that is called as the prototype is', () => {
  const copy = copyPlain({ dates: Object.fromEntries([['__proto__', '2026-03-01']]) })

  expect(Object.entries(copy.dates)).toEqual([['__proto__', '2026-03-01']])
  expect(Object.getPrototypeOf(copy.dates)).toBe(Object.prototype)
})
