import { because } from '../because.ts'
import { isOver, openOffers } from '../delay-answer.ts'
import { type OwedOffer, offersTogether } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import { earlier, later } from '../instant.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import { type Day, type Instant, type Line, type OrderState, ownValue, toldDate } from '../order.ts'
import type { Told } from '../said.ts'
import { saidDate, saidRules } from '../said-date.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { inWords, offerFacts, tellOffers } from './delay-words.ts'
import { movedLines } from './eta-changed.ts'
import { dateFacts, inWords as missedInWords, type NewDate } from './missed-dates.ts'
import { missedBeside } from './promise-missed.ts'
import { factsOf, linesInWords, statements, tell } from './told.ts'

/**
 * Agree to the delay, or cancel with a full refund (16 CFR 435.2(b)): put before the customer as
 * soon as the delay is known. It is the word of a moved date too, so every other date of the order
 * that moved, or that is missed on that day, is told in it. Not while a confirmation is about to go,
 * which then is the offer.
 */
export const wantDelayOption: Rule = (order, context) => {
  const owed = unawareLines(order).length > 0 ? [] : offersTogether(order, context)
  if (owed.length === 0) return lastOfferAgain(order, context)

  const offers = owed.map(({ offer }) => offer)
  const offered = offers.map(({ lineId }) => lineId)
  const moved = movedLines(order, context).filter(({ id }) => !offered.includes(id))
  const told = [...offered, ...moved.map(({ id }) => id)]
  const dueAt = owed.map((one) => one.dueAt).reduce(earlier)
  const missed = missedWith(order, told, later(dueAt, context.now), context)
  const missedDates = missed?.dates ?? []
  const lines = [...new Set([...told, ...missedDates.map(({ lineId }) => lineId)])]
  const dates = [...datesOf(order, owed, moved, context), ...missedDates]
  return [
    {
      kind: 'delay_option',
      // Names the offer that it follows: each that goes out is the cause of a next one at most.
      key: `delay_option:${lastOffer(order)?.messageId ?? order.placed?.eventId}`,
      dueAt,
      // A delay that is known is true already, and may stand in for a word that goes before.
      ...(owed.some(({ isKnown }) => isKnown) ? { earliest: context.now } : {}),
      why: whyOf(order, owed, missedDates, context),
      because: because('delay_known', {
        ...offerFacts(offers),
        stood: Object.fromEntries(owed.map(({ clock }) => [clock.lineId, stoodOn(clock)])),
        lines,
        ...dateFacts(dates),
        events: statements(order.lines.filter(({ id }) => lines.includes(id))),
        known: owed.some(({ isKnown }) => isKnown),
      }),
      facts: factsOf({
        lines,
        dates,
        offers,
        reason: reasonOf(order, lines),
        told: tellOffers(
          withMissed(tell(order, { dates: context, lines: told }), missed?.told),
          offers,
        ),
      }),
    },
  ]
}

const datesOf = (
  order: OrderState,
  owed: readonly OwedOffer[],
  moved: readonly Line[],
  context: CadenceContext,
): NoticeFacts['dates'] => [
  ...owed.map(({ clock, offer: { lineId, revisedOn } }) => ({
    lineId,
    old: dateBefore(order, clock, revisedOn),
    new: revisedOn,
  })),
  ...moved.map((line) => ({
    lineId: line.id,
    old: toldDate(order, line.id) ?? null,
    new: saidDate(order, line, saidRules(order, context)),
  })),
]

function whyOf(
  order: OrderState,
  owed: readonly OwedOffer[],
  missed: readonly NewDate[],
  { policy: { expiry } }: CadenceContext,
): string {
  const offered = owed.map(({ clock, offer }) => {
    const told = dateBefore(order, clock, offer.revisedOn)
    return { lineId: offer.lineId, words: inWords(offer, { stood: stoodOn(clock), told, expiry }) }
  })
  const late = missed.map((date) => ({ lineId: date.lineId, words: `${missedInWords(date)}.` }))
  return linesInWords(order, [...offered, ...late], ({ words }) => words, ' ')
}

