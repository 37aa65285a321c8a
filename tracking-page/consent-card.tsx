import { toldBefore } from '../src/domain/cadence/told.ts'
import { asOfNow, isOver, type OpenOffer } from '../src/domain/delay-answer.ts'
import type { Day } from '../src/domain/order.ts'
import { withChosen } from '../src/render/chosen.ts'
import { dayIn } from '../src/render/dates.ts'
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
  const items = itemsOf(
    order,
    offers.map((one) => ({ id: one.clock.lineId, quantity: one.clock.quantity })),
  )
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
  const { cancel, confirm, over } = consent.silence
  const held = merchant.policy.expiry === 'confirm' ? confirm : cancel
  const isPaid = hasPaid(order)
  const isLate = isOver(first, context)
  const ended = isLate ? over(until) : held(until, isPaid)
  const refund = isPaid ? consent.cancelMeans(merchant.policy.refund_days) : consent.cancelUnpaid
  return (
    <>
      <Items items={items} words={words} />
      <p>
        {before && `${consent.before(shortDay(before, context))} `}
        <strong>{dateSaid(first, context)}</strong>
      </p>
      {reason && <p dir="auto">{consent.reason(reason)}</p>}
      <p>
        {offer.silence === 'consent' && !isLate ? silence : ended}{' '}
        {!isWithOrder && <span class="soft">{consent.asked(shortDay(askedOn, context))}</span>}
      </p>
      <Answer answer="keep" label={consent.keep} offers={offers} context={context}>
        {isExplained ? consent.keepMeans(agreed) : null}
      </Answer>
      <Answer answer="cancel" label={cancelLabel(items, context)} offers={offers} context={context}>
        {isExplained ? refund : null}
      </Answer>
    </>
  )
}

type Dates = { before: Day | null; known: Day | null; isLonger: boolean; isNew: boolean }

/**
 * The date that holds now, for it may have come or moved since the offer. `isLonger`: an earlier one
 * had been told; `isNew`: it is the very one that was offered in its place.
 */
function datesOf(open: OpenOffer, context: PageContext): Dates {
  const known = asOfNow(open.clock)?.revisedOn ?? null
  const told = dateBefore(open, context)
  const isLonger = told !== null && (known === null || known > told)
  return {
    before: isLonger ? told : null,
    known,
    isLonger,
    isNew: isLonger && known === open.offer.revisedOn,
  }
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
          {offers.map(({ clock }) => (
            <input type="hidden" name="lines" value={clock.lineId} />
          ))}
          <button type="submit" class={answer === 'cancel' ? 'button' : undefined}>
            {label}
          </button>
        </p>
      </form>
    </>
  )
}
