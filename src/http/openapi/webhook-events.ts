import { z } from 'zod'
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '../../domain/merchant-notice.ts'
import { MESSAGE_KINDS } from '../../domain/message.ts'
import { because } from './because.ts'
import { outputSchema } from './json-schema.ts'

/** What our own events say, field by field. The tests hold real bodies against these. */
const day = z.iso.date()
const instant = z.iso.datetime()
const quantities = z.array(z.strictObject({ id: z.string(), quantity: z.int().min(1) }))
const actor = z.enum(['merchant', 'shopper', 'support', 'tidings'])
const money = z.strictObject({ amount: z.string(), currency: z.string() })
const text = z.string().nullable()
const whole = z.int().nullable()
const kind = z.enum(MESSAGE_KINDS)
const channel = z.enum(['email', 'sms'])

const ofOrder = { order_id: z.string(), order_number: z.string(), because }
const told = { lines: quantities, by: actor, reason: z.string().optional() }

const basis = z
  .strictObject({
    event_id: z.string().describe('The event that moved it.'),
    expected_at: day.nullable(),
    supply_id: text,
    place_in_queue: whole,
    buffer_days: whole,
    rule: text,
    samples: whole,
    confidence: z.number().nullable(),
  })
  .describe(
    'What it was worked out from; of one that another has taken the place of, the day alone.',
  )

const DATA: Record<WebhookEventType, { note: string; data: z.ZodObject }> = {
  'cancellation.requested': {
    note: 'Somebody asked to cancel what is being prepared. Nothing is cancelled until you answer.',
    data: z.strictObject({ ...ofOrder, ...told }),
  },
  'order.cancelled': {
    note: 'Cancelled through us, by the shopper, by support, by your own call of this API or by a silence that ends a wait: your shop’s system may not know of it. Not what came in as your own `order.cancelled`.',
    data: z.strictObject({ ...ofOrder, ...told }),
  },
  'refund.due': {
    note: 'Money of a paid order that has to go back; `amount` is null where a price is not known, and zero where what was cancelled has shipped all the same.',
    data: z.strictObject({ ...ofOrder, ...told, amount: money.nullable(), deadline: day }),
  },
  'delay.expiring': {
    note: 'A wait is about to end by itself, 7 and 2 days ahead; `since` where its day is over and you decide: the cancellation is confirmed by `POST /v1/orders/{order_id}/cancellation`.',
    data: z.strictObject({
      ...ofOrder,
      lines: quantities,
      by: actor,
      deadline: day,
      since: instant.optional(),
    }),
  },
  'delay.expired': {
    note: 'Nobody agreed to the delay in time, or its day went by with no delay put before them: what waited is cancelled, and must not ship.',
    data: z.strictObject({ ...ofOrder, lines: quantities, by: actor, deadline: day.optional() }),
  },
  'customer.unreachable': {
    note: 'The order waits, and no address takes mail or texts.',
    data: z.strictObject({ ...ofOrder, lines: quantities }),
  },
  'split.chosen': {
    note: 'How the shopper wants the order sent.',
    data: z.strictObject({ ...ofOrder, split: z.enum(['ship_available', 'hold']) }),
  },
  'substitute.chosen': {
    note: 'Another article that the shopper took for a line.',
    data: z.strictObject({ ...ofOrder, lines: quantities, sku: z.string() }),
  },
  'inquiry.received': {
    note: 'A question, to be answered within 24 hours; its words are read on the support page.',
    data: z.strictObject({ ...ofOrder, inquiry_id: z.string(), since: instant }),
  },
  'feed.silent': {
    note: 'Your shop sent events on most days, and none since.',
    data: z.strictObject({ since: instant, because }),
  },
  'promise.changed': {
    note: 'The date that the customer is told moved, of whatever moved it; null is no date.',
    data: z.strictObject({
      ...ofOrder,
      line_id: z.string(),
      sku: text,
      old: day.nullable(),
      new: day.nullable(),
      basis,
      reason: z.string().optional(),
    }),
  },
  'backorder.allocated': {
    note: 'Stock came in for what waits; `quantity` is all that the line has been given.',
    data: z.strictObject({
      ...ofOrder,
      lines: z.array(z.strictObject({ id: z.string(), sku: text, quantity: z.int().min(1) })),
    }),
  },
  'message.sent': {
    note: 'The customer was written to; `dates` has what was told of each line.',
    data: z.strictObject({
      ...ofOrder,
      message_id: z.string(),
      kind,
      channel,
      sent_at: instant,
      dates: z.record(z.string(), day.nullable()),
    }),
  },
  'message.failed': {
    note: 'A message was refused for good, or came back.',
    data: z.strictObject({
      ...ofOrder,
      message_id: z.string(),
      kind,
      channel,
      status: z.enum(['failed', 'bounced']),
    }),
  },
  'delay.consented': {
    note: 'The shopper agreed to a delay; `offer` is the message that made it.',
    data: z.strictObject({
      ...ofOrder,
      lines: z.array(
        z.strictObject({ id: z.string(), offer: z.string(), agreed_to: day.nullable() }),
      ),
    }),
  },
  'waitlist.joined': {
    note: 'The shopper wants to hear when a cancelled article is to be had again.',
    data: z.strictObject({
      ...ofOrder,
      lines: z.array(z.strictObject({ id: z.string(), sku: z.string() })),
    }),
  },
}

export const webhookNote = (type: WebhookEventType) => DATA[type].note
export const webhookData = (type: WebhookEventType) => DATA[type].data

/** A whole event as it is sent. */
export const webhookEvent = (type: WebhookEventType) =>
  z.strictObject({
    id: z.string().describe('The same as webhook-id.'),
    type: z.literal(type),
    timestamp: instant.describe('When it happened.'),
    data: DATA[type].data,
  })

/** The part of the documents that tells what endpoints get (OpenAPI 3.1, "webhooks"). */
export const webhookPaths = () =>
  Object.fromEntries(
    WEBHOOK_EVENT_TYPES.map((type) => [
      type,
      {
        post: {
          operationId: `told.${type}`,
          summary: DATA[type].note,
          requestBody: {
            required: true,
            content: { 'application/json': { schema: outputSchema(webhookEvent(type)) } },
          },
          responses: { '2XX': { description: 'It is taken, and not sent again' } },
        },
      },
    ]),
  )
