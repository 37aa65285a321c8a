import type { Handle } from '../../src/db/open.ts'
import { findContact, findOrder } from '../../src/db/orders.ts'
import type { DueTable, MessageRow } from '../../src/db/schema.ts'
import type { EventData, EventType } from '../../src/domain/event.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import { merchantInput } from '../../src/domain/merchant-input.ts'
import { advanceClock } from '../../src/operations/advance-clock.ts'
import { createMerchant, loadMerchant } from '../../src/operations/merchants.ts'
import { listMessages } from '../../src/operations/read-orders.ts'
import { recordEvent } from '../../src/operations/record-events.ts'
import type { Services } from '../../src/operations/services.ts'
import { type TestServices, testServices } from './services.ts'

export const ORDER = 'ord_1'
/** A Monday, ten in the morning in New York. */
export const OPENED_AT = '2026-03-02T15:00:00.000Z'
/** Stated on that day, it makes this promise: ten days, four of buffer, a Monday. */
export const EXPECTED = '2026-03-12'
export const PROMISED = '2026-03-16'

type Line = EventData<'order.placed'>['lines'][number]
type Placed = Partial<EventData<'order.placed'>>
type Told = { id?: string; at?: string }
type Input = Record<string, unknown>

export type Shop = Awaited<ReturnType<typeof openShop>>

/**
 * A shop with its services on a real database; a test merchant unless said otherwise, and one that
 * tells of delays without the options of 16 CFR 435.2, whose clocks would stand in what is due.
 */
export async function openShop(
  handle: Handle,
  input: Input = {},
  change: Partial<Services> = {},
  now = OPENED_AT,
) {
  const services: TestServices = {
    ...(await testServices(handle, { now })),
    ...change,
  } as TestServices
  const { merchant, apiKey, signingSecret } = await createMerchant(
    services,
    merchantInput.parse({
      name: 'Fern & Fell',
      mode: 'test',
      time_zone: 'America/New_York',
      country: 'US',
      sender: { email: 'hello@fern.example', name: 'Fern & Fell', sms_from: '+12125550100' },
      ...input,
      policy: { delay_options: 'notify', ...(input.policy as Input | undefined) },
    }),
  )
  return shopOf(services, merchant, { apiKey, signingSecret })
}

/** The same shop as another process would see it, with services of its own. */
export const shopOf = (
  services: TestServices,
  merchant: Merchant,
  secrets = { apiKey: '', signingSecret: '' },
) => ({
  ...secrets,
  services,
  merchant,
  /** Records an event; it happened at `at`, or now on the merchant's clock. */
  async tell<T extends EventType>(type: T, data: Input, { id, at }: Told = {}) {
    const { clock } = await loadMerchant(services, merchant.id)
    const occurred_at = at ?? clock?.at ?? services.clock.now().toISOString()
    const event = { id: id ?? nextId(), type, occurred_at, data: { order_id: ORDER, ...data } }
    return recordEvent(services, merchant, event)
  },
  place(lines: Line[], { id, at, ...over }: Placed & Told = {}) {
    return this.tell('order.placed', orderData(lines, { ...(at && { placed_at: at }), ...over }), {
      ...(id && { id }),
      ...(at && { at }),
    })
  },
  advance: (by: string) => advanceClock(services, merchant, /^-?P/.test(by) ? { by } : { to: by }),
  async order(orderId = ORDER) {
    const record = await findOrder(services.read, merchant.id, orderId)
    if (!record) throw new Error(`there is no order ${orderId}`)
    return record.state
  },
  contact: (orderId = ORDER) => findContact(services.read, merchant.id, orderId),
  async messages(orderId = ORDER): Promise<MessageRow[]> {
    return (await listMessages(services, merchant, orderId)).map(({ message }) => message)
  },
  async message(kind: string, orderId = ORDER): Promise<MessageRow> {
    const found = (await this.messages(orderId)).filter((message) => message.kind === kind)
    const [message] = found
    if (!message || found.length > 1) throw new Error(`${found.length} messages of kind ${kind}`)
    return message
  },
  due: (): Promise<DueTable[]> =>
    services.read
      .selectFrom('due')
      .selectAll()
      .where('merchant_id', '=', merchant.id)
      .orderBy('at')
      .execute(),
  async events(): Promise<string[]> {
    const rows = await services.read
      .selectFrom('events')
      .select('id')
      .where('merchant_id', '=', merchant.id)
      .where('origin', '=', 'merchant')
      .orderBy('id')
      .execute()
    return rows.map(({ id }) => id)
  },
})

/** Wide enough for all files that share a process: `evt_100000` would sort before `evt_99999`. */
let count = 0
const nextId = () => {
  count += 1
  return `evt_${String(count).padStart(8, '0')}`
}

export const aLine = (id: string, over: Partial<Line> = {}): Line => ({
  id,
  title: `Item ${id}`,
  quantity: 1,
  unit_price: { amount: '19.90', currency: 'USD' },
  ...over,
})

/** A line of which everything waits, for this date. */
export const waitingLine = (
  id: string,
  expected_at: string | null = EXPECTED,
  over: Partial<Line> = {},
): Line =>
  aLine(id, {
    backorder: { quantity: over.quantity ?? 1, kind: 'standard', expected_at },
    ...over,
  })

export const orderData = (lines: Line[], over: Placed = {}) => ({
  order_id: ORDER,
  order_number: '1001',
  placed_at: OPENED_AT,
  currency: 'USD',
  customer: { name: 'Jon Snow', email: 'jon.snow@example.com' },
  shipping_address: { country: 'US', region: 'NY', postal_code: '10012', line1: '7 Mill Lane' },
  lines,
  ...over,
})

export const aPackage = (lines: Record<string, number>, over: Input = {}): Input => ({
  shipment_id: 'shp_1',
  carrier: 'UPS',
  tracking_number: '1Z 999 AA1',
  shipped_at: OPENED_AT,
  lines: Object.entries(lines).map(([id, quantity]) => ({ id, quantity })),
  ...over,
})
