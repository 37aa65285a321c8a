import fc from 'fast-check'
import type { EventType } from '../../src/domain/event.ts'
import { addHours } from '../../src/domain/instant.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import type { Life } from '../domain/life-driver.ts'
import { ORDER } from './events.ts'

/** Zones whose clocks change by an hour, by half an hour, by none, and at the edge of the date line. */
const ZONES = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kolkata',
] as const
/** Each a few days before clocks change somewhere in these zones. */
const BEGINNINGS = [
  '2026-03-02T15:00:00.000Z',
  '2026-03-27T08:45:00.000Z',
  '2026-04-01T23:10:00.000Z',
  '2026-10-01T05:30:00.000Z',
  '2026-10-29T20:00:00.000Z',
] as const
export const LIFE_DAYS = 50

const zone = fc.constantFrom(...ZONES)
const LINES = ['L1', 'L2', 'L3'] as const
const line = fc.constantFrom(...LINES)
const quantity = fc.integer({ min: 1, max: 2 })
const PACKAGES = ['S1', 'S2', 'S3'] as const
/** Days from the beginning; null: no date is known. */
const date = fc.option(fc.integer({ min: -2, max: 45 }), { nil: null, freq: 4 })
const person = fc.constantFrom(
  { email: 'jon.snow@example.com' },
  { email: 'jon.snow@example.com', phone: '+12125550123', sms_consent: true },
  { email: null, phone: '+12125550123', sms_consent: true },
  { email: null },
)

type Draft = { type: EventType; data: (day: (days: number) => string) => Record<string, unknown> }
const draft = <T>(
  type: EventType,
  of: fc.Arbitrary<T>,
  data: (made: T, day: (days: number) => string) => Record<string, unknown>,
): fc.Arbitrary<Draft> => of.map((made) => ({ type, data: (day) => data(made, day) }))

const backorderOf = fc.record({ quantity, kind: fc.constantFrom('standard', 'preorder'), date })
const slip = draft('backorder.eta_changed', fc.tuple(line, date), ([id, days], day) => ({
  lines: [{ id, expected_at: days === null ? null : day(days) }],
}))

const happening: fc.Arbitrary<Draft> = fc.oneof(
  { arbitrary: slip, weight: 4 },
  draft('backorder.allocated', fc.tuple(line, quantity), ([id, some]) => ({
    lines: [{ id, quantity: some }],
  })),
  {
    weight: 2,
    arbitrary: draft(
      'shipment.created',
      fc.tuple(fc.constantFrom(...PACKAGES), line, quantity, fc.boolean()),
      ([shipment_id, id, some, isLabel], day) => ({
        shipment_id,
        shipped_at: isLabel ? null : 'now',
        expected_delivery: day(30),
        lines: [{ id, quantity: some }],
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: draft(
      'shipment.updated',
      fc.tuple(
        fc.constantFrom(...PACKAGES),
        fc.constantFrom(
          'in_transit',
          'out_for_delivery',
          'delivered',
          'exception',
          'return_to_sender',
        ),
      ),
      ([shipment_id, status]) => ({ shipment_id, status }),
    ),
  },
  draft('shipment.voided', fc.constantFrom(...PACKAGES), (shipment_id) => ({ shipment_id })),
  draft('order.cancelled', fc.tuple(line, quantity), ([id, some]) => ({
    lines: [{ id, quantity: some }],
  })),
  draft('order.updated', zone, (time_zone) => ({ customer: { time_zone } })),
  draft('order.updated', person, (customer) => ({ customer })),
  draft('order.updated', fc.tuple(line, quantity), ([id, some]) => ({
    lines: [{ id, title: `Item ${id}`, quantity: some }],
  })),
  draft('backorder.created', fc.tuple(line, backorderOf), ([id, made], day) => ({
    lines: [{ id, ...stated(made, day) }],
  })),
)

const stated = (
  { date: days, ...rest }: { quantity: number; kind: string; date: number | null },
  day: (days: number) => string,
) => ({ ...rest, expected_at: days === null ? null : day(days) })

const ordered = fc.array(
  fc.record({ quantity, backorder: fc.option(backorderOf, { nil: undefined, freq: 3 }) }),
  { minLength: 1, maxLength: 3 },
)

/** In minutes since the beginning: much happens together, the rest at any time. */
const minutes = fc.oneof(
  fc.integer({ min: 0, max: LIFE_DAYS * 1_440 - 1 }),
  fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 40 }))
    .map(([days, more]) => days * 1_440 + more),
)
/** Most is heard at once; some a day late, some so late that it is an import. */
const lateHours = fc.oneof({ arbitrary: fc.constant(0), weight: 8 }, fc.constantFrom(24, 100))
const outage = fc.tuple(minutes, fc.integer({ min: 1, max: 5 * 24 }))

