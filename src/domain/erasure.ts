import { type Contact, noContact } from './contact.ts'
import type { AnyEvent } from './own-event.ts'

/**
 * An event without the person in it. What happened stays (quantities, dates, country and region,
 * on which zones and holidays depend), so that the fold of erased events is the same order.
 */
export function withoutPerson(event: AnyEvent): AnyEvent {
  switch (event.type) {
    case 'order.placed':
    case 'order.updated': {
      const { customer, shipping_address: address } = event.data
      const data = {
        ...pick(event.data, ORDER_FIELDS),
        ...(customer ? { customer: pick(customer, CUSTOMER_FIELDS) } : {}),
        ...(event.data.lines
          ? { lines: event.data.lines.map((line) => pick(line, LINE_FIELDS)) }
          : {}),
        ...(address
          ? { shipping_address: { country: address.country, region: address.region } }
          : {}),
      }
      return { ...event, data } as AnyEvent
    }
    case 'order.cancelled':
    case 'cancellation.made':
    case 'cancellation.requested':
    case 'cancellation.answered':
      return { ...event, data: { ...event.data, reason: null } } as AnyEvent
    default:
      return event
  }
}

/** Who the order was for is gone; where its days are counted stays. */
export const erasedContact = ({ address, timeZone, locale }: Contact): Contact => ({
  ...noContact(),
  timeZone,
  locale,
  address: address && { ...EMPTY_ADDRESS, country: address.country, region: address.region },
})

/** Whether nobody is known behind an order: erased, or never told to us. */
export const isOfNobody = ({ name, email, phone, address }: Contact): boolean =>
  [name, email, phone, address?.name, address?.line1, address?.postalCode].every((part) => !part)

/** Unknown fields may hold anything, a gift note for one; only what we know is kept. */
const ORDER_FIELDS = [
  'order_id',
  'order_number',
  'placed_at',
  'currency',
  'payment_status',
  'priority',
  'split',
]
/** Zone and language: on the first the sending hours depend. */
const CUSTOMER_FIELDS = ['time_zone', 'locale']
const LINE_FIELDS = [
  'id',
  'title',
  'sku',
  'variant',
  'quantity',
  'unit_price',
  'image_url',
  'product_url',
  'requires_shipping',
  'backorder',
]
const EMPTY_ADDRESS = {
  name: null,
  line1: null,
  line2: null,
  city: null,
  region: null,
  postalCode: null,
  country: null,
}

const pick = (data: object, fields: readonly string[]) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => fields.includes(name)))
