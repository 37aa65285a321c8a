import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf } from '../../src/domain/calendar.ts'
import { endOfDay } from '../../src/domain/deadline.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { addHours } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, contextAt, PLACED_AT, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { END, FTC } from './delay-story.ts'
import { play } from './story-driver.ts'

const RUNS = runs(25)
const ZONE = 'America/New_York'
const hour = fc.integer({ min: 1, max: 24 * 80 }).map((hours) => addHours(PLACED_AT, hours))
const date = fc.option(
  fc.integer({ min: 1, max: 90 }).map((days) => addDays('2026-03-02', days)),
  { nil: null },
)

/** A life of an order of two lines: dates that come, move and go, a package perhaps, an outage perhaps. */
const life = fc
  .record({
    first: date,
    shown: date,
    moves: fc.array(fc.record({ at: hour, to: date }), { maxLength: 8 }),
    shipped: fc.option(hour, { nil: null }),
    down: fc.option(fc.record({ from: hour, hours: fc.integer({ min: 1, max: 200 }) }), {
      nil: null,
    }),
  })
  .map(({ first, shown, moves, shipped, down }) => {
    const waits = { quantity: 2, kind: 'standard' as const, expected_at: first }
    const line = backordered('L1', first, {
      quantity: 2,
      backorder: { ...waits, ...(shown ? { shown_ships_by: shown } : {}) },
    })
    const events: Recorded[] = [
      placed([line]),
      ...moves.map(({ at, to }) =>
        anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at: to }] }),
      ),
      ...(shipped
        ? [
            anEvent('shipment.created', shipped, {
              shipment_id: 'S1',
              shipped_at: shipped,
              lines: [{ id: 'L1', quantity: 1 }],
            }),
          ]
        : []),
    ]
    const outage = down && { from: down.from, to: addHours(down.from, down.hours) }
    return { events, story: play(events, END, { policy: FTC, down: outage }), down }
  })

describe('whatever happens to an order', () => {
  it('silence is consent once at most, and T never moves', () => {
    fc.assert(
      fc.property(life, ({ story }) => {
        const offers = story.order.said.flatMap(({ told }) => told.offers ?? [])
        expect(offers.filter(({ silence }) => silence === 'consent').length).toBeLessThanOrEqual(1)
        expect(offers.slice(1).every(({ silence }) => silence === 'cancel')).toBe(true)
        expect(new Set(offers.map(({ originalOn }) => originalOn)).size).toBeLessThanOrEqual(1)
      }),
      RUNS,
    )
  })

  it('no offer goes later than the day that it is about', () => {
    fc.assert(
      fc.property(life, ({ story }) => {
        const made = story.order.said.flatMap(({ at, told }) =>
          (told.offers ?? []).map((offer) => ({ at, offer })),
        )
        for (const [place, { at, offer }] of made.entries()) {
          const day = place === 0 ? offer.originalOn : offer.until
          expect(at < endOfDay(day, [ZONE])).toBe(true)
          if (offer.revisedOn !== null) expect(offer.revisedOn > offer.originalOn).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('nothing is cancelled before its day is over, nor what is in a carrier’s hands', () => {
    fc.assert(
      fc.property(life, ({ story: { order } }) => {
        for (const { at, deadlines } of order.expiries) {
          expect(at >= endOfDay(deadlines.L1 ?? '', [ZONE])).toBe(true)
        }
        const [line] = order.lines
        expect((line?.cancelled ?? 0) + (line?.shipped ?? 0)).toBeLessThanOrEqual(2)
        for (const { at, lines } of order.cancellations) {
          const gone = order.shipments.some(({ shippedAt }) => (shippedAt ?? '9') <= at) ? 1 : 0
          expect(lines.every(({ quantity }) => quantity <= 2 - gone)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('no wait outlives a deadline that nobody held', () => {
    fc.assert(
      fc.property(
        life.filter(({ down }) => down === null),
        ({ story }) => {
          const clocks = delayClocks(story.order, contextAt(END, FTC))
          const over = clocks.filter(
            ({ state }) => state.on !== null && state.on < dayOf(END, ZONE),
          )
          expect(over).toEqual([])
        },
      ),
      RUNS,
    )
  })
})
