import type { CountryCode } from 'libphonenumber-js'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { addDays, dayOf } from './calendar.ts'
import type { Contact } from './contact.ts'
import { toInstant } from './instant.ts'
import { localTime, momentOf } from './local-time.ts'
import type { Instant } from './order.ts'
import type { Policy } from './policy.ts'
import { zoneOfAddress } from './zone.ts'

/** The reader's zone: as given, else from the address, else the merchant's. */
export const recipientZone = (contact: Contact, merchantZone: string): string =>
  contact.timeZone ?? zoneOfAddress(contact.address) ?? merchantZone

/** An address that can take mail as far as its shape tells; nothing with a control or two @. */
export const mailAddress = (contact: Contact): string | null =>
  contact.suppressed?.email ? null : writtenAddress(contact)

/** The same, also where the provider has given it up: whose it is does not change by that. */
export const writtenAddress = ({ email }: Contact): string | null =>
  email && email.length <= 254 && MAIL.test(email) ? email : null

const MAIL = /^[^\s\p{Cc}@<>,;:"()[\]\\]+@[^\s\p{Cc}@<>,;:"()[\]\\]+\.[^\s\p{Cc}@<>,;:"()[\]\\.]+$/u

/** The number as E.164, where texts were consented to and it is a possible one. */
export function textNumber(contact: Contact, merchantCountry: string): string | null {
  if (!contact.smsConsent || contact.textsStopped || contact.suppressed?.sms) return null
  return phoneNumber(contact, merchantCountry)
}

/** The number as E.164, whatever its owner agreed to: for who texts us. */
export function phoneNumber(contact: Contact, merchantCountry: string): string | null {
  if (!contact.phone) return null
  if (NORTH_AMERICAN.test(contact.phone)) return contact.phone
  const country = (contact.address?.country ?? merchantCountry) as CountryCode
  const found = known.get(contact)
  if (found?.country === country) return found.number
  const parsed = parsePhoneNumberFromString(contact.phone, country)
  const number = parsed?.isPossible() ? parsed.number : null
  known.set(contact, { country, number })
  return number
}

/** Is its own E.164, and possible by its length alone: a new order would ask the parser for 40 µs. */
const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/

/** A plan asks for each of its notices: 30 µs each. A contact is never changed in place. */
const known = new WeakMap<Contact, { country: CountryCode; number: string | null }>()

/** By which channel every word can reach the reader; texts alone do where no address takes mail. */
export function reachOf(
  contact: Contact,
  merchantCountry: string,
  policy: Policy,
): 'email' | 'sms' | 'none' {
  if (mailAddress(contact)) return 'email'
  return policy.sms && textNumber(contact, merchantCountry) ? 'sms' : 'none'
}

/**
 * The first moment from `at` on at which a text may go: from `sms_from` to `sms_until` on the
 * reader's own clock. The hour is set on the local day, so a clock change in the night moves the
 * instant and not the hour.
 */
export function afterQuietHours(at: Instant, zone: string, policy: Policy): Instant {
  const time = localTime(at, zone)
  if (time >= policy.sms_from && time < policy.sms_until) return at

  const day = dayOf(at, zone)
  return momentOf(time < policy.sms_from ? day : addDays(day, 1), policy.sms_from, zone)
}

/**
 * The last moment up to `at` at which a text may go, where it is to be read by then: the end of the
 * hours before it, should `at` lie outside of them.
 */
export function beforeQuietHours(at: Instant, zone: string, policy: Policy): Instant {
  const time = localTime(at, zone)
  if (time >= policy.sms_from && time < policy.sms_until) return at

  const day = dayOf(at, zone)
  const end = momentOf(time < policy.sms_from ? addDays(day, -1) : day, policy.sms_until, zone)
  return toInstant(Date.parse(end) - 60_000)
}
