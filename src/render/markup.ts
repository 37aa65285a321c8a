import { DateTime } from 'luxon'
import { dayOf } from '../domain/calendar.ts'
import { packageRange } from '../domain/delivery-range.ts'
import { type Line, orderStatus, type Shipment, shippedShipments } from '../domain/order.ts'
import { carrierPage } from './carrier-page.ts'
import { shipmentsOf } from './packages.ts'
import { clean, webUrl } from './plain.ts'
import { type Scene, TITLE_MAX } from './scene.ts'
import type { SpokenKind } from './speech/index.ts'

/**
 * What a mail says, for programs that read it: schema.org's Order and ParcelDelivery as JSON-LD, in
 * the form that Gmail reads (developers.google.com/workspace/gmail/markup). It is text that may
 * stand in a script element as it is. Null for the kinds that it does not fit.
 *
 * Only what is known stands in it: a field that Gmail wants and nobody stated (the order's total,
 * the day of arrival) is left out, since a reader's program would show it as our word.
 */
export function markupOf(kind: SpokenKind, scene: Scene): string | null {
  if (ORDER_KINDS.has(kind)) return scriptText(confirmationOf(scene))
  if (!PARCEL_KINDS.has(kind)) return null
  const parcels = shipmentsOf(scene).slice(0, PARCELS_MAX)
  return parcels.length > 0 ? scriptText(parcels.map((one) => parcelOf(one, scene))) : null
}

const ORDER_KINDS: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'order_confirmed',
  'backorder_confirmed',
  'preorder_confirmed',
])
const PARCEL_KINDS: ReadonlySet<SpokenKind> = new Set<SpokenKind>([
  'shipped',
  'partially_shipped',
  'out_for_delivery',
  'delivered',
])

/** Together they keep the mail far below what Gmail clips: a long order is read on its page. */
const PARCELS_MAX = 3
const ITEMS_MAX = 6
const URL_LENGTH_MAX = 500
const TEXT_MAX = 100
const CONTEXT = 'https://schema.org'

type Json = { [name: string]: Json | Json[] | string | number | undefined }

function confirmationOf(scene: Scene): Json {
  const { order, links } = scene
  const lines = order.lines.filter((line) => left(line) > 0).slice(0, ITEMS_MAX)
  return {
    '@context': CONTEXT,
    ...orderOf(scene),
    orderDate: order.placed?.at,
    url: shortUrl(links.tracking),
    acceptedOffer: lines.map((line) => ({
      '@type': 'Offer',
      itemOffered: { ...productOf(line, scene), sku: text(line.sku) },
      price: line.unitPrice?.amount,
      priceCurrency: line.unitPrice?.currency,
      eligibleQuantity: { '@type': 'QuantitativeValue', value: left(line) },
    })),
  }
}

/**
 * Between which days it comes; of a parcel that is there, the day on which it came: Gmail shows none
 * without a day, and this one is known.
 */
function arrivalOf(shipment: Shipment, { delivery }: Scene) {
  if (shipment.status !== 'delivered') return packageRange(shipment, delivery)
  const day = dayOf(shipment.statusAt, delivery.readerZone)
  return { earliest: day, latest: day }
}

function orderOf({ order, merchant }: Scene): Json {
  const status = statusOf(order)
  return {
    '@type': 'Order',
    merchant: { '@type': 'Organization', name: text(merchant.name) },
    orderNumber: text(order.orderNumber),
    orderStatus: status && `${CONTEXT}/${status}`,
  }
}

/** Of an order that schema.org has no true word for, such as one on its way back, none. */
function statusOf(order: Scene['order']): string | undefined {
  const status = orderStatus(order)
  if (status === 'open' || status === 'partially_shipped') return 'OrderProcessing'
  if (status === 'delivered') return 'OrderDelivered'
  const runs = shippedShipments(order).every((one) => RUNNING.has(one.status))
  return status === 'shipped' && runs ? 'OrderInTransit' : undefined
}

const RUNNING: ReadonlySet<string> = new Set<Shipment['status']>([
  'pre_transit',
  'in_transit',
  'out_for_delivery',
  'delayed',
  'delivered',
])

function parcelOf(shipment: Shipment, scene: Scene): Json {
  const items = scene.order.lines
    .filter(({ id }) => shipment.lines.some((line) => line.id === id))
    .slice(0, ITEMS_MAX)
  const days = arrivalOf(shipment, scene)
  const carrier = text(shipment.carrier)
  return {
    '@context': CONTEXT,
    '@type': 'ParcelDelivery',
    carrier: carrier && { '@type': 'Organization', name: carrier },
    trackingNumber: text(shipment.trackingNumber),
    trackingUrl: shortUrl(carrierPage(shipment)),
    expectedArrivalFrom: days ? moment(days.earliest, 'start', scene) : undefined,
    expectedArrivalUntil: days ? moment(days.latest, 'end', scene) : undefined,
    deliveryAddress: addressOf(scene),
    itemShipped: items.map((line) => productOf(line, scene)),
    partOfOrder: { ...orderOf(scene), url: shortUrl(scene.links.tracking) },
  }
}

/** Gmail shows no parcel without its address; who it is for, the mail's own address says. */
function addressOf({ contact: { address } }: Scene): Json | undefined {
  if (!address) return undefined
  const street = [address.line1, address.line2].filter(Boolean).join(', ')
  const parts = {
    streetAddress: text(street),
    addressLocality: text(address.city),
    addressRegion: text(address.region),
    postalCode: text(address.postalCode),
    addressCountry: text(address.country),
  }
  return Object.values(parts).some(Boolean) ? { '@type': 'PostalAddress', ...parts } : undefined
}

function productOf({ title }: Line, { word }: Scene): Json {
  return { '@type': 'Product', name: clean(title, TITLE_MAX) || word('common.item_unnamed') }
}

/** With the reader's offset: a day is theirs, and programs show the text that they are given. */
function moment(day: string, edge: 'start' | 'end', { delivery }: Scene): string | undefined {
  const at = DateTime.fromISO(day, { zone: delivery.readerZone })
  const moved = edge === 'start' ? at.startOf('day') : at.endOf('day').startOf('second')
  return moved.toISO({ suppressMilliseconds: true }) ?? undefined
}

const left = (line: Line) => Math.max(0, line.quantity - line.cancelled)

const text = (value: string | null | undefined) => (value && clean(value, TEXT_MAX)) || undefined

function shortUrl(url: string | null | undefined): string | undefined {
  const checked = webUrl(url)
  return checked && checked.length <= URL_LENGTH_MAX ? checked : undefined
}

/**
 * JSON in which nothing can end the element or begin another (HTML, 4.12.1.3): a product's title is
 * the merchant's text. U+2028 and U+2029 are line ends to readers that take JSON for JavaScript.
 */
const scriptText = (data: Json | Json[]) =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
