import fc from 'fast-check'
import type { EventType } from '../../src/domain/event.ts'
import { addHours, toInstant } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { lineData, ORDER, PLACED_AT } from './events.ts'

/** Lines that the order is placed with, and one that only an update may bring. */
export const LINES = ['L1', 'L2', 'L3', 'L4'] as const
const PACKAGES = ['S1', 'S2', 'S3'] as const

/** Stands for the offer that the history holds; without one the choice waits for its premise. */
const SOME_OFFER = 'evt_offer'

const line = fc.constantFrom(...LINES)
const few = fc.integer({ min: 1, max: 4 })
const lineQuantity = fc.record({ id: line, quantity: few })
const lines = <T extends { id: string }>(one: fc.Arbitrary<T>, minLength = 1) =>
  fc.uniqueArray(one, { minLength, maxLength: 3, selector: ({ id }) => id })
const day = fc
  .integer({ min: -5, max: 60 })
  .map((days) => addHours(PLACED_AT, 24 * days).slice(0, 10))
const expected_at = fc.oneof(
  day,
  day.map((date) => `${date}T03:30:00+02:00`),
  fc.constant(null),
)
const backorder = fc.record({
  quantity: few,
  kind: fc.constantFrom('standard', 'preorder', 'dropship'),
  expected_at,
})
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
/** Hours on a coarse grid, so that many events happen in one moment. */
const occurredAt = fc.integer({ min: 0, max: 12 }).map((step) => addHours(PLACED_AT, step * 6))
/** Most come at once; some a day late, some so late that they are an import. */
const delayHours = fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, fc.constantFrom(24, 100))

/** What an update may say of a line; without a title it needs one that is known. */
const lineChange = fc.record(
  {
    id: line,
    title: fc.constantFrom('Named', 'Renamed'),
    quantity: fc.integer({ min: 0, max: 4 }),
    backorder,
  },
  { requiredKeys: ['id'] },
)
const told = fc.record({
  dates: fc.dictionary(line, fc.option(day, { nil: null }), { maxKeys: 3 }),
  statements: fc.constant({}),
  shipments: fc.subarray([...PACKAGES]),
  cancelled: fc.dictionary(line, few, { maxKeys: 2 }),
  allocated: fc.dictionary(line, few, { maxKeys: 2 }),
})
const cancelledLine = fc
  .record({ id: line, quantity: few, more: fc.integer({ min: 0, max: 2 }) })
  .map(({ id, quantity, more }) => ({ id, quantity, total: quantity + more }))

/** What the queue for a SKU gave to a line. */
const queueDate = fc
  .record({
    id: line,
    expected_at,
    place_in_queue: few,
    cause: fc.constantFrom('joined', 'supply_moved', 'queue_moved'),
  })
  .map((date) => ({
    ...date,
    supply_id: date.expected_at && `PO${date.place_in_queue}`,
    supplier: null,
    buffer: null,
  }))
const given = fc.record({ id: line, quantity: few, total: few, supply_id: fc.constant(null) })

type Draft = { type: Recorded['type']; data: Record<string, unknown> }
const draft = (type: Recorded['type'], data: fc.Arbitrary<Record<string, unknown>>) =>
  data.map((made): Draft => ({ type, data: withoutUndefined(made) }))
const merchants = (type: EventType, data: fc.Arbitrary<Record<string, unknown>>) =>
  draft(type, data)

const status = fc.constantFrom(
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'exception',
  'return_to_sender',
)
const checkpoint = fc.record({ at: occurredAt, message: fc.constantFrom('Scanned', 'On its way') })

