import type { MerchantEvent } from '../../domain/event.ts'
import { readAddress, readCustomer } from './customer.ts'
import type { Delivery, Said } from './delivery.ts'
import { fulfillmentEvents } from './fulfillment.ts'
import { placedLines, updatedLines } from './lines.ts'
import { makeEvent, shortHash } from './make-event.ts'
import { type Body, idText, instant, record, records, text } from './read.ts'
import { refundEvents } from './refund.ts'

const FULFILLMENTS_MAX = 250
const REFUNDS_MAX = 250
/** Checkout sets `processed_at` within minutes of `created_at`; only an import sets it days back. */
const IMPORT_GAP_HOURS = 24

const CANCEL_REASONS = new Map([
  ['customer', 'Requested by the customer'],
  ['inventory', 'Out of stock'],
  ['declined', 'Payment declined'],
])

/** A whole order, on whatever topic it came: all the facts that it holds. */
export function translateOrder(body: Body, delivery: Delivery): Said {
  const order = readHead(body)
  if (!order) return { ignored: 'the order has no id, no currency or no time' }

  const placed = orderPlaced(body, order)
  if (placed.length === 0) return { ignored: 'the order has no line that can be read' }

  const cancelledAt = readCancelledAt(body, delivery, order)
  const isNew = delivery.topic === 'orders/create'
  return {
    events: [
      ...placed,
      ...(isNew ? [] : orderUpdated(body, order, { delivery, isCancelled: Boolean(cancelledAt) })),
      ...records(body.fulfillments, FULFILLMENTS_MAX).flatMap((one) =>
        fulfillmentEvents(one, { orderId: order.id, isNew }),
      ),
      ...records(body.refunds, REFUNDS_MAX).flatMap((one) => refundEvents(one, order)),
      ...(cancelledAt ? orderCancelled(body, order, cancelledAt) : []),
    ],
  }
}

type Head = { id: string; currency: string; placedAt: string; updatedAt: string }

function readHead(body: Body): Head | null {
  const id = idText(body.id)
  const currency = text(body.currency)
  const createdAt = instant(body.created_at) ?? instant(body.processed_at)
  if (!id || !currency || !createdAt) return null

  const updatedAt = instant(body.updated_at) ?? createdAt
  const processedAt = instant(body.processed_at) ?? createdAt
  const gap = (Date.parse(createdAt) - Date.parse(processedAt)) / 3_600_000
  return {
    id,
    currency,
    placedAt: gap > IMPORT_GAP_HOURS ? processedAt : createdAt,
    updatedAt: updatedAt > createdAt ? updatedAt : createdAt,
  }
}

function orderPlaced(body: Body, { id, currency, placedAt }: Head): MerchantEvent[] {
  return makeEvent('order.placed', {
    id: `order:${id}:placed`,
    at: placedAt,
    data: {
      ...commonFields(body, { id, currency }),
      placed_at: placedAt,
      lines: placedLines(body, { currency, placedOn: placedAt.slice(0, 10) }),
    },
  })
}

/**
 * The order as it stood at `updated_at`. Shopify's times are whole seconds and a busy second holds
 * several states, so the moment at which the webhook was triggered stands before the hash: of two
 * states of one second the later one sorts last and wins.
 *
 * A cancelled order's lines are left out: Shopify lowers `current_quantity` with a cancellation,
 * and lines that had already gone would leave `order.cancelled` nothing to tell.
 */
function orderUpdated(
  body: Body,
  { id, currency, updatedAt }: Head,
  { delivery, isCancelled }: { delivery: Delivery; isCancelled: boolean },
): MerchantEvent[] {
  const data = {
    ...commonFields(body, { id, currency }),
    ...(isCancelled ? {} : { lines: updatedLines(body, currency) }),
  }
  const hash = shortHash(JSON.stringify(data))
  return makeEvent('order.updated', {
    id: `order:${id}:updated:${updatedAt}:${delivery.triggeredAt}:${hash}`,
    at: updatedAt,
    data,
  })
}

function orderCancelled(body: Body, { id }: Head, at: string): MerchantEvent[] {
  const reason = CANCEL_REASONS.get(text(body.cancel_reason) ?? '')
  return makeEvent('order.cancelled', {
    id: `order:${id}:cancelled`,
    at,
    data: { order_id: id, reason },
  })
}

/**
 * When the order was cancelled, if it was. The sample order of "Send test notification" is marked
 * cancelled on every topic, in the very second of its creation; only `orders/cancelled` means it.
 * Test orders of a real shop (Bogus gateway) carry the same flag and are cancelled for good.
 */
function readCancelledAt(body: Body, delivery: Delivery, order: Head): string | null {
  const at = instant(body.cancelled_at)
  if (delivery.topic === 'orders/cancelled') return at ?? order.updatedAt
  if (!at) return null

  const isTest = delivery.isTest || body.test === true
  const isSample = delivery.topic === 'orders/create' || at === instant(body.created_at)
  return isTest && isSample ? null : at
}

function commonFields(body: Body, { id, currency }: { id: string; currency: string }) {
  const shipping = record(body.shipping_address)
  return {
    order_id: id,
    order_number: readNumber(body) ?? id,
    currency,
    payment_status: readPayment(body.financial_status),
    customer: readCustomer(body),
    shipping_address: readAddress(shipping),
  }
}

/** Without the "#" that most shops begin it with: our texts say "Order 1001" or "Order #1001". */
function readNumber(body: Body): string | undefined {
  const name = text(body.name) ?? idText(body.order_number)
  return text(name?.replace(/^#/, ''))
}

/**
 * Whether a refund can be due. Part of a payment is a payment; what was voided, or never taken, is
 * not, and a customer of such an order must not read of money coming back. What was refunded had
 * been paid; the refund is told on its own.
 */
function readPayment(status: unknown): 'paid' | 'authorized' | 'pending' | undefined {
  switch (status) {
    case 'paid':
    case 'partially_paid':
    case 'partially_refunded':
    case 'refunded':
      return 'paid'
    case 'authorized':
      return 'authorized'
    case 'pending':
    case 'unpaid':
    case 'voided':
    case 'expired':
      return 'pending'
    default:
      return undefined
  }
}