/** What else was to have shipped by yesterday: its apology would follow within the hour. */
function missedWith(
  order: OrderState,
  told: readonly string[],
  at: Instant,
  context: CadenceContext,
): ReturnType<typeof missedBeside> {
  const missed = missedBeside(order, at, context)
  const dates = missed?.dates.filter(({ lineId, came }) => came || !told.includes(lineId)) ?? []
  return missed && dates.length > 0 ? { ...missed, dates } : null
}

const withMissed = (told: Told, missed: Told | undefined): Told =>
  missed
    ? {
        ...told,
        ...missed,
        dates: { ...missed.dates, ...told.dates },
        statements: { ...missed.statements, ...told.statements },
        ...((told.own ?? missed.own) && { own: { ...missed.own, ...told.own } }),
        ...((told.came ?? missed.came) && { came: { ...told.came, ...missed.came } }),
      }
    : told

const lastOffer = ({ said }: OrderState) =>
  said.findLast(({ told }) => (told.offers?.length ?? 0) > 0)

/** The day that it was to ship by until this offer: T, or what was agreed to since. */
const stoodOn = ({ state, originalOn }: DelayClock) => state.on ?? originalOn

/**
 * What the customer had: the date told last before the message `key`, else the one that the shop
 * showed. The new date itself may have been told, while no offer was owed: it is no date before.
 */
function dateBefore(order: OrderState, clock: DelayClock, revisedOn: Day | null, key?: string) {
  const { lineId, since, basis, originalOn } = clock
  const at = key === undefined ? -1 : order.said.findIndex((one) => one.key === key)
  const before = at < 0 ? order.said : order.said.slice(0, at)
  const dates = before
    .filter((one) => one.at > (since ?? '') && Object.hasOwn(one.told.dates, lineId))
    .map((one) => ownValue(one.told.dates, lineId) ?? null)
    .filter((date) => date === null || date !== revisedOn)
  const told = dates.at(-1)
  if (told != null) return told
  const wasDated = dates.some((date) => date !== null)
  return basis === 'thirty_days' || wasDated ? null : originalOn
}

const reasonOf = (order: OrderState, lines: readonly string[]) =>
  order.lines.filter(({ id }) => lines.includes(id)).find(({ backorder }) => backorder?.reason)
    ?.backorder?.reason ?? null

/** An offer that stands goes on being wanted: after a bounce its text may still have to go. */
function lastOfferAgain(order: OrderState, context: CadenceContext): Notice[] {
  const last = order.said.findLast(({ kind }) => kind === 'delay_option')
  const open = openOffers(order, context).filter((one) => !isOver(one, context))
  const offers = (last?.told.offers ?? []).filter(({ lineId }) =>
    open.some(({ clock, offer }) => clock.lineId === lineId && offer.key === last?.key),
  )
  if (!last || offers.length === 0) return []

  const lines = offers.map(({ lineId }) => lineId)
  const oldOf = (lineId: string, revisedOn: Day | null) => {
    const clock = open.find((one) => one.clock.lineId === lineId)?.clock
    return clock ? dateBefore(order, clock, revisedOn, last.key) : null
  }
  const dates: NoticeFacts['dates'] = offers.map(({ lineId, revisedOn }) => ({
    lineId,
    old: oldOf(lineId, revisedOn),
    new: revisedOn,
  }))
  return [
    {
      kind: 'delay_option',
      key: last.key,
      dueAt: last.at,
      why: 'The offer was made and still stands.',
      because: because('delay_offer_stands', {
        ...offerFacts(offers),
        lines,
        told_by: [last.messageId],
        told_at: last.at,
      }),
      facts: factsOf({ lines, dates, offers, reason: reasonOf(order, lines), told: last.told }),
    },
  ]
}
