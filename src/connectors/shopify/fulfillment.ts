import { LINES_MAX, type MerchantEvent } from '../../domain/event.ts'
import type { Delivery, Said } from './delivery.ts'
import { makeEvent, shortHash } from './make-event.ts'
import { type Body, idText, instant, isHttpUrl, records, text, whole } from './read.ts'
import { isLabelOnly, shipmentStatus } from './shipment-status.ts'

const NUMBERS_MAX = 50
const VOIDED = new Set(['cancelled', 'canceled', 'error', 'failure'])

export function translateFulfillment(body: Body, { topic }: Delivery): Said {
  const events = fulfillmentEvents(body, { isNew: topic === 'fulfillments/create' })
  return events.length > 0
    ? { events }
    : { ignored: 'the fulfilment has no id, no order or nothing in it that is shipped' }
}

/**
 * A fulfilment, alone or inside its order: the same ids either way, so that nothing doubles.
 *
 * It is told as made at `created_at`, once, and again as it stands at `updated_at`, because a
 * tracking number is often added later and Shopify has no other word for that. Equal times do not
 * mean that nothing changed, they are whole seconds; only a new one (`isNew`) has no second word.
 */
export function fulfillmentEvents(
  fulfillment: Body,
  known: { orderId?: string; isNew: boolean },
): MerchantEvent[] {
  const id = idText(fulfillment.id)
  const orderId = idText(fulfillment.order_id) ?? known.orderId
  const createdAt = instant(fulfillment.created_at) ?? instant(fulfillment.updated_at)
  if (!id || !orderId || !createdAt) return []

  const updatedAt = instant(fulfillment.updated_at) ?? createdAt
  const facts = readFacts(fulfillment, { id, orderId })
  const made = { ...facts, ...shippedAs(isShipped(fulfillment) ? createdAt : null) }
  const created = makeEvent('shipment.created', {
    id: `fulfillment:${id}:created`,
    at: createdAt,
    data: made,
  })
  if (created.length === 0) return []
  if (isVoided(fulfillment)) return [...created, ...voided(facts, updatedAt)]

  return [
    ...created,
    ...(updatedAt > createdAt || !known.isNew
      ? restated(fulfillment, facts, { createdAt, updatedAt })
      : []),
    ...moved(fulfillment, facts, updatedAt),
  ]
}

export const isVoided = (fulfillment: Body): boolean => VOIDED.has(String(fulfillment.status))

/** What goes to a carrier: gift cards and downloads are fulfilled too, and never shipped. */
export function shippedLines(fulfillment: Body): { id: string; quantity: number }[] {
  const byId = new Map<string, number>()
  for (const item of records(fulfillment.line_items, LINES_MAX)) {
    const id = idText(item.id)
    const quantity = whole(item.quantity) ?? 0
    if (!id || quantity < 1 || item.requires_shipping === false) continue
    byId.set(id, (byId.get(id) ?? 0) + quantity)
  }
  return [...byId].map(([id, quantity]) => ({ id, quantity }))
}

type Facts = { order_id: string; shipment_id: string; [field: string]: unknown }

function readFacts(fulfillment: Body, { id, orderId }: { id: string; orderId: string }): Facts {
  const { tracking_numbers, tracking_urls } = fulfillment
  const numbers = texts(tracking_numbers, fulfillment.tracking_number)
  const urls = texts(tracking_urls, fulfillment.tracking_url)
  return {
    order_id: orderId,
    shipment_id: id,
    carrier: text(fulfillment.tracking_company),
    tracking_number: numbers[0],
    tracking_url: urls.find(isHttpUrl),
    expected_delivery: instant(fulfillment.estimated_delivery_at),
    lines: shippedLines(fulfillment),
    ...(numbers.length > 1 && { tracking_numbers: numbers }),
  }
}

/**
 * `success` is the merchant's word that the goods are on their way, unless the carrier's side still
 * speaks of a label. `pending` and `open` (legacy) wait for a third party to do it.
 */
const isShipped = ({ status, shipment_status }: Body) =>
  status === 'success' && !isLabelOnly(shipment_status)

/** Nobody said that a carrier has it, so a label that is told of later takes it back. */
const shippedAs = (at: string | null) => ({
  shipped_at: at,
  ...(at && { shipped_at_presumed: true }),
})

/**
 * As it stands. Once the carrier has scanned it, the scan says when it shipped: the day the label
 * was made must not take its place.
 */
function restated(
  fulfillment: Body,
  facts: Facts,
  { createdAt, updatedAt }: { createdAt: string; updatedAt: string },
): MerchantEvent[] {
  const status = shipmentStatus(fulfillment.shipment_status)
  const isScanned = status !== undefined && status !== 'pre_transit'
  const shippedAt = isShipped(fulfillment) && !isScanned ? createdAt : null
  const data = { ...facts, ...shippedAs(shippedAt) }
  const hash = shortHash(JSON.stringify(data))
  return makeEvent('shipment.created', {
    id: `fulfillment:${facts.shipment_id}:updated:${updatedAt}:${hash}`,
    at: updatedAt,
    data,
  })
}

function moved(fulfillment: Body, facts: Facts, at: string): MerchantEvent[] {
  const status = shipmentStatus(fulfillment.shipment_status)
  if (!status) return []
  const { order_id, shipment_id, expected_delivery } = facts
  const label_only = isLabelOnly(fulfillment.shipment_status) || undefined
  return makeEvent('shipment.updated', {
    id: `fulfillment:${shipment_id}:status:${at}:${label_only ? 'label' : status}`,
    at,
    data: { order_id, shipment_id, status, label_only, expected_delivery },
  })
}

function voided({ order_id, shipment_id }: Facts, at: string): MerchantEvent[] {
  return makeEvent('shipment.voided', {
    id: `fulfillment:${shipment_id}:voided`,
    at,
    data: { order_id, shipment_id },
  })
}

/** The list, or the single value that older versions send beside it. */
function texts(several: unknown, single: unknown): string[] {
  const all = Array.isArray(several) ? several.slice(0, NUMBERS_MAX) : []
  const unique = new Set([...all, single].map(text).filter((one) => one !== undefined))
  return [...unique]
}
