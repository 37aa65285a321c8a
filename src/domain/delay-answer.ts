import type { CadenceContext } from './cadence/context.ts'
import { type DelayClock, delayClocks, expiresAt } from './delay-option.ts'
import { DomainError } from './error.ts'
import { dateBound, type MadeOffer } from './made-offer.ts'
import type { Instant, OrderState } from './order.ts'
import type { DelayOffer } from './said.ts'
import { saidRules } from './said-date.ts'

/** An offer that can still be answered, and until when. */
export type OpenOffer = { clock: DelayClock; offer: MadeOffer; until: Instant }

/** What is put before the customer now: the last offer of each unshipped line that can be agreed to. */
export const openOffers = (order: OrderState, context: CadenceContext): OpenOffer[] =>
  standingOffers(order, context).filter(
    (one) => one.offer.consentedAt === null && canBeAgreed(order, one, context),
  )

/** What was agreed to by an answer, and holds. */
export const agreedOffers = (order: OrderState, context: CadenceContext): OpenOffer[] =>
  standingOffers(order, context).filter(({ offer }) => offer.consentedAt !== null)

/** Lines that may be cancelled as of right: a delay of theirs was put before the customer. */
export const cancelRights = (order: OrderState, context: CadenceContext): string[] =>
  standingOffers(order, context).map(({ clock }) => clock.lineId)

/**
 * With those that were agreed to: who agreed may still cancel until it ships. What ends an offer is
 * its cancellation and not its day: where that is held (the merchant confirms each, its feed looks
 * dead), nothing has been cancelled, and a reader who is turned away then is told that it has.
 */
const standingOffers = (order: OrderState, context: CadenceContext): OpenOffer[] =>
  delayClocks(order, context).flatMap((clock) => {
    const made = clock.offers.at(-1)
    if (!made) return []
    const until = expiresAt(clock, context) ?? FOREVER
    const last = isAnsweredAnew(clock, { made, until }, context)
      ? { ...made, consentedAt: null }
      : made
    const revisedOn =
      last.consentedAt === null ? dateBound(order, made, context) : (last.agreedTo ?? null)
    return [{ clock, offer: { ...last, revisedOn }, until }]
  })

/**
 * What was agreed to was not kept, and its end waits for the merchant: then it can be answered once
 * more, to what is told now.
 */
const isAnsweredAnew = (
  { state }: DelayClock,
  { made, until }: { made: MadeOffer; until: Instant },
  context: CadenceContext,
): boolean =>
  state.name === 'agreed' &&
  isHeld(context) &&
  context.now >= until &&
  (made.consentedAt ?? '') < until

const FOREVER = '9999-12-31T00:00:00.000Z'

/** Whether its day is over, and it waits all the same: the cancellation that it named is held. */
export const isOver = ({ until }: OpenOffer, { now }: Pick<CadenceContext, 'now'>): boolean =>
  now >= until

/**
 * Not where the delay was taken back since. Once its day is over, only to a date that still lies
 * ahead, or to none: a day gone by is no date. What had been agreed to can be kept then too, while its
 * end is held: her yes is to what is told of it now.
 */
function canBeAgreed(order: OrderState, one: OpenOffer, context: CadenceContext): boolean {
  const { clock, offer } = one
  const isAsked = clock.state.name === 'asked'
  if (!isOver(one, context)) return isAsked || offer.silence === 'consent'
  if (!isAsked && !(clock.state.name === 'agreed' && isHeld(context))) return false
  return offer.revisedOn === null || offer.revisedOn >= saidRules(order, context).today
}

const isHeld = ({ policy, feedSilentSince }: CadenceContext) =>
  policy.expiry === 'confirm' || feedSilentSince !== null

/**
 * The last offer of a clock, with the date that holds now: none is told "no date" of what has one
 * since, nor a date that was taken back. What was offered, and is agreed to, stays as it was.
 */
export function asOfNow({ offers, date }: DelayClock): DelayOffer | null {
  const last = offers.at(-1)
  if (!last) return null
  const { lineId, originalOn, silence, until } = last
  return { lineId, originalOn, revisedOn: date, silence, until }
}

/** `offer` is the id of the message that made it; null and no lines mean every open one. */
export type DelayAnswer = {
  answer: 'keep' | 'cancel'
  offer: string | null
  lines: readonly string[] | null
}
/** `same`: it was answered so before, and nothing is left to do. */
export type DelayAnswered =
  | { result: 'keep'; lines: { id: string; offer: string }[] }
  | { result: 'cancel'; lines: string[] }
  | { result: 'same' }

/**
 * What an answer does. One to an offer that no longer stands (a later one took its place, its day is
 * over, the line has shipped) is a conflict: to take it for the present offer would agree to a date
 * that its reader may not have seen.
 */
export function decideDelayAnswer(
  order: OrderState,
  { answer, offer, lines }: DelayAnswer,
  context: CadenceContext,
): DelayAnswered {
  const isMeant = (one: { lineId: string; messageIds: string[] }) =>
    (offer === null || one.messageIds.includes(offer)) &&
    (lines === null || lines.includes(one.lineId))
  const standing = standingOffers(order, context).filter((one) => isMeant(one.offer))
  const open = openOffers(order, context).filter((one) => isMeant(one.offer))
  if (answer === 'keep') {
    if (open.length > 0) return { result: 'keep', lines: open.map(named) }
    if (standing.some((one) => one.offer.consentedAt !== null)) return { result: 'same' }
  } else {
    if (standing.length > 0)
      return { result: 'cancel', lines: standing.map(({ clock }) => clock.lineId) }
    if (wasCancelled(order, { offer, lines })) return { result: 'same' }
  }
  throw new DomainError('conflict', whyNot(order))
}

const named = ({ clock, offer }: OpenOffer) => ({
  id: clock.lineId,
  offer: offer.messageIds[0] ?? '',
})

/** By who was asked, so that a second press is answered like the first. */
function wasCancelled(
  order: OrderState,
  { offer, lines }: Pick<DelayAnswer, 'offer' | 'lines'>,
): boolean {
  const asked = order.said
    .filter(({ messageId }) => offer === null || messageId === offer)
    .flatMap(({ told }) => [...(told.offers ?? []), ...(told.held ?? [])])
    .map(({ lineId }) => lineId)
    .filter((id) => lines === null || lines.includes(id))
  return order.cancellations.some(
    ({ by, lines: cancelled }) =>
      by === 'shopper' && cancelled.some(({ id }) => asked.includes(id)),
  )
}

const whyNot = ({ said }: OrderState) =>
  said.some(({ told }) => told.offers ?? told.held)
    ? 'This offer no longer stands: a later one took its place, its day is over, or it has shipped'
    : 'No delay was put before the customer of this order'
