import type { CadenceContext } from './cadence/context.ts'
import { dayOf } from './calendar.ts'
import { endOfDay } from './deadline.ts'
import { type Day, type Instant, type OrderState, ownValue } from './order.ts'
import type { DelayOffer } from './said.ts'

/** An offer as it went out: by mail and by text it is the same one, so it may have two ids. */
export type MadeOffer = DelayOffer & {
  messageIds: string[]
  key: string
  at: Instant
  consentedAt: Instant | null
  /** What that answer agreed to: the date offered, or the one told since its day was over. */
  agreedTo?: Day | null
}

type Zones = Pick<CadenceContext, 'zone' | 'merchantZone'>

/** What was put before the customer of a line, oldest first. */
export function madeOffers(
  order: OrderState,
  { lineId, since }: { lineId: string; since: Instant | null },
  zones: Zones,
): MadeOffer[] {
  const made: MadeOffer[] = []
  for (const { messageId, key, at, told } of order.said) {
    const offer = told.offers?.find((one) => one.lineId === lineId)
    if (!offer || at <= (since ?? '')) continue
    const same = made.find((one) => one.key === key)
    if (same) same.messageIds.push(messageId)
    else made.push({ ...offer, messageIds: [messageId], key, at, consentedAt: null })
  }
  for (const offer of made) {
    const consent = order.consents.find(
      (one) => one.lineId === lineId && offer.messageIds.includes(one.offer),
    )
    if (!consent) continue
    offer.consentedAt = consent.at
    offer.agreedTo = dateBound(order, offer, { ...zones, now: consent.at })
  }
  return made
}

/**
 * What a yes to it binds. Its own date; but where its day is over and it was not ended (its merchant
 * confirms each), no other offer follows, and what was told since is what its reader says yes to.
 * A date that nobody had to agree to, and that went by, is none.
 */
export function dateBound(
  { said }: OrderState,
  { lineId, revisedOn, silence, until }: DelayOffer,
  { now, zone, merchantZone }: Zones & { now: Instant },
): Day | null {
  const end = endOfDay(until, zone === merchantZone ? [zone] : [zone, merchantZone])
  if (now < end) return revisedOn
  const last = said.findLast(
    ({ at, told }) => at >= end && at <= now && Object.hasOwn(told.dates, lineId),
  )
  const bound = last ? (ownValue(last.told.dates, lineId) ?? null) : revisedOn
  const isGone = silence === 'consent' && bound !== null && bound < dayOf(now, merchantZone)
  return isGone ? null : bound
}
