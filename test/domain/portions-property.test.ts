import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstTold } from '../../src/domain/applicable-time.ts'
import { cameInParts, cameInTelling } from '../../src/domain/cadence/came-in.ts'
import { addDays, dayOf } from '../../src/domain/calendar.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { addHours } from '../../src/domain/instant.ts'
import { type Day, openQuantity, type Shipment, toldDate } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { replan } from '../../src/domain/replan.ts'
import { saidRules } from '../../src/domain/said-date.ts'
import { anEvent, backordered, PLACED_AT, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { type House, type Life, type Lived, live, type Moment, WHOLE } from './life-driver.ts'

const ZONE = 'America/New_York'
const DAYS = 45
const units = fc.integer({ min: 1, max: 2 })
const happening = fc.oneof(
  { arbitrary: fc.record({ what: fc.constant('come' as const), units }), weight: 3 },
  fc.record({
    what: fc.constant('move' as const),
    to: fc.option(fc.integer({ min: 3, max: 60 }), { nil: null, freq: 3 }),
  }),
  fc.record({ what: fc.constant('cancel' as const), units }),
  fc.record({ what: fc.constant('ship' as const), units }),
  fc.record({ what: fc.constant('void' as const) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** A line of two to four, and what becomes of a part of it, each thing some hours after the last. */
const life: fc.Arbitrary<Life> = fc
  .record({
    quantity: fc.integer({ min: 2, max: 4 }),
    expected: fc.constantFrom('2026-03-12', '2026-04-20', null),
    delays: fc.constantFrom('notify' as const, 'ftc' as const),
    happenings: fc.array(fc.tuple(fc.integer({ min: 5, max: 200 }), happening), { maxLength: 6 }),
  })
  .map(({ quantity, expected, delays, happenings }) => {
    let at = PLACED_AT
    const events = happenings.flatMap(([hours, one], index) => {
      at = addHours(at, hours)
      return eventOf(one, { at, index })
    })
    const all = [placed([backordered('L1', expected, { quantity })]), ...events]
    return {
      events: all.map((event, index) => ({ ...event, id: `evt_${100 + index}` }) as Recorded),
      until: addHours(PLACED_AT, DAYS * 24),
      merchantZone: ZONE,
      policies: [{ from: PLACED_AT, policy: { ...defaultPolicy(), delay_options: delays } }],
      outages: [],
      refused: [],
    }
  })

function eventOf(one: Happening, { at, index }: { at: string; index: number }): Recorded {
  switch (one.what) {
    case 'come':
      return anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: one.units }] })
    case 'cancel':
      return anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity: one.units }] })
    case 'move': {
      const expected_at = one.to === null ? null : addDays(at.slice(0, 10), one.to)
      return anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] })
    }
    case 'ship':
      return anEvent('shipment.created', at, {
        shipment_id: `S${index}`,
        shipped_at: at,
        lines: [{ id: 'L1', quantity: one.units }],
      })
    case 'void':
      return anEvent('shipment.voided', at, { shipment_id: `S${index - 1}` })
  }
}

const lineIn = ({ order }: Moment) => order.lines.find(({ id }) => id === 'L1')
type Check = (lived: Lived) => string[]

/** What its reader has of each part that has not shipped: undefined where nothing was ever told. */
function daysTold(moment: Moment): (Day | null | undefined)[] {
  const line = lineIn(moment)
  if (!line || openQuantity(line) === 0) return []
  const { order, context } = moment
  const parts = cameInParts(order, saidRules(order, context)).map((part) =>
    cameInTelling(order, part) ? part.shipsBy : undefined,
  )
  return [toldDate(order, 'L1'), ...parts]
}

/** An hour is what a cap may hold a word back. */
const isTold: Check = ({ moments }) =>
  moments.flatMap((moment) => {
    const { order, context } = moment
    const came = order.lines[0]?.backorder?.allocation?.at ?? ''
    const since = [PLACED_AT, came].sort().at(-1) ?? ''
    if (context.now < addHours(since, 2)) return []
    return daysTold(moment).some((day) => day === undefined) ? [`${context.now}: not told`] : []
  })

/** Nine in the morning of the day after, and what a cap, or a package that did not leave, defers. */
const isAnswered: Check = ({ moments }) =>
  moments.flatMap((moment) => {
    const { now } = moment.context
    const today = dayOf(now, ZONE)
    const isTakenBack = ({ voidedAt }: Shipment) => voidedAt != null && voidedAt > addHours(now, -3)
    if (moment.order.shipments.some(isTakenBack)) return []
    const isOver = (day: Day) =>
      addDays(day, 1) < today || (addDays(day, 1) === today && now > `${today}T17:00:00.000Z`)
    return daysTold(moment).flatMap((day) =>
      day && isOver(day) ? [`${now}: ${day} went by without a word`] : [],
    )
  })

const isOneEnd: Check = ({ moments, order }) => [
  ...moments.flatMap((moment) => {
    const { order: state, context } = moment
    if (context.policy.delay_options !== 'ftc' || state.said.length === 0) return []
    const line = lineIn(moment)
    const open = line && openQuantity(line) > 0 ? 1 : 0
    const clocks = delayClocks(state, context)
    return clocks.length === open ? [] : [`${context.now}: ${clocks.length} clocks`]
  }),
  ...(originalsOf(moments).size > 1 ? [`T: ${[...originalsOf(moments)].join(', ')}`] : []),
  ...(order.expiries.length > 1 ? ['ends twice'] : []),
]

/** Counted once a promise has been told: till then T may still become that one. */
const originalsOf = (moments: readonly Moment[]) =>
  new Set(
    moments
      .filter(
        ({ order }) =>
          firstTold(order, 'L1', null) !== null || order.said.some(({ told }) => told.offers),
      )
      .flatMap(({ order, context }) => delayClocks(order, context))
      .map(({ originalOn }) => originalOn),
  )

describe('a line of which a part comes, is cancelled, ships or is taken back', () => {
  it('has a date told or none for each part, and no date that passes without a word', () => {
    fc.assert(
      fc.property(life, (one) => {
        const lived = live(one)
        for (const check of [isTold, isAnswered, isOneEnd]) expect(check(lived)).toEqual([])
      }),
      runs(100),
    )
  })

  it('notices where the date of what came is forgotten', () => {
    const forgetful: House['replan'] = (...given) => {
      const plan = replan(...given)
      const wanted = plan.wanted.map((one) => {
        const { came: _, ...told } = one.facts.told
        return { ...one, facts: { ...one.facts, told } }
      })
      return { ...plan, wanted }
    }
    const finds = (check: Check) =>
      fc.check(
        fc.property(life, (one) => check(live(one, { ...WHOLE, replan: forgetful })).length === 0),
        { numRuns: 50, seed: 1, endOnFailure: true },
      ).failed

    expect(finds(isTold)).toBe(true)
  })
})