const happening = fc.oneof(
  merchants(
    'order.updated',
    fc.record({
      lines: maybe(lines(lineChange, 0)),
      payment_status: maybe(fc.constantFrom('paid', 'pending')),
      split: maybe(fc.constantFrom('ship_available', 'hold', 'ask')),
    }),
  ),
  merchants(
    'backorder.created',
    fc.record({ lines: lines(fc.tuple(line, backorder).map(([id, rest]) => ({ id, ...rest }))) }),
  ),
  merchants(
    'backorder.eta_changed',
    fc.record({ lines: lines(fc.record({ id: line, expected_at })) }),
  ),
  merchants('backorder.allocated', fc.record({ lines: lines(lineQuantity) })),
  draft('queue.dated', fc.record({ lines: lines(queueDate) })),
  draft('queue.allocated', fc.record({ lines: lines(given) })),
  draft('queue.freed', fc.record({ lines: lines(given) })),
  merchants('backorder.unfulfillable', fc.record({ lines: lines(lineQuantity) })),
  merchants(
    'shipment.created',
    fc.record({
      shipment_id: fc.constantFrom(...PACKAGES),
      tracking_number: maybe(fc.constantFrom('1Z 999', '1Z998')),
      shipped_at: fc.option(occurredAt, { nil: null }),
      lines: lines(lineQuantity),
    }),
  ),
  merchants(
    'shipment.updated',
    fc.record({ shipment_id: fc.constantFrom(...PACKAGES), status, checkpoint: maybe(checkpoint) }),
  ),
  merchants(
    'shipment.updated',
    fc.record({ tracking_number: fc.constantFrom('1z999', '1Z998'), status }),
  ),
  merchants('shipment.voided', fc.record({ shipment_id: fc.constantFrom(...PACKAGES) })),
  merchants('order.cancelled', fc.record({ lines: maybe(lines(lineQuantity)) })),
  merchants('order.refunded', fc.constant({ amount: { amount: '5.00', currency: 'USD' } })),
  merchants(
    'substitute.offered',
    fc.record({ line_id: line, options: fc.constant([{ sku: 'X', title: 'Other' }]) }),
  ),
  draft(
    'message.sent',
    fc.record({
      said: fc.record({
        messageId: fc.uuid(),
        kind: fc.constantFrom(
          'order_confirmed',
          'backorder_confirmed',
          'eta_slipped',
          'backorder_checkin',
        ),
        key: fc.constantFrom('a', 'b', 'c'),
        channel: fc.constantFrom('email', 'sms'),
        told,
      }),
    }),
  ),
  draft(
    'cancellation.made',
    fc.record({
      by: fc.constant('shopper'),
      lines: lines(cancelledLine),
      reason: fc.constant(null),
    }),
  ),
  draft(
    'cancellation.requested',
    fc.record({
      by: fc.constant('shopper'),
      lines: lines(cancelledLine),
      reason: fc.constant(null),
    }),
  ),
  draft(
    'split.chosen',
    fc.record({ by: fc.constant('shopper'), split: fc.constantFrom('ship_available', 'hold') }),
  ),
  draft(
    'substitute.chosen',
    fc.record({
      by: fc.constant('shopper'),
      offer: fc.constantFrom(SOME_OFFER, 'evt_none'),
      line_id: line,
      sku: fc.constant('X'),
    }),
  ),
  draft(
    'wait.kept',
    fc.record({ by: fc.constant('shopper'), lines: fc.subarray([...LINES], { minLength: 1 }) }),
  ),
  draft(
    'waitlist.joined',
    fc.record({
      by: fc.constant('shopper'),
      lines: lines(fc.record({ id: line, sku: fc.constantFrom('A', 'B') })),
    }),
  ),
  draft('waitlist.available', fc.record({ skus: fc.subarray(['A', 'B'], { minLength: 1 }) })),
  draft(
    'cancellation.answered',
    fc.record({
      answer: fc.constantFrom('accept', 'decline'),
      lines: lines(cancelledLine),
      reason: fc.constant(null),
    }),
  ),
)

const placing = fc
  .record({
    quantities: fc.array(few, { minLength: 3, maxLength: 3 }),
    first: maybe(backorder),
    second: maybe(backorder),
  })
  .map(
    ({ quantities, first, second }): Draft => ({
      type: 'order.placed',
      data: {
        order_number: '1001',
        placed_at: PLACED_AT,
        currency: 'USD',
        customer: { email: 'jon.snow@example.com' },
        lines: LINES.slice(0, 3).map((id, at) => ({
          ...lineData(id, { quantity: quantities[at] ?? 1 }),
          ...(at === 0 && first ? { backorder: first } : {}),
          ...(at === 1 && second ? { backorder: second } : {}),
        })),
      },
    }),
  )

const naming = (events: Recorded[]): Recorded[] => {
  const offered = events.find(({ type }) => type === 'substitute.offered')?.id ?? 'evt_none'
  return events.map((event) =>
    event.type === 'substitute.chosen' && event.data.offer === SOME_OFFER
      ? { ...event, data: { ...event.data, offer: offered } }
      : event,
  )
}

/** A history of one order: its placing, and what may happen to it, each with when and how late. */
export const history: fc.Arbitrary<Recorded[]> = fc
  .tuple(
    fc.tuple(placing, occurredAt, delayHours),
    fc.array(fc.tuple(happening, occurredAt, delayHours), { minLength: 1, maxLength: 14 }),
    fc.infiniteStream(fc.nat({ max: 999 })),
  )
  .map(([first, rest, salts]) =>
    naming(
      [first, ...rest].map(([made, at, delay], index) => {
        // Ids in no order of their making: the tie of two events must not lean on it.
        const id = `evt_${String(salts.next().value).padStart(3, '0')}_${index}`
        const receivedAt = toInstant(addHours(at, made.type.startsWith('message') ? 0 : delay))
        return {
          id,
          type: made.type,
          occurred_at: at,
          receivedAt,
          data: { order_id: ORDER, ...made.data },
        } as Recorded
      }),
    ),
  )

/** A history, and an order in which it arrives: shuffled, some of it twice. */
export const arrival: fc.Arbitrary<{ events: Recorded[]; arriving: Recorded[] }> = history.chain(
  (events) =>
    fc
      .tuple(
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
        fc.subarray(events),
      )
      .map(([shuffled, again]) => ({ events, arriving: [...shuffled, ...again] })),
)

const withoutUndefined = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
