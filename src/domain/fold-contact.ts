import { type Contact, noContact } from './contact.ts'
import type { EventData } from './event.ts'
import { type AnyEvent, compareEvents } from './own-event.ts'

/**
 * Who is behind an order: what the last event to say so said, field by field. Its own fold, beside
 * the order's: erasing a person redacts these events' parts, and the order stays what it is.
 */
export function foldContact(events: readonly AnyEvent[]): Contact {
  return [...events].sort(compareEvents).reduce(applyToContact, noContact())
}

export function applyToContact(contact: Contact, event: AnyEvent): Contact {
  if (event.type === 'texts.stopped') return { ...contact, textsStopped: true }
  if (event.type === 'texts.started') return { ...contact, textsStopped: false }
  if (event.type !== 'order.placed' && event.type !== 'order.updated') return contact
  const { customer, shipping_address: address } = event.data
  return {
    ...contact,
    ...(customer ? fromCustomer(contact, customer) : {}),
    ...(address === undefined ? {} : { address: address ? toAddress(address) : null }),
  }
}

function fromCustomer(before: Contact, customer: EventData<'order.placed'>['customer']): Contact {
  const { name, email, phone, locale, time_zone, sms_consent } = customer
  return {
    ...before,
    name: pick(name, before.name),
    email: pick(email, before.email),
    phone: pick(phone, before.phone),
    locale: pick(locale, before.locale),
    timeZone: pick(time_zone, before.timeZone),
    smsConsent: sms_consent ?? before.smsConsent,
  }
}

/** Left out keeps what was known; null or blank says that there is none. */
function pick(said: string | null | undefined, before: string | null) {
  return said === undefined ? before : said?.trim() || null
}

function toAddress(address: NonNullable<EventData<'order.placed'>['shipping_address']>) {
  return {
    name: address.name ?? null,
    line1: address.line1 ?? null,
    line2: address.line2 ?? null,
    city: address.city ?? null,
    region: address.region ?? null,
    postalCode: address.postal_code ?? null,
    country: address.country?.toUpperCase() ?? null,
  }
}
