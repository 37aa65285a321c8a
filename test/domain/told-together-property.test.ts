import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { replan } from '../../src/domain/replan.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { type Check, datesAsOne, saysWhatIsTrue } from './life-checks.ts'
import {
  confirmsInOneText,
  datesWhatIsHere,
  offersWithTheDate,
  showsWhatHolds,
} from './life-checks-together.ts'
import { type House, type Life, live, WHOLE } from './life-driver.ts'

/** By night, so that texts lie until the morning. */
const NIGHT = '2026-03-03T03:00:00.000Z'
const minute = fc.integer({ min: 1, max: 40 })
const day = fc.constantFrom(null, '2026-03-20', '2026-05-01')

/** An order, and what comes within the hour: what is told of it comes together. */
const hour: fc.Arbitrary<Life> = fc
  .record({
    first: day,
    isTexted: fc.boolean(),
    split: fc.constantFrom('ship_available' as const, 'hold' as const, 'ask' as const),
    delays: fc.constantFrom('notify' as const, 'ftc' as const),
    told: fc.boolean(),
    come: fc.option(minute, { nil: null }),
    leave: fc.option(minute, { nil: null }),
    cancel: fc.option(minute, { nil: null }),
    move: fc.option(fc.tuple(minute, day), { nil: null }),
  })
  .map(({ first, isTexted, split, delays, told, come, leave, cancel, move }): Life => {
    const begins = addMinutes(NIGHT, told ? 12 * 60 : 0)
    const at = (minutes: number) => addMinutes(begins, minutes)
    const of = (when: number | null, make: (when: string) => Recorded) =>
      when === null ? [] : [make(at(when))]
    const customer = isTexted
      ? { phone: '+12125550123', sms_consent: true }
      : { email: 'jon.snow@example.com' }
    const events = [
      placed([backordered('Widget', first), backordered('Lamp', null), lineData('Cup')], {
        at: NIGHT,
        customer,
        split,
      } as Parameters<typeof placed>[1]),
      ...of(come, (when) =>
        anEvent('backorder.allocated', when, { lines: [{ id: 'Widget', quantity: 1 }] }),
      ),
      ...of(leave, (when) =>
        anEvent('shipment.created', when, {
          shipment_id: 'S1',
          shipped_at: when,
          lines: [{ id: 'Cup', quantity: 1 }],
        }),
      ),
      ...of(cancel, (when) =>
        anEvent('order.cancelled', when, { lines: [{ id: 'Cup', quantity: 1 }] }),
      ),
      ...(move === null
        ? []
        : of(move[0], (when) =>
            anEvent('backorder.eta_changed', when, {
              lines: [{ id: 'Widget', expected_at: move[1] }],
            }),
          )),
    ].map((event) => ({ ...event, id: `${event.type} ${event.occurred_at}` }) as Recorded)
    return {
      events,
      until: '2026-03-05T03:00:00.000Z',
      merchantZone: 'America/New_York',
      policies: [{ from: NIGHT, policy: { ...defaultPolicy(), delay_options: delays } }],
      outages: [],
      refused: [],
    }
  })

describe('what comes within an hour', () => {
  it('is told as it stands, with every date, and by texts in one word', () => {
    fc.assert(
      fc.property(hour, (life) => {
        const lived = live(life)
        for (const check of [
          showsWhatHolds,
          datesWhatIsHere,
          confirmsInOneText,
          offersWithTheDate,
          datesAsOne,
          saysWhatIsTrue,
        ])
          expect(check(lived)).toEqual([])
      }),
      runs(100),
    )
  })
})

describe('the property notices', () => {
  const finds = (house: Partial<House>, check: Check) =>
    fc.check(
      fc.property(hour, (life) => check(live(life, { ...WHOLE, ...house })).length === 0),
      { numRuns: 200, seed: 1, endOnFailure: true },
    ).failed

  it.each([
    ['order_cancelled', showsWhatHolds],
    ['partially_shipped', datesWhatIsHere],
  ])('that %s tells no date of what is still to come', (kind, check) => {
    const forgetful: House['replan'] = (...given) => {
      const plan = replan(...given)
      const wanted = plan.wanted.map((one) =>
        one.kind === kind
          ? { ...one, facts: { ...one.facts, told: { ...one.facts.told, dates: {} } } }
          : one,
      )
      return { ...plan, wanted }
    }

    expect(finds({ replan: forgetful }, check)).toBe(true)
  })

  it('that a date is told without its offer', () => {
    const halved: House['replan'] = (...given) => {
      const plan = replan(...given)
      const wanted = plan.wanted.map((one) => {
        const { offers: _, ...told } = one.facts.told
        return one.kind === 'order_cancelled' ? { ...one, facts: { ...one.facts, told } } : one
      })
      return { ...plan, wanted }
    }

    expect(finds({ replan: halved }, offersWithTheDate)).toBe(true)
  })

  it('that a night of texts ends in two', () => {
    const mailed: House['replan'] = (order, contact, stored, context) =>
      replan(order, contact, stored, { ...context, reach: 'email' })

    expect(finds({ replan: mailed }, confirmsInOneText)).toBe(true)
  })
})
