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
  /** Put once its day was over, and its end waits for the merchant: a yes is all that it asks for. */
  isHeld?: true
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
    const isOfLine = (one: DelayOffer) => one.lineId === lineId
    const held = told.held?.find(isOfLine)
    const offer = told.offers?.find(isOfLine) ?? held
    if (!offer || at <= (since ?? '')) continue
    const same = made.find((one) => one.key === key)
    const isHeld = offer === held && { isHeld: true as const }
    if (same) same.messageIds.push(messageId)
    else made.push({ ...offer, messageIds: [messageId], key, at, consentedAt: null, ...isHeld })
  }
  for (const offer of made) {
    // More than one only where what the first agreed to was over, and its end waited for the merchant.
    for (const consent of order.consents) {
      if (consent.lineId !== lineId || !offer.messageIds.includes(consent.offer)) continue
      offer.agreedTo = dateBound(order, offer, { ...zones, now: consent.at })
      offer.consentedAt = consent.at
    }
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
  { lineId, revisedOn, silence, until, ...made }: DelayOffer & Partial<MadeOffer>,
  { now, zone, merchantZone }: Zones & { now: Instant },
): Day | null {
  const end = endOfDay(until, zone === merchantZone ? [zone] : [zone, merchantZone])
  if (now < end) return revisedOn
  const last = said.findLast(
    ({ at, told }) => at >= end && at <= now && Object.hasOwn(told.dates, lineId),
  )
  const bound = last ? (ownValue(last.told.dates, lineId) ?? null) : revisedOn
  const isPassed = bound !== null && bound < dayOf(now, merchantZone)
  const { consentedAt = null, isHeld = false } = made
  return isPassed && (silence === 'consent' || consentedAt !== null || isHeld) ? null : bound
}
