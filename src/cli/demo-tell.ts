import { type Backorder, GOODS, type Good, PEOPLE, type Person, type Place } from './demo-goods.ts'

/** `at`: hours since the shop opened; `act` beside events: what a shopper does on the page. */
export type DemoStep = { at: number } & (
  | { type: string; data: Record<string, unknown> }
  | { act: 'cancel'; order_id: string; form: Record<string, string> }
)

const DAY = 24

type Item = { good: Good; quantity?: number; backorder?: Backorder }

export function placed(
  t: number,
  who: keyof typeof PEOPLE,
  number: string,
  at: number,
  items: Item[],
): DemoStep {
  const [customer, place] = PEOPLE[who] as [Person, Place]
  const data = {
    order_id: `ff-${number}`,
    order_number: number,
    placed_at: instant(t, at),
    currency: 'USD',
    customer,
    shipping_address: { country: 'US', name: customer.name, ...place },
    lines: items.map(({ good, quantity = 1, backorder }, index) => ({
      id: String(index + 1),
      ...GOODS[good],
      quantity,
      ...(backorder ? { backorder: backorderOf(t, at, quantity, backorder) } : {}),
    })),
  }
  return { at, type: 'order.placed', data }
}

function backorderOf(
  t: number,
  at: number,
  quantity: number,
  { in_days, kind = 'standard', supplier }: Backorder,
) {
  const expected_at = in_days === null ? null : day(t, at + in_days * DAY)
  return { quantity, kind, expected_at, ...(supplier ? { supplier } : {}) }
}

export function moved(
  t: number,
  number: string,
  at: number,
  lines: Record<string, number>,
  reason: string,
): DemoStep {
  const dated = Object.entries(lines).map(([id, days]) => ({ id, expected_at: day(t, days * DAY) }))
  return {
    at,
    type: 'backorder.eta_changed',
    data: { order_id: `ff-${number}`, lines: dated, reason },
  }
}

export function allocated(
  _t: number,
  number: string,
  at: number,
  lines: Record<string, number>,
): DemoStep {
  return {
    at,
    type: 'backorder.allocated',
    data: { order_id: `ff-${number}`, lines: quantities(lines) },
  }
}

export function shipped(
  t: number,
  number: string,
  at: number,
  shipmentId: string,
  lines: Record<string, number>,
  {
    carrier,
    number: tracking,
    arrives,
  }: { carrier: keyof typeof TRACKING_URLS; number: string; arrives: number },
): DemoStep {
  const data = {
    order_id: `ff-${number}`,
    shipment_id: shipmentId,
    carrier,
    tracking_number: tracking,
    tracking_url: `${TRACKING_URLS[carrier]}${tracking}`,
    shipped_at: instant(t, at),
    expected_delivery: day(t, arrives * DAY),
    lines: quantities(lines),
  }
  return { at, type: 'shipment.created', data }
}

export function scanned(
  t: number,
  number: string,
  at: number,
  shipmentId: string,
  status: string,
  message: string,
  city: string,
): DemoStep {
  const checkpoint = { at: instant(t, at), message, city, country: 'US' }
  return {
    at,
    type: 'shipment.updated',
    data: { order_id: `ff-${number}`, shipment_id: shipmentId, status, checkpoint },
  }
}

const TRACKING_URLS = {
  UPS: 'https://www.ups.com/track?tracknum=',
  USPS: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
  FedEx: 'https://www.fedex.com/fedextrack/?trknbr=',
}

const quantities = (lines: Record<string, number>) =>
  Object.entries(lines).map(([id, quantity]) => ({ id, quantity }))
const instant = (openedAt: number, hours: number) =>
  new Date(openedAt + hours * 3_600_000).toISOString()
const day = (openedAt: number, hours: number) => instant(openedAt, hours).slice(0, 10)
