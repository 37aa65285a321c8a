import { cancelledNow } from '../src/domain/cadence/merchant/cancelled-now.ts'
import { toldBefore } from '../src/domain/cadence/told.ts'
import { asOfNow, isOver, type OpenOffer } from '../src/domain/delay-answer.ts'
import { isDayTold } from '../src/domain/delay-end.ts'
import { type Day, type OrderState, toldDate } from '../src/domain/order.ts'
import { allGone, refundLeft } from '../src/domain/refund-owed.ts'
import { splitOf } from '../src/domain/said-date.ts'
import { unitsInWait } from '../src/domain/wait-units.ts'
import { withItem } from '../src/render/cancelled-cards.ts'
import { withChosen } from '../src/render/chosen.ts'
import { dayIn } from '../src/render/dates.ts'
import { formatMoney } from '../src/render/money.ts'
import type { Item } from '../src/render/page.ts'
import { itemsOf, objectOf } from './cancel-choice.ts'
import { answerDay, hasPaid, type PageContext, shortDay } from './context.ts'
import { Items } from './items.tsx'

/** Offers with one answer share a card: the same date, asked for by the same day. */
export function groupOffers(offers: readonly OpenOffer[]): OpenOffer[][] {
  const groups = new Map<string, OpenOffer[]>()
  for (const open of offers) {
    const { revisedOn, silence, until } = open.offer
    const known = asOfNow(open.clock)?.revisedOn
    const key = JSON.stringify([revisedOn, known, silence, until, open.clock.originalOn])
    groups.set(key, [...(groups.get(key) ?? []), open])
  }
  return [...groups.values()]
}

/** A delay that waits for its reader's word, before all else on the page. */
export function DelayCards({ context }: { context: PageContext }) {
  return (
    <>
      {groupOffers(context.offers ?? []).map((offers) => (
        <section class="card" data-part={`d${offers[0]?.clock.lineId}`}>
          <h2>{headingOf(offers, context)}</h2>
          <Offer offers={offers} context={context} />
        </section>
      ))}
    </>
  )
}

/** A delay only where a date that was told is not kept: else there is a choice, and no bad news. */
function headingOf(offers: readonly OpenOffer[], context: PageContext): string {
  const { consent } = context.words
  return offers.some((open) => datesOf(open, context).isLonger) ? consent.name : consent.heading
}

type OfferProps = {
  offers: readonly OpenOffer[]
  /** Says what each of the two means, where there is room for it. */
  isExplained?: boolean
  context: PageContext
}

/** What is offered, what silence means and by when, and the two answers, each a press. */
export function Offer({ offers, isExplained = false, context }: OfferProps) {
  const { words, merchant, readerZone } = context
  const order = withChosen(context.order)
  const { consent } = words
  const [first] = offers
  if (!first) return null
  const { offer, clock } = first
  const items = offeredItems(order, offers)
  const waiting = whoseDate(items, context)
  const day = offer.silence === 'cancel' ? answerDay(offer.until, context) : offer.until
  const until = shortDay(day, context)
  // Of what was chosen instead there is none: the merchant's was about what had been ordered.
  const reason =
    clock.since === null && items.find(({ line }) => line.backorder?.reason)?.line.backorder?.reason
  const agreed = offer.revisedOn ? shortDay(offer.revisedOn, context) : null
  const { before, isNew } = datesOf(first, context)
  const askedOn = dayIn(offer.at, readerZone)
  const isWithOrder = order.placed !== null && dayIn(order.placed.at, readerZone) === askedOn
  const silence = isNew ? consent.silence.consent : consent.silence.wait
  const { cancel, confirm, over, overDated } = consent.silence
  const held = merchant.policy.expiry === 'confirm' ? confirm : cancel
  const isPaid = hasPaid(order)
  const isLate = isOver(first, context)
  // Of a day that was to hold no answer was asked for.
  const heldDay = isDayTold(clock) ? clock.state.on : null
  const late = heldDay ? overDated(shortDay(heldDay, context)) : over(until)
  const all = unitsIn(items)
  const here = all - unitsIn(waiting)
  const isEnd = offer.silence === 'cancel' && !isLate
  const back = moneyBack(items, context)
  const refund = back
    ? consent.cancelMeans(merchant.policy.refund_days, back)
    : consent.cancelUnpaid
  const taken = here > 0 && !isEnd ? consent.cancels(all, here) : null
  const means = [taken, isExplained ? refund : null].filter((one) => one !== null)
  return (
    <>
      <Items items={waiting} words={words} />
      <p>
        {before && `${consent.before(shortDay(before, context))} `}
        <strong>{dateSaid(first, context)}</strong>
      </p>
      {reason && <p dir="auto">{consent.reason(reason)}</p>}
      <p>
        {isLate ? late : isEnd ? held(until, isPaid) : silence}{' '}
        {isEnd && here > 0 && `${consent.takes(all, here)} `}
        {!isWithOrder && <span class="soft">{consent.asked(shortDay(askedOn, context))}</span>}
      </p>
      <Answer answer="keep" label={consent.keep} offers={offers} context={context}>
        {isExplained ? consent.keepMeans(agreed) : null}
      </Answer>
      <Answer answer="cancel" label={cancelLabel(items, context)} offers={offers} context={context}>
        {means.join(' ')}
      </Answer>
    </>
  )
}

