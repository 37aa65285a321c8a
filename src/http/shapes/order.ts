import { anomaliesOf } from '../../domain/anomaly.ts'
import { readBecause } from '../../domain/because.ts'
import type { Address, Contact } from '../../domain/contact.ts'
import type { DeliveryView } from '../../domain/delivery-range.ts'
import {
  type CancellationRequest,
  type Line,
  type OrderState,
  orderStatus,
} from '../../domain/order.ts'
import { asPacked } from '../../domain/packed-units.ts'
import { lineAsTold } from '../../domain/removed-line.ts'
import { type SaidRules, shownOrderPromise } from '../../domain/said-date.ts'
import type { OrderDetail } from '../../operations/read-orders.ts'
import { shapeBackorder, shapePromise } from './backorder.ts'
import { shapeShipment } from './shipment.ts'

/** An order as the API shows it. What is not known before `order.placed` has come is null. */
export function shapeOrder(detail: OrderDetail) {
  const { state, nextMessage, silence, trackingUrl, delivery } = detail
  // As its customer reads it: what has a label waits for no stock.
  const packed = { ...detail, state: asPacked(state) }
  return {
    ...shapeSummary(detail),
    lines: packed.state.lines
      .map((line) => lineAsTold(packed.state, line))
      .filter(isPresent)
      .map((line) => shapeLine(line, packed)),
    shipments: state.shipments.map((shipment) => shapeShipment(shipment, delivery)),
    cancellation_request: shapeRequest(state.cancellationRequest),
    next_message: nextMessage && {
      id: nextMessage.id,
      kind: nextMessage.kind,
      channel: nextMessage.channel,
      due_at: nextMessage.due_at,
      why: nextMessage.why,
      because: readBecause(nextMessage.because),
    },
    silence: shapeSilence(silence),
    tracking_url: trackingUrl,
  }
}

const shapeSilence = ({ lastWord, next, unsaid, why, because }: OrderDetail['silence']) => ({
  last_word: lastWord,
  next: next && {
    kind: next.kind,
    channel: next.channel,
    due_at: next.dueAt,
    why: next.why,
    because: next.because,
  },
  unsaid,
  why,
  because,
})

type Places = OrderDetail['places']
type Summary = {
  state: OrderState
  contact: Contact
  delivery: DeliveryView
  /** How its dates are said. */
  said: SaidRules
  silentSince: string | null
  /** Left out of a list: each would be counted along its queue. */
  places?: Places
}

/** The row of a list: everything but the lines and what hangs on them. */
export function shapeSummary({ state, contact, delivery, said, silentSince, places }: Summary) {
  const isPlaced = state.placed !== null
  const promise = shownOrderPromise(state, said)
  const dated = state.lines.find(
    ({ backorder }) => promise && backorder?.promise?.basis === promise.basis,
  )
  const place = (dated && places?.get(dated.id)) ?? null
  return {
    order_id: state.orderId,
    order_number: isPlaced ? state.orderNumber : null,
    status: orderStatus(state),
    customer: shapeCustomer(contact),
    shipping_address: shapeAddress(contact.address),
    placed_at: state.placed?.at ?? null,
    currency: isPlaced ? state.currency : null,
    payment_status: isPlaced ? state.paymentStatus : null,
    promise: shapePromise(promise, delivery, place),
    anomalies: anomaliesOf(state).map(({ code, message, eventId }) => ({
      code,
      message,
      event_id: eventId,
    })),
    silent_since: silentSince,
  }
}

/** A line that the merchant removed, of which nothing was told, is no line of the order. */
const isPresent = ({ quantity, shipped, cancelled }: Line) => quantity + shipped + cancelled > 0

function shapeLine(line: Line, detail: OrderDetail) {
  return {
    id: line.id,
    title: line.title,
    sku: line.sku,
    variant: line.variant,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    image_url: line.imageUrl,
    product_url: line.productUrl,
    requires_shipping: line.requiresShipping,
    shipped: line.shipped,
    cancelled: line.cancelled,
    backorder: shapeBackorder(line, detail),
  }
}

function shapeCustomer(contact: Contact) {
  const { name, email, phone, locale, timeZone, smsConsent } = contact
  return { name, email, phone, locale, time_zone: timeZone, sms_consent: smsConsent }
}

function shapeAddress(address: Address | null) {
  if (!address) return null
  const { postalCode, ...rest } = address
  return { ...rest, postal_code: postalCode }
}

function shapeRequest(request: CancellationRequest | null) {
  if (!request) return null
  const { at, by, lines, reason } = request
  return {
    requested_at: at,
    by,
    lines: lines.map(({ id, quantity }) => ({ id, quantity })),
    reason,
  }
}
