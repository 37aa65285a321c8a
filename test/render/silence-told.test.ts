import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import { askedToCancel } from '../../src/domain/cancel-asked.ts'
import { expiringClocks } from '../../src/domain/delay-expiry.ts'
import { clockFor, delayClocks } from '../../src/domain/delay-option.ts'
import { addHours } from '../../src/domain/instant.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { saidDate, saidRules } from '../../src/domain/said-date.ts'
import { takenOffers } from '../../src/domain/substitute.ts'
import { formatDay } from '../../src/render/dates.ts'
import { live, type Told } from '../domain/life-driver.ts'
import { drawMail } from '../support/drawn.ts'
import { anEvent, backordered, ownEvent, PLACED_AT, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { inputOf } from './scenes.ts'

const IDS = ['L1', 'L2'] as const
const hour = fc.integer({ min: 1, max: 24 * 75 }).map((hours) => addHours(PLACED_AT, hours))
const date = fc.option(
  fc.integer({ min: 1, max: 80 }).map((days) => addDays('2026-03-02', days)),
  { nil: null },
)
const id = fc.constantFrom(...IDS)
const line = (lineId: string, first: string | null, shown: string | null) =>
  backordered(lineId, first, {
    sku: `OLD-${lineId}`,
    backorder: {
      quantity: 1,
      kind: 'standard',
      expected_at: first,
      ...(shown ? { shown_ships_by: shown } : {}),
    },
  })

/** Dates that come, move and go; stock that comes; an answer, a choice, a wish to cancel. */
const life = fc
  .record({
    lines: fc.tuple(fc.tuple(date, date), fc.tuple(date, date)),
    moves: fc.array(fc.record({ at: hour, id, to: date }), { maxLength: 7 }),
    come: fc.option(fc.record({ at: hour, id }), { nil: null }),
    answer: fc.option(fc.record({ at: hour, id, nth: fc.integer({ min: 1, max: 8 }) }), {
      nil: null,
    }),
    swap: fc.option(fc.record({ at: hour, id }), { nil: null }),
    wish: fc.option(fc.record({ at: hour, id }), { nil: null }),
  })
  .map(({ lines, moves, come, answer, swap, wish }): Recorded[] => {
    const one = (is: { at: string; id: string } | null, of: (lineId: string) => Recorded[]) =>
      is ? of(is.id) : []
    return [
      placed(
        IDS.map((lineId, at) => line(lineId, ...(lines[at] as [string | null, string | null]))),
      ),
      ...moves.map(({ at, id: lineId, to }) =>
        anEvent('backorder.eta_changed', at, { lines: [{ id: lineId, expected_at: to }] }),
      ),
      ...one(come, (lineId) => [
        anEvent('backorder.allocated', come?.at ?? '', { lines: [{ id: lineId, quantity: 1 }] }),
      ]),
      ...one(answer, (lineId) => [
        ownEvent('delay.consented', answer?.at ?? '', {
          by: 'shopper',
          lines: [{ id: lineId, offer: `msg_${answer?.nth}` }],
        }),
      ]),
      ...one(swap, (lineId) => [
        anEvent(
          'substitute.offered',
          swap?.at ?? '',
          { line_id: lineId, options: [{ sku: 'NEW', title: 'Lamp Two' }] },
          { id: 'evt_sub' },
        ),
        ownEvent('substitute.chosen', addHours(swap?.at ?? '', 2), {
          by: 'shopper',
          offer: 'evt_sub',
          line_id: lineId,
          sku: 'NEW',
        }),
      ]),
      ...one(wish, (lineId) => [
        ownEvent('cancellation.requested', wish?.at ?? '', {
          by: 'shopper',
          lines: [{ id: lineId, quantity: 1, total: 1 }],
          reason: null,
        }),
      ]),
    ]
  })

const lived = (events: Recorded[]) =>
  live({
    events,
    until: addHours(PLACED_AT, 24 * 90),
    merchantZone: 'America/New_York',
    policies: [{ from: PLACED_AT, policy: { ...defaultPolicy(), delay_options: 'ftc' } }],
    outages: [],
    refused: [],
  })

const textOf = ({ kind, wanted, order, context }: Told): string =>
  drawMail(inputOf(kind, order, { facts: wanted.facts, now: context.now })).text

/** Lines that silence cancels at this moment, and whose reader has not asked for that herself. */
const silenceEnds = ({ order, context }: Told): string[] =>
  expiringClocks(order, context)
    .filter(({ clock, at, held }) => {
      const wished = askedToCancel(order)?.lines.includes(clock.lineId)
      return clock.state.name === 'asked' && at > context.now && held !== 'late' && !wished
    })
    .map(({ clock }) => clock.lineId)

const ASKS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'delay_option',
  'delay_option_reminder',
  'backorder_choice',
])
/** Words that hold what is so, and nothing of what was. */
const PRESENT: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_checkin',
  'backorder_update',
  'restocked',
  'delay_option_reminder',
])
const eachWord = (check: (told: Told) => void) =>
  fc.assert(
    fc.property(life, (events) => {
      for (const told of lived(events).spoken) check(told)
    }),
    runs(20),
  )

describe('over any history of delays', () => {
  it('no message says that there is nothing to do while silence cancels', () => {
    eachWord((told) => {
      const ends = silenceEnds(told)
      if (ends.length === 0) return
      const text = textOf(told)
      expect(text, `${told.at} ${told.kind}`).not.toMatch(/nothing (for you )?to do/)
      if (told.kind.startsWith('delay_option')) return
      const said = told.wanted.facts.offers.map(({ lineId }) => lineId)
      expect(said, `${told.at} ${told.kind}`).toEqual(expect.arrayContaining(ends))
      expect(text, `${told.at} ${told.kind}`).toContain('/consent')
    })
  })

  it('no message names a date that was taken back', () => {
    eachWord((told) => {
      if (!PRESENT.has(told.kind)) return
      const { order, context, wanted } = told
      const held = new Set(
        [
          ...order.lines.map((one) => saidDate(order, one, saidRules(order, context))),
          ...delayClocks(order, context).flatMap(({ state, originalOn }) => [state.on, originalOn]),
          ...wanted.facts.offers.map(({ until }) => until),
          wanted.facts.cancelAsked?.on,
        ].filter((day) => day != null),
      )
      const old = order.said
        .flatMap(({ told: { dates } }) => Object.values(dates))
        .filter((day) => day !== null && !held.has(day))
      const text = textOf(told)
      for (const day of old)
        expect(text, `${told.at} ${told.kind}`).not.toMatch(
          new RegExp(`${formatDay(day ?? '', 'en')}(?!\\d)`),
        )
    })
  })

  it('no message asks who has answered, chosen something else or asked to cancel', () => {
    eachWord(({ at, kind, wanted, order, context }) => {
      if (!ASKS.has(kind)) return
      const lines = wanted.facts.offers.map(({ lineId }) => lineId)
      const wished = askedToCancel(order)?.lines ?? []
      expect(
        lines.filter((one) => wished.includes(one)),
        `${at} ${kind}`,
      ).toEqual([])
      if (kind === 'delay_option_reminder') {
        const clocks = delayClocks(order, context)
        const names = lines.map((one) => clockFor(clocks, one)?.state.name)
        expect(
          names.every((name) => name === 'asked'),
          `${at} ${kind}`,
        ).toBe(true)
      }
      const taken = takenOffers(order).filter(({ offer }) => lines.includes(offer.lineId))
      for (const { option } of taken) {
        const text = textOf({ at, kind, wanted, order, context } as Told)
        expect(text).toContain(option.title)
      }
    })
  })
})