/** Those whose date it is: of a line of which some are here, the others; what ends is all of it. */
function whoseDate(items: readonly Item[], { order, merchant }: PageContext): readonly Item[] {
  const split = splitOf(order, merchant.policy)
  return items.map((item) => ({
    ...item,
    quantity: Math.min(item.quantity, unitsInWait(item.line, split)),
  }))
}

const unitsIn = (items: readonly Item[]) => items.reduce((sum, { quantity }) => sum + quantity, 0)

/**
 * Shipping comes back where the whole order ends: of one line of several, or one unit of three, the
 * rest is still sent. Null where no money comes.
 */
function moneyBack(items: readonly Item[], { order, now, locale }: PageContext) {
  if (!hasPaid(order)) return null
  const own = items.map(({ line, quantity }) => ({ lineId: line.id, quantity }))
  const gone = allGone(order, cancelledNow(order), now)
  const left = order.lines.some(({ id, quantity, cancelled }) => {
    const item = items.find(({ line }) => line.id === id)
    return quantity - cancelled > (item?.quantity ?? 0)
  })
  if (!left) return { kind: 'whole' } as const
  const refund = refundLeft(order, { own, all: [...gone, { at: now, lines: own }], at: now })
  if (!refund) return null
  const { amount } = refund
  return amount
    ? ({ kind: 'amount', amount: formatMoney(amount, locale) } as const)
    : ({ kind: 'part' } as const)
}

/** What stands in an offer; units of one line are one row, though each kind has its own clock. */
export const offeredItems = (order: OrderState, offers: readonly OpenOffer[]): Item[] =>
  itemsOf(
    order,
    offers.map(({ clock }) => ({ id: clock.lineId, quantity: clock.quantity })),
  ).reduce<Item[]>(withItem, [])

type Dates = { before: Day | null; known: Day | null; isLonger: boolean; isNew: boolean }

/**
 * The date that holds now, for it may have come or moved since the offer. `isLonger`: an earlier one
 * had been told; `isNew`: it is the very one that was offered in its place.
 */
function datesOf(open: OpenOffer, context: PageContext): Dates {
  const known = dateHeard(open, context)
  const told = dateBefore(open, context)
  const isLonger = told !== null && (known === null || known > told)
  return {
    before: isLonger ? told : null,
    known,
    isLonger,
    isNew: isLonger && known === open.offer.revisedOn,
  }
}

/**
 * What holds now, once it was told: a yes binds what was offered, and a date that moved these ten
 * minutes is of the offer, or the word, that is about to go. Of a day gone by nothing is said any more.
 */
function dateHeard({ clock, offer }: OpenOffer, { order, now, merchant }: PageContext): Day | null {
  const known = asOfNow(clock)?.revisedOn ?? null
  const { revisedOn: offered } = offer
  // Both are said then, and who agrees to the later day agrees to the earlier.
  const isSooner = known !== null && offered !== null && known < offered
  const isTold = isSooner || toldDate(order, clock.lineId) === known
  const isPast = offered !== null && offered < dayIn(now, merchant.timeZone)
  return isTold || isPast || clock.isFreed ? known : offered
}

function dateSaid(open: OpenOffer, context: PageContext): string {
  const { consent } = context.words
  const { known, isLonger } = datesOf(open, context)
  if (known === null) return consent.undated
  const day = shortDay(known, context)
  const offered = open.offer.revisedOn
  if (offered !== null && known < offered) return consent.earlier(day, shortDay(offered, context))
  return isLonger ? consent.dated(day) : consent.promised(day)
}

/** What was told last before the offer; of the thirty days that the law gives nobody was told a day. */
function dateBefore({ clock, offer }: OpenOffer, { order }: PageContext): Day | null {
  if (clock.since !== null) return null
  const told = toldBefore(order, clock.lineId, offer.key)
  return told ?? (clock.basis === 'thirty_days' ? null : clock.originalOn)
}

const cancelLabel = (items: readonly Item[], { order, words }: PageContext) =>
  words.cancel.action(objectOf(withChosen(order), items), false)

type AnswerProps = {
  answer: 'keep' | 'cancel'
  label: string
  offers: readonly OpenOffer[]
  context: PageContext
  children: string | null
}

/** Names the offer and its lines: pressed on a page of yesterday, it must not answer today's offer. */
function Answer({ answer, label, offers, context, children }: AnswerProps) {
  const ids = [...new Set(offers.map(({ offer }) => offer.messageIds[0] ?? ''))]
  return (
    <>
      {children && <p>{children}</p>}
      <form method="post" action={`${context.links.self}/consent`}>
        <p class="actions">
          <input type="hidden" name="answer" value={answer} />
          {ids.length === 1 && <input type="hidden" name="offer" value={ids[0]} />}
          {[...new Set(offers.map(({ clock }) => clock.lineId))].map((id) => (
            <input type="hidden" name="lines" value={id} />
          ))}
          <button type="submit" class={answer === 'cancel' ? 'button' : undefined}>
            {label}
          </button>
        </p>
      </form>
    </>
  )
}
