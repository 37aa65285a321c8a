import { anomaliesOf } from './anomaly.ts'
import type { Contact } from './contact.ts'
import type { EvidencePack } from './evidence.ts'
import { goodsTotal } from './evidence-cancellations.ts'
import type { Merchant } from './merchant.ts'
import { type Money, multiply } from './money.ts'
import { type OrderState, orderStatus, type Shipment } from './order.ts'

type Pack = EvidencePack

export const evidenceMerchant = (merchant: Merchant): Pack['merchant'] => ({
  id: merchant.id,
  name: merchant.name,
  country: merchant.country,
  time_zone: merchant.timeZone,
  sender_email: merchant.sender.email,
  mode: merchant.mode,
})

/** What was ordered, for how much and by whom, as far as the person was not erased. */
export function evidenceOrder(
  order: OrderState,
  { name, email, phone, locale, address }: Contact,
  erased: boolean,
): Pack['order'] {
  return {
    id: order.orderId,
    number: order.orderNumber,
    status: orderStatus(order),
    placed_at: order.placed?.at ?? null,
    heard_at: order.placed?.heardAt ?? null,
    imported: order.placed?.imported ?? false,
    payment_status: order.paymentStatus,
    paid_at: order.paid?.at ?? null,
    currency: order.currency,
    goods_total: goodsTotal(order, order.lines),
    lines: order.lines.map(shapeLine),
    customer: { name: name ?? address?.name ?? null, email, phone, locale, erased },
    shipping_address: address && {
      name: address.name,
      line1: address.line1,
      line2: address.line2,
      city: address.city,
      region: address.region,
      postal_code: address.postalCode,
      country: address.country,
    },
    anomalies: anomaliesOf(order).map(({ message }) => message),
  }
}

const shapeLine = (line: OrderState['lines'][number]) => ({
  id: line.id,
  title: line.title,
  sku: line.sku,
  variant: line.variant,
  quantity: line.quantity,
  unit_price: line.unitPrice && plain(line.unitPrice),
  amount: line.unitPrice && multiply(line.unitPrice, line.quantity),
  shipped: line.shipped,
  cancelled: line.cancelled,
})

/** A shop may send more beside an amount; only these two are money. */
const plain = ({ amount, currency }: Money) => ({ amount, currency })

/** Every package, the voided ones too, with all that its carrier said. */
export const evidenceShipments = (order: OrderState): Pack['shipments'] =>
  order.shipments.map((shipment) => ({
    shipment_id: shipment.shipmentId,
    carrier: shipment.carrier,
    service: shipment.service ?? null,
    tracking_number: shipment.trackingNumber,
    tracking_url: shipment.trackingUrl,
    shipped_at: shipment.shippedAt,
    status: shipment.status,
    status_at: shipment.statusAt,
    delivered_at: deliveredAt(shipment),
    expected_delivery: shipment.expectedDelivery,
    voided: shipment.voided,
    lines: shipment.lines.map(({ id, quantity }) => ({ line_id: id, quantity })),
    checkpoints: shipment.checkpoints.map(({ at, status, message, city, region, country }) => ({
      at,
      status,
      message,
      city,
      region,
      country,
    })),
  }))

const deliveredAt = ({ status, statusAt, checkpoints }: Shipment) =>
  status === 'delivered'
    ? (checkpoints.findLast((one) => one.status === 'delivered')?.at ?? statusAt)
    : null
