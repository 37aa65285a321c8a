import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addHours, instantOf, msOf, toInstant } from '../../src/domain/instant.ts'
import { runs } from '../support/runs.ts'

const moment = fc.integer({ min: -62_000_000_000_000, max: 253_000_000_000_000 })

it('writes an instant as the runtime does', () => {
  fc.assert(
    fc.property(moment, (ms) => {
      expect(instantOf(ms)).toBe(new Date(ms).toISOString())
    }),
  )
})

it('reads instants and days as the runtime does', () => {
  fc.assert(
    fc.property(moment, (ms) => {
      const text = new Date(ms).toISOString()
      expect(msOf(text)).toBe(ms)
      expect(msOf(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)))
    }),
  )
})

it('reads what was misspelled in one place as the runtime does, and refuses what it refuses', () => {
  const written = fc.constantFrom('2026-02-28T23:59:59.999Z', '0099-12-31T00:00:00.000Z')
  const place = fc.integer({ min: 0, max: 23 })
  const character = fc.constantFrom(...'0123456789-:.TZ+ x'.split(''))
  fc.assert(
    fc.property(written, place, character, (text, at, other) => {
      const changed = text.slice(0, at) + other + text.slice(at + 1)
      expect(msOf(changed)).toBe(Date.parse(changed))
      expect(msOf(changed.slice(0, 10))).toBe(Date.parse(changed.slice(0, 10)))
    }),
    runs(500),
  )
})

it.each([
  '2026-02-30',
  '2026-02-30T00:00:00.000Z',
  '2026-01-01T24:00:00.000Z',
  '2026-01-01T23:59:60.000Z',
  '0050-01-01T00:00:00.000Z',
  '2026-03-01T04:30:00+02:00',
  'next Friday.',
  '',
])('leaves %j to the runtime', (text) => {
  expect(msOf(text)).toBe(Date.parse(text))
})

it('makes one spelling of every one', () => {
  expect(toInstant('2026-03-01T06:30:00+02:00')).toBe('2026-03-01T04:30:00.000Z')
  expect(toInstant('2026-03-01T04:30:00.000Z')).toBe('2026-03-01T04:30:00.000Z')
  expect(addHours('2026-02-28T23:30:00.000Z', 1.5)).toBe('2026-03-01T01:00:00.000Z')
})
