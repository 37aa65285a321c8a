import { z } from 'zod'
import type { PromiseCause } from '../../domain/backorder.ts'
import { brandSchema } from '../../domain/brand.ts'
import { BACKORDER_KINDS, SHIPMENT_STATUSES } from '../../domain/event.ts'
import { checkpointShape } from '../../domain/evidence.ts'
import { CAUSES } from '../../domain/explain-promise.ts'
import { MESSAGE_KINDS, MESSAGE_STATUSES } from '../../domain/message.ts'
import { policySchema } from '../../domain/policy.ts'
import { because } from './because.ts'

/** What the API answers, field by field. The tests hold real answers against these. */
const instant = z.iso.datetime()
const day = z.iso.date()
const text = z.string().nullable()
const count = z.int().min(0)
const list = <T extends z.ZodType>(row: T) =>
  z.strictObject({ data: z.array(row), next_cursor: z.string().nullable() })

export const fault = z.strictObject({ pointer: z.string(), message: z.string() })

export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(fault).optional(),
})

export const verdicts = z.strictObject({
  results: z.array(
    z.strictObject({
      id: z.string().nullable(),
      status: z.enum(['accepted', 'duplicate', 'rejected']),
      errors: z.array(fault).optional(),
    }),
  ),
})

const promise = z
  .strictObject({
    ships_by: day,
    earliest: day,
    delivery: z
      .strictObject({ earliest: day, latest: day })
      .nullable()
      .describe('When it comes if it ships on that day: an estimate by the days in transit.'),
    basis: z.strictObject({
      expected_at: day,
      supply_id: text,
      place_in_queue: z
        .int()
        .nullable()
        .describe(
          'Units of the SKU that wait now up to the last one of the line, where the queue dates it; null once none of it waits, and in lists.',
        ),
      place_when_stated: z.int().nullable().describe('The same as the date was stated.'),
      buffer_days: z.number(),
      rule: z.string(),
      samples: count,
      confidence: z.number().nullable(),
    }),
  })
  .nullable()
  .describe(
    'The promise of the line by itself; null: no date is known. Where the order ships together (`split: hold`), its customer is told the last of the promises of all lines that are still to ship, and no date while one of them has none.',
  )

const customer = z.strictObject({
  name: text,
  email: text,
  phone: text,
  locale: text,
  time_zone: text,
  sms_consent: z.boolean(),
})

const address = z
  .strictObject({
    name: text,
    line1: text,
    line2: text,
    city: text,
    region: text,
    country: text,
    postal_code: text,
  })
  .nullable()

const backorder = z
  .strictObject({
    quantity: count,
    kind: z.enum(BACKORDER_KINDS),
    expected_at: text,
    supplier: text,
    state: z.enum(['waiting', 'allocated', 'shipped', 'cancelled', 'unfulfillable']),
    allocated: count,
    waiting: count,
    allocated_ships_by: day
      .nullable()
      .describe(
        'By when what is allocated ships, while others of the line wait: `promise` is the date of those. Null where none waits, or that day has gone by.',
      ),
    promise,
    explanation: z.string().describe('Why it has that date, or none.'),
    history: z.array(
      z.strictObject({
        ships_by: day.nullable(),
        at: instant,
        reason: text,
        cause: z
          .enum(Object.keys(CAUSES) as PromiseCause[])
          .nullable()
          .describe(
            'What in the queue for its SKU moved it, or that the merchant took its own date back; null where a date was stated.',
          ),
      }),
    ),
  })
  .nullable()

const line = z.strictObject({
  id: z.string(),
  title: z.string(),
  sku: text,
  variant: text,
  quantity: count,
  unit_price: z.looseObject({ amount: z.string(), currency: z.string() }).nullable(),
  image_url: text,
  product_url: text,
  requires_shipping: z.boolean(),
  shipped: count,
  cancelled: count,
  backorder,
})

const quantities = z.array(z.strictObject({ id: z.string(), quantity: count }))

