import { describe, expect, it } from 'vitest'
import { createIdMaker, merchantOf, newId, newSecret } from '../../src/lib/id.ts'
import { clockAt } from '../support/clock.ts'

describe('newId', () => {
  it('makes merchants of 12 characters that are easy to read out', () => {
    expect(newId('mer')).toMatch(/^mer_[0-9a-hjkmnp-tv-z]{12}$/)
  })

  it('carries the merchant in every other id, and no dot', () => {
    const merchant = newId('mer')
    const message = newId('msg', merchant)

    expect(message).toMatch(/^msg_[0-9a-z]{12}_[0-9a-z]{26}$/)
    expect(merchantOf(message)).toBe(merchant)
  })

  it('refuses to carry something that is not a merchant', () => {
    expect(() => newId('msg', 'evt_1')).toThrow(TypeError)
  })

  it('sorts in the order made: by time, and within one millisecond by count', () => {
    const clock = clockAt('2026-03-01T00:00:00Z')
    const make = createIdMaker({ clock, random: (bytes) => new Uint8Array(bytes).fill(255) })
    const made = [make('evt'), make('evt'), make('evt')]
    clock.advance({ milliseconds: 1 })
    made.push(make('evt'))

    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(4)
  })

  it('keeps that order when the clock is set back', () => {
    const clock = clockAt('2026-03-01T00:00:00Z')
    const make = createIdMaker({ clock, random: (bytes) => new Uint8Array(bytes) })
    const before = make('evt')
    clock.advance({ hours: -1 })

    expect(make('evt') > before).toBe(true)
  })

  it('is the same for the same clock and the same chance', () => {
    const sources = () => ({
      clock: clockAt('2026-03-01T00:00:00Z'),
      random: (bytes: number) => new Uint8Array(bytes).fill(7),
    })

    expect(createIdMaker(sources())('evt')).toBe(createIdMaker(sources())('evt'))
  })
})

describe('merchantOf', () => {
  const merchant = newId('mer')

  it('knows a merchant, and the keys and tokens that carry one', () => {
    expect(merchantOf(merchant)).toBe(merchant)
    for (let i = 0; i < 50; i++) expect(merchantOf(newSecret('sk', merchant))).toBe(merchant)
  })

  it.each([
    ['an id of no merchant', newId('evt')],
    ['an id of somebody else', 'cus_4fj39fdj3k'],
    ['a merchant of another length', 'mer_123'],
    ['an id with a dot', `${newId('msg', merchant)}.html`],
    ['nothing', ''],
  ])('answers null for %s', (_, id) => {
    expect(merchantOf(id)).toBeNull()
  })
})

describe('newSecret', () => {
  it('holds 256 bits of chance', () => {
    const secret = newSecret('sk', newId('mer'))

    expect(secret).toMatch(/^sk_[0-9a-z]{12}_[A-Za-z0-9_-]{43}$/)
  })
})
