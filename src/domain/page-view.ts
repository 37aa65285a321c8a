import type { Instant } from './order.ts'

/** The pages of an order that are noted when they are opened, as their paths end. */
export const VIEWED_PAGES = [
  'order',
  'cancel',
  'consent',
  'split',
  'substitute',
  'waitlist',
  'choice',
  'inquiry',
  'preferences',
  'feedback',
  'postcode',
] as const
export type ViewedPage = (typeof VIEWED_PAGES)[number]

/**
 * How a browser says that it came (W3C Fetch Metadata, Sec-Fetch-Site): from an app, a bookmark or
 * the address line; from another site, web mail for one; or from our own look-up and pages.
 */
export const VISIT_WAYS = ['direct', 'other_site', 'our_page'] as const
export type VisitWay = (typeof VISIT_WAYS)[number]

/**
 * That somebody who holds an order's link opened a page of it. Who it was nobody knows, and nothing
 * is kept by which it could be found out: no address, and of the browser its family alone.
 */
export type PageView = {
  at: Instant
  page: string
  /** "Safari on iPhone". */
  client: string
  way: VisitWay | null
  /** The postcode of the order had been given in that browser: more than the link alone proves. */
  postcodeGiven: boolean
}

/** Enough for a look a day over half a year; who reloads all night fills no table. */
export const PAGE_VIEWS_MAX = 200

/** Gateways of mailboxes open the links of a mail as it comes in, mostly within this. */
const SCANNED_WITHIN_MS = 10_000

/** A message as far as it tells when gateways may have opened its links. */
export type Arrived = { id: string; at: readonly (Instant | null)[] }

/**
 * The message that a view came so close behind that a scanner may have made it; null where none
 * did. Scanners name themselves as browsers do, so the moment is all that tells them apart.
 */
export function soonAfter({ at }: PageView, messages: readonly Arrived[]): string | null {
  const seen = Date.parse(at)
  const isClose = (moment: Instant | null) => {
    const late = moment === null ? -1 : seen - Date.parse(moment)
    return late >= 0 && late < SCANNED_WITHIN_MS
  }
  return messages.find((message) => message.at.some(isClose))?.id ?? null
}
