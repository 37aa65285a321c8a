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
  /** Each yes. More than one only where what the first agreed to was over, and its end waited for the merchant. */
  answers: Answer[]
  consentedAt: Instant | null
  /** What the last of them agreed to. */
  agreedTo?: Day | null
  /** Put once its day was over, and its end waits for the merchant: a yes is all that it asks for. */
  isHeld?: true
}

/** A yes, and the date that it bound: the one offered, or the one told since its day was over. */
type Answer = { eventId: string; at: Instant; agreedTo: Day | null }

type Zones = Pick<CadenceContext, 'zone' | 'merchantZone'>

/** What was put before the customer of each line, oldest first; for who asks of one line, of that one. */
export function madeOffers(
  order: OrderState,
  zones: Zones,
  { lineId, since }: { lineId?: string; since?: Instant | null } = {},
): MadeOffer[] {
  const made: MadeOffer[] = []
  for (const { messageId, key, at, told } of order.said) {
    if (at <= (since ?? '')) continue
    for (const offer of [...(told.offers ?? []), ...(told.held ?? [])]) {
      if (lineId !== undefined && offer.lineId !== lineId) continue
      const same = made.find((one) => one.key === key && one.lineId === offer.lineId)
      if (same?.messageIds.includes(messageId)) continue
      const isHeld = !told.offers?.includes(offer) && { isHeld: true as const }
      const fresh = { ...offer, messageIds: [messageId], key, at, answers: [], consentedAt: null }
      if (same) same.messageIds.push(messageId)
      else made.push({ ...fresh, ...isHeld })
    }
  }
  for (const offer of made) takeAnswers(order, offer, zones)
  return made
}

function takeAnswers(order: OrderState, offer: MadeOffer, zones: Zones) {
  for (const { eventId, at, ...consent } of order.consents) {
    if (consent.lineId !== offer.lineId || !offer.messageIds.includes(consent.offer)) continue
    const agreedTo = dateBound(order, offer, { ...zones, now: at })
    offer.answers.push({ eventId, at, agreedTo })
    offer.agreedTo = agreedTo
    offer.consentedAt = at
  }
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
