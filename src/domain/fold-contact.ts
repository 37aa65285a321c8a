import { type Contact, noContact } from './contact.ts'
import type { EventData } from './event.ts'
import { toInstant } from './instant.ts'
import type { ContactChannel } from './message.ts'
import { type AnyEvent, compareEvents } from './own-event.ts'
import type { SuppressionReason } from './suppression.ts'

/**
 * Who is behind an order: what the last event to say so said, field by field. Its own fold, beside
 * the order's: erasing a person redacts these events' parts, and the order stays what it is.
 */
export function foldContact(events: readonly AnyEvent[]): Contact {
  return [...events].sort(compareEvents).reduce(applyToContact, noContact())
}

export function applyToContact(before: Contact, event: AnyEvent): Contact {
  const after = applyOne(before, event)
  const cause = CLOSES[event.type as keyof typeof CLOSES]
  if (!cause) return after
  const channel = CHANNELS.find((one) => isOpen(before, one) && !isOpen(after, one))
  if (!channel) return after
  const at = toInstant(event.occurred_at)
  return { ...after, closedBy: { eventId: event.id, at, channel, cause } }
}

const CLOSES = {
  'texts.stopped': 'texts_stopped',
  'address.suppressed': 'address_suppressed',
  'order.updated': 'contact_changed',
} as const
const CHANNELS: readonly ContactChannel[] = ['email', 'sms']

const isOpen = (contact: Contact, channel: ContactChannel): boolean =>
  channel === 'email'
    ? contact.email !== null && !contact.suppressed?.email
    : contact.phone !== null &&
      contact.smsConsent &&
      !contact.textsStopped &&
      !contact.suppressed?.sms

function applyOne(contact: Contact, event: AnyEvent): Contact {
  if (event.type === 'texts.stopped')
    return { ...contact, textsStopped: true, stoppedOnPage: event.data.via === 'page' }
  if (event.type === 'texts.started')
    return { ...contact, textsStopped: false, ...(event.data.via ? { smsConsent: true } : {}) }
  if (event.type === 'address.suppressed')
    return suppress(contact, event.data.channel, event.data.reason)
  if (event.type === 'address.restored') return suppress(contact, event.data.channel, null)
  if (event.type === 'preferences.chosen') return { ...contact, newsOff: event.data.news_off }
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
  const now = { email: pick(email, before.email), phone: pick(phone, before.phone) }
  const isOther = numberOf(now.phone) !== numberOf(before.phone)
  const sameMail = now.email === before.email ? before : suppress(before, 'email', null)
  return {
    ...(now.phone === before.phone ? sameMail : suppress(sameMail, 'sms', null)),
    ...now,
    name: pick(name, before.name),
    locale: pick(locale, before.locale),
    timeZone: pick(time_zone, before.timeZone),
    // Who agreed to texts did so for the number that was known then.
    smsConsent: sms_consent ?? (before.smsConsent && !isOther),
  }
}

/** The same however it is written, with its country's code or without. */
const numberOf = (phone: string | null) => phone?.replaceAll(/\D/g, '').slice(-NUMBER_DIGITS)
const NUMBER_DIGITS = 9

function suppress(
  contact: Contact,
  channel: ContactChannel,
  reason: SuppressionReason | null,
): Contact {
  if (!reason && !contact.suppressed?.[channel]) return contact
  const { [channel]: _, ...others } = contact.suppressed ?? {}
  return { ...contact, suppressed: reason ? { ...others, [channel]: reason } : others }
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
