import type { CountryCode } from 'libphonenumber-js'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { DateTime } from 'luxon'
import type { Contact } from './contact.ts'
import { zoneOf } from './kept-zone.ts'
import type { Instant } from './order.ts'
import type { Policy } from './policy.ts'
import { zoneOfAddress } from './zone.ts'

/** The reader's zone: as given, else from the address, else the merchant's. */
export const recipientZone = (contact: Contact, merchantZone: string): string =>
  contact.timeZone ?? zoneOfAddress(contact.address) ?? merchantZone

/** An address that can take mail as far as its shape tells; nothing with a control or two @. */
export const mailAddress = ({ email }: Contact): string | null =>
  email &&
  email.length <= 254 &&
  /^[^\s\p{Cc}@<>,;:"()[\]\\]+@[^\s\p{Cc}@<>,;:"()[\]\\]+\.[^\s\p{Cc}@<>,;:"()[\]\\.]+$/u.test(
    email,
  )
    ? email
    : null

/** The number as E.164, where texts were consented to and it is a possible one. */
export function textNumber(contact: Contact, merchantCountry: string): string | null {
  if (!contact.smsConsent || contact.textsStopped) return null
  return phoneNumber(contact, merchantCountry)
}

/** The number as E.164, whatever its owner agreed to: for who texts us. */
export function phoneNumber(contact: Contact, merchantCountry: string): string | null {
  if (!contact.phone) return null
  const country = (contact.address?.country ?? merchantCountry) as CountryCode
  const number = parsePhoneNumberFromString(contact.phone, country)
  return number?.isPossible() ? number.number : null
}

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
  const local = DateTime.fromISO(at, { zone: zoneOf(zone) })
  const time = local.toFormat('HH:mm')
  if (time >= policy.sms_from && time < policy.sms_until) return at

  const [hour = 8, minute = 0] = policy.sms_from.split(':').map(Number)
  const day = time < policy.sms_from ? local : local.plus({ days: 1 })
  return new Date(day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis()).toISOString()
}
