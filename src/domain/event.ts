import { z } from 'zod'
import { DomainError, type Fault } from './error.ts'
import { id, orderId, text } from './event-id.ts'
import { currency, money, refund, refuseForeignPrices } from './event-money.ts'
import { substituteOptions } from './event-substitute.ts'
import { isZone } from './zone.ts'

const instant = z.iso.datetime({ offset: true })
const date = z.iso.date()
/** No plan of a shop: a slip of the pen, or some system's way of saying "unknown", which is null. */
const isPlannable = (value: string) => value >= '2000-01-01' && value < '2101-01-01'
/** What has come has come on a day. */
const receivable = 'a day from the year 2000 to 2100'
const plannable = 'a day from the year 2000 to 2100; null where none is known'
const dateOrInstant = z
  .union([date, instant], {
    error: 'a date (YYYY-MM-DD) or an RFC 3339 instant',
  })
  .refine(isPlannable, plannable)
const quantity = z.int().min(1).max(1_000_000)
const url = z
  .string()
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/i, 'an http(s) URL')
const zone = z.string().max(64).refine(isZone, 'an IANA time zone, like "America/New_York"')

export const BACKORDER_KINDS = [
  'standard',
  'preorder',
  'dropship',
  'custom',
  'manufacturer',
  'seasonal',
  'indefinite',
] as const
export const SHIPMENT_STATUSES = [
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delayed',
  'exception',
  'return_to_sender',
  'lost',
] as const
export const LINES_MAX = 500
export const BATCH_MAX = 500
/** Parcels of one shipment. */
export const NUMBERS_MAX = 50

const lineQuantity = z.looseObject({ id, quantity })
const lineQuantities = z.array(lineQuantity).min(1).max(LINES_MAX)
const customer = z.looseObject({
  name: text(255).nullish(),
  email: z.string().max(254).nullish(),
  phone: text(64).nullish(),
  locale: text(35).nullish(),
  time_zone: zone.nullish(),
  sms_consent: z.boolean().nullish(),
})
const address = z.looseObject({
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'an ISO 3166-1 alpha-2 code, like "US"')
    .nullish(),
  region: text(100).nullish(),
  postal_code: text(32).nullish(),
  city: text(100).nullish(),
  name: text(255).nullish(),
  line1: text(255).nullish(),
  line2: text(255).nullish(),
})
const backorder = z.looseObject({
  quantity,
  kind: z.enum(BACKORDER_KINDS),
  expected_at: dateOrInstant.nullable(),
  supplier: text(255).nullish(),
  shown_ships_by: date.nullish(),
})
const lineFields = {
  id,
  title: text(500).min(1),
  sku: id.nullish(),
  variant: text(255).nullish(),
  quantity,
  unit_price: money.nullish(),
  image_url: url.nullish(),
  product_url: url.nullish(),
  requires_shipping: z.boolean().nullish(),
  handed_over: z.boolean().nullish(),
  backorder: backorder.nullish(),
  /** Of a line whose backorder we derive ourselves: the date that our line showed before payment. */
  shown_ships_by: date.nullish(),
}
const line = z.looseObject(lineFields)
/** In an update a line is named by its id; the rest may be left out, and quantity 0 removes it. */
const lineChange = z.looseObject({
  ...lineFields,
  title: lineFields.title.optional(),
  quantity: z.int().min(0).max(1_000_000).optional(),
})
const orderFields = {
  order_number: text(255).min(1),
  placed_at: instant,
  currency,
  payment_status: z.enum(['paid', 'authorized', 'pending']).nullish(),
  customer,
  shipping_address: address.nullish(),
  priority: z.int().min(-1_000_000).max(1_000_000).nullish(),
  split: z.enum(['ship_available', 'hold', 'ask']).nullish(),
}
const checkpoint = z.looseObject({
  at: instant,
  message: text(1000),
  city: text(100).nullish(),
  region: text(100).nullish(),
  country: text(100).nullish(),
})

const unique = <T extends { id: string }>(lines: readonly T[]) =>
  new Set(lines.map((one) => one.id)).size === lines.length
const distinct = 'each line id once'