const policy = fc.record({
  silence_budget_days: fc.constantFrom(7, 7, 3, 1),
  send_hour: fc.constantFrom('10:00', '02:30', '22:00'),
  handling_days: fc.constantFrom(3, 0, 12),
  split: fc.constantFrom<Policy['split']>('ship_available', 'hold', 'ask'),
  delay_options: fc.constantFrom<'notify' | 'ftc'>('notify', 'ftc'),
  shipped_on: fc.constantFrom<'handover' | 'first_scan'>('handover', 'first_scan'),
  delivery_feedback: fc.boolean(),
  kinds_off: fc.constantFrom<MessageKind[]>([], ['eta_improved'], ['backorder_checkin']),
})

/** A life of one order, with all that may go wrong around it. */
export const life: fc.Arbitrary<Life> = fc
  .record({
    begins: fc.constantFrom(...BEGINNINGS),
    merchantZone: zone,
    readerZone: zone,
    customer: person,
    lines: ordered,
    placedLate: lateHours,
    happenings: fc.array(fc.tuple(happening, minutes, lateHours), { maxLength: 9 }),
    first: fc.option(policy, { nil: {} }),
    policies: fc.array(fc.tuple(policy, minutes), { maxLength: 1 }),
    outages: fc.array(outage, { maxLength: 2 }),
  })
  .map((made): Life => {
    const at = (minute: number) => addHours(made.begins, minute / 60)
    const day = (days: number) => at(days * 1_440).slice(0, 10)
    const placed = {
      order_number: '1001',
      placed_at: made.begins,
      currency: 'USD',
      customer: { ...made.customer, time_zone: made.readerZone },
      lines: made.lines.map(({ quantity: some, backorder }, index) => ({
        id: LINES[index],
        title: `Item ${LINES[index]}`,
        quantity: some,
        ...(backorder ? { backorder: stated(backorder, day) } : {}),
      })),
    }
    const rest = made.happenings.map(([{ type, data }, minute, late], index) =>
      eventOf(type, at(minute), { late, index: index + 1, data: data(day) }),
    )
    return {
      events: [
        eventOf('order.placed', made.begins, { late: made.placedLate, index: 0, data: placed }),
        ...rest,
      ],
      until: at(LIFE_DAYS * 1_440),
      merchantZone: made.merchantZone,
      policies: [
        { from: made.begins, policy: policyWith(made.first) },
        ...made.policies.map(([over, minute]) => ({ from: at(minute), policy: policyWith(over) })),
      ],
      outages: made.outages.map(([minute, hours]) => ({
        from: at(minute),
        to: addHours(at(minute), hours),
      })),
      refused: [],
    }
  })

/** The same with a provider that refuses some of what it is handed, for good. */
export const lifeWithRefusals: fc.Arbitrary<Life> = fc
  .tuple(life, fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 40 }))
  .map(([one, fates]) => ({ ...one, refused: fates.map((fate) => fate === 0) }))

/** The same under a budget of one day, so that a word is due whenever anything happens. */
export const busyLife: fc.Arbitrary<Life> = life.map((one) => ({
  ...one,
  policies: one.policies
    .slice(0, 1)
    .map(({ from }) => ({ from, policy: policyWith({ silence_budget_days: 1 }) })),
}))

const policyWith = (over: Partial<Policy>): Policy => ({
  ...defaultPolicy(),
  delay_options: 'notify',
  ...over,
})

function eventOf(
  type: EventType,
  at: string,
  { late, index, data }: { late: number; index: number; data: Record<string, unknown> },
): Recorded {
  const stamped = 'shipped_at' in data && data.shipped_at === 'now' ? { shipped_at: at } : {}
  return {
    id: `evt_${index}`,
    type,
    occurred_at: at,
    receivedAt: addHours(at, late),
    data: { order_id: ORDER, ...data, ...stamped },
  } as Recorded
}
