import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restore, shorten } from '../../src/db/short-text.ts'
import { runs } from '../support/runs.ts'

const ID = 'msg_ntntftefd962_01kax7tq3f8m2vwxyzabcd0001'
const AT = '2026-03-01T15:00:00.000Z'
const FACTS = `{"rule":"silence_budget","facts":{"lines":["1"],"last_word":"${ID}","last_word_kind":"backorder_confirmed","last_word_at":"${AT}","budget_days":7,"send_hour":"10:00","zone":"America/New_York"}}`
const WHY = `The last word was backorder_confirmed on ${AT}; the next comes within 7 days.`
const packed = (text: string, context = '') => {
  const short = shorten(text, context)
  if (!short) throw new Error('too long')
  return short
}
const bytes = (text: string, context = '') => packed(text, context).length
const again = (text: string, context = '') => restore(packed(text, context), context)

describe('a text shortened', () => {
  it('of a rule and its facts is a sixth of what it was', () => {
    const context = `${ID} 1001 backorder_update:${ID}`
    expect(again(FACTS + WHY, context)).toBe(FACTS + WHY)
    expect(bytes(FACTS + WHY, context)).toBeLessThan((FACTS.length + WHY.length) / 6)
  })

  it('names what its context says by its place, so that the same bytes are of another one too', () => {
    const [a, b] = ['evt_of_this_one', 'evt_of_the_next']
    expect(restore(packed(`because of ${a}.`, a), b)).toBe(`because of ${b}.`)
  })

  it('has a moment as six bytes, and leaves as it is what only looks like one', () => {
    const others = [
      '2026-02-30T15:00:00.000Z',
      '1969-12-31T23:59:59.999Z',
      '2026-03-01T24:00:00.000Z',
    ]
    for (const text of [AT, `at ${AT}, until ${AT}`, ...others]) expect(again(text)).toBe(text)
    expect(bytes(AT)).toBe(1 + 7)
    for (const text of others) expect(bytes(text)).toBeGreaterThan(1 + 7)
  })

  it('is read as it was, whatever is in it', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.constantFrom(FACTS, WHY, AT, ID, '', '\0', '✂'.repeat(200), 'ab'.repeat(300)),
    )
    const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, part, (whole, context) => {
        const asWritten = Buffer.from(whole).toString()
        const known = Buffer.from(context).toString()
        expect(again(asWritten, known)).toBe(asWritten)
      }),
      runs(300),
    )
  })

  it('is no text that is longer than any sentence, and none of another version', () => {
    expect(shorten('x'.repeat(30_000), '')).toBeNull()
    expect(() => restore(Buffer.from([2, 0, 65]), '')).toThrow('not known')
  })

  // Whoever edits what is known makes every stored text another one.
  it('is read by these bytes for ever', () => {
    const kept = readBytes()
    expect(restore(kept, ID)).toBe(FACTS + WHY)
  })
})

const readBytes = () =>
  Buffer.from('AafVGgEiMYyMCqekG7X/BH+A1empnAGMdQMAN5mHA4/KCaXbEZRwHJsnDw==', 'base64')