/** The data of every event type, in the order that breaks ties of `occurred_at`. */
export const EVENT_DATA = {
  'order.placed': z
    .looseObject({
      order_id: orderId,
      ...orderFields,
      lines: z.array(line).min(1).max(LINES_MAX).refine(unique, distinct),
    })
    .superRefine(refuseForeignPrices),
  'order.updated': z
    .looseObject({
      order_id: orderId,
      ...z.object(orderFields).partial().shape,
      lines: z.array(lineChange).max(LINES_MAX).refine(unique, distinct).optional(),
    })
    .superRefine(refuseForeignPrices),
  'backorder.created': z.looseObject({
    order_id: orderId,
    lines: z
      .array(z.looseObject({ id, ...backorder.shape }))
      .min(1)
      .max(LINES_MAX)
      .refine(unique, distinct),
  }),
  'backorder.eta_changed': z.looseObject({
    order_id: orderId,
    lines: z
      .array(z.looseObject({ id, expected_at: dateOrInstant.nullable() }))
      .min(1)
      .max(LINES_MAX)
      .refine(unique, distinct),
    reason: text(500).nullish(),
  }),
  'inventory.level': z.looseObject({
    sku: id,
    available: z.int().min(-1_000_000_000).max(1_000_000_000),
    location: id.nullish(),
  }),
  'supply.expected': z.looseObject({
    supply_id: id,
    sku: id,
    quantity,
    expected_at: dateOrInstant.nullable(),
    supplier: text(255).nullish(),
  }),
  'supply.received': z.looseObject({
    supply_id: id.nullish(),
    sku: id,
    quantity,
    received_at: instant.refine(isPlannable, receivable),
  }),
  'supply.cancelled': z.looseObject({ supply_id: id }),
  'backorder.allocated': z.looseObject({
    order_id: orderId,
    lines: lineQuantities.refine(unique, distinct),
  }),
  'backorder.unfulfillable': z.looseObject({
    order_id: orderId,
    lines: lineQuantities.refine(unique, distinct),
    reason: text(500).nullish(),
  }),
  'substitute.offered': z.looseObject({
    order_id: orderId,
    line_id: id,
    options: substituteOptions(url),
  }),
  'shipment.created': z.looseObject({
    order_id: orderId,
    shipment_id: id,
    carrier: text(100).nullish(),
    service: text(100).nullish(),
    tracking_number: text(255).nullish(),
    tracking_numbers: z.array(text(255).min(1)).max(NUMBERS_MAX).nullish(),
    tracking_url: url.nullish(),
    shipped_at: instant.nullish(),
    shipped_at_presumed: z.boolean().nullish(),
    expected_delivery: dateOrInstant.nullish(),
    lines: lineQuantities.refine(unique, distinct),
  }),
  'shipment.updated': z
    .looseObject({
      order_id: orderId.nullish(),
      shipment_id: id.nullish(),
      tracking_number: text(255).min(1).nullish(),
      status: z.enum(SHIPMENT_STATUSES),
      label_only: z.boolean().nullish(),
      checkpoint: checkpoint.nullish(),
      expected_delivery: dateOrInstant.nullish(),
    })
    .refine((data) => data.shipment_id || data.tracking_number, {
      path: ['shipment_id'],
      message: 'shipment_id or tracking_number is needed',
    }),
  'shipment.voided': z.looseObject({ order_id: orderId, shipment_id: id }),
  'order.cancelled': z.looseObject({
    order_id: orderId,
    lines: lineQuantities.refine(unique, distinct).nullish(),
    reason: text(500).nullish(),
  }),
  'order.refunded': z.looseObject({
    order_id: orderId,
    amount: refund,
    lines: z
      .array(z.looseObject({ id, quantity: quantity.nullish() }))
      .max(LINES_MAX)
      .nullish(),
  }),
} as const

export type EventType = keyof typeof EVENT_DATA
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>
export type MerchantEvent = {
  [T in EventType]: { id: string; type: T; occurred_at: string; data: EventData<T> }
}[EventType]

export const EVENT_TYPES = Object.keys(EVENT_DATA) as EventType[]

/** The envelope of one event type: what a merchant posts, and what `/docs` shows. */
export const eventSchema = <T extends EventType>(type: T) =>
  z.looseObject({ id, type: z.literal(type), occurred_at: instant, data: EVENT_DATA[type] })

const schemas = new Map(EVENT_TYPES.map((type) => [type as string, eventSchema(type)]))
const envelope = z.looseObject({ type: z.string() })

/**
 * Reads one event, or throws `invalid` with every fault.
 *
 * The type is looked up before the rest is read: a union of sixteen schemas would answer a typing
 * error in a line with sixteen times "no match".
 */
export function parseEvent(input: unknown): MerchantEvent {
  const head = envelope.safeParse(input)
  const schema = head.success ? schemas.get(head.data.type) : undefined
  if (!schema) {
    const anyType = z.looseObject({
      id,
      type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]),
      occurred_at: instant,
      data: z.looseObject({}),
    })
    throw invalidEvent(anyType.safeParse(input).error)
  }
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw invalidEvent(parsed.error)
  return parsed.data as MerchantEvent
}

/** Every fault of a refused value, each with its JSON pointer (RFC 6901), below `base`. */
export function faultsOf(error: z.ZodError, base = ''): Fault[] {
  return error.issues.flatMap((issue) =>
    pathsOf(issue).map((path) => ({ pointer: base + toPointer(path), message: issue.message })),
  )
}

/** Fields that are not known are one issue of the object around them: each is pointed at. */
const pathsOf = (issue: z.core.$ZodIssue): PropertyKey[][] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]

function invalidEvent(error: z.ZodError | undefined) {
  return new DomainError('invalid', 'The event is not valid', error ? faultsOf(error) : [])
}

function toPointer(path: readonly PropertyKey[]) {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