const shipment = z.strictObject({
  shipment_id: z.string(),
  carrier: text,
  service: text,
  tracking_number: text,
  tracking_numbers: z.array(z.string()).describe('All of them, where it went in several parcels.'),
  tracking_url: text,
  status: z.enum(SHIPMENT_STATUSES),
  shipped_at: instant.nullable(),
  expected_delivery: text,
  delivery_range: z
    .strictObject({ earliest: day, latest: day, source: z.enum(['carrier', 'estimate']) })
    .nullable()
    .describe(
      "The carrier's own day, else an estimate; null where none is known or it has passed.",
    ),
  voided: z.boolean(),
  lines: quantities,
  checkpoints: z.array(checkpointShape),
})

const summaryFields = {
  order_id: z.string(),
  order_number: text,
  status: z.enum(['open', 'partially_shipped', 'shipped', 'delivered', 'cancelled']),
  customer,
  shipping_address: address,
  placed_at: instant.nullable(),
  currency: text,
  payment_status: z.enum(['paid', 'authorized', 'pending']).nullable(),
  promise,
  anomalies: z.array(z.strictObject({ code: z.string(), message: z.string(), event_id: text })),
  silent_since: instant.nullable(),
}

export const orderList = list(z.strictObject(summaryFields))

export const order = z.strictObject({
  ...summaryFields,
  lines: z
    .array(line)
    .describe(
      'One that an update removed is listed as cancelled where a message told so, else not.',
    ),
  shipments: z.array(shipment),
  cancellation_request: z
    .strictObject({
      requested_at: instant,
      by: z.enum(['merchant', 'shopper', 'support', 'tidings']),
      lines: quantities,
      reason: text,
    })
    .nullable(),
  next_message: z
    .strictObject({
      id: z.string(),
      kind: z.enum(MESSAGE_KINDS),
      channel: z.enum(['email', 'sms']),
      due_at: instant,
      why: z.string(),
      because: because.nullable(),
    })
    .nullable(),
  silence: z.strictObject({
    last_word: z.strictObject({ kind: z.enum(MESSAGE_KINDS), at: instant }).nullable(),
    next: z
      .strictObject({
        kind: z.enum(MESSAGE_KINDS),
        channel: z.enum(['email', 'sms']),
        due_at: instant,
        why: z.string(),
        because: because.nullable(),
      })
      .nullable(),
    unsaid: z.array(
      z.strictObject({
        kind: z.enum(MESSAGE_KINDS),
        channel: z.enum(['email', 'sms']),
        status: z.enum(MESSAGE_STATUSES),
        why: z.string(),
        because: because.nullable(),
      }),
    ),
    why: z.string(),
    because,
  }),
  tracking_url: z.url(),
})

export const cancelled = z.strictObject({
  result: z.enum(['made', 'requested', 'nothing']),
  order,
})

export const merchant = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  mode: z.enum(['live', 'test']),
  time_zone: z.string(),
  country: z.string(),
  locale: z.string(),
  sender: z.strictObject({ email: z.string(), name: z.string(), sms_from: text }),
  notify_email: text,
  brand: brandSchema,
  policy: policySchema,
  clock: instant.nullable(),
  clock_mode: z.enum(['manual', 'running']).nullable(),
  publishable_key: z.string(),
  api_key: z.string(),
  signing_secret: z.string(),
})

export const connection = z.strictObject({ id: z.string(), url: z.url() })
export const delivery = z.strictObject({ answer: z.enum(['stored', 'ignored', 'duplicate']) })
export const clock = z.strictObject({ now: instant })
export const advanced = z.strictObject({
  now: instant,
  sent: z.array(
    z.strictObject({
      id: z.string(),
      order_id: z.string(),
      kind: z.enum(MESSAGE_KINDS),
      channel: z.enum(['email', 'sms']),
      status: z.enum(MESSAGE_STATUSES),
      at: instant,
    }),
  ),
})
export const health = z.strictObject({ status: z.enum(['ok', 'ready']) })
