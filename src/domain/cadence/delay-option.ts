import { because } from '../because.ts'
import { openOffers } from '../delay-answer.ts'
import { type OwedOffer, offersTogether } from '../delay-offer.ts'
import { earlier } from '../instant.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import { type OrderState, ownValue, toldDate } from '../order.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { inWords, offerFacts, tellOffers } from './delay-words.ts'
import { movedLines } from './eta-changed.ts'
import { factsOf, listLines, statements, tell, todayOf } from './told.ts'

/**
 * Agree to the delay, or cancel with a full refund (16 CFR 435.2(b)): put before the customer as
 * soon as the delay is known. It is the word of a moved date too, so every other date of the order
 * that moved is told in it. Not while a confirmation is about to go, which then is the offer.
 */
export const wantDelayOption: Rule = (order, context) => {
  const owed = unawareLines(order).length > 0 ? [] : offersTogether(order, context)
  if (owed.length === 0) return lastOfferAgain(order, context)

  const offers = owed.map(({ offer }) => offer)
  const offered = offers.map(({ lineId }) => lineId)
  const moved = movedLines(order, todayOf(context)).filter(({ id }) => !offered.includes(id))
  const lines = [...offered, ...moved.map(({ id }) => id)]
  const dates = [
    ...owed.map((one) => ({
      lineId: one.offer.lineId,
      old: dateBefore(order, one),
      new: one.offer.revisedOn,
    })),
    ...moved.map(({ id, backorder }) => ({
      lineId: id,
      old: toldDate(order, id) ?? null,
      new: backorder?.promise?.shipsBy ?? null,
    })),
  ]
  return [
    {
      kind: 'delay_option',
      // Names the offer that it follows: each that goes out is the cause of a next one at most.
      key: `delay_option:${lastOffer(order)?.messageId ?? order.placed?.eventId}`,
      dueAt: owed.map(({ dueAt }) => dueAt).reduce(earlier),
      // A delay that is known is true already, and may stand in for a word that goes before.
      ...(owed.some(({ isKnown }) => isKnown) ? { earliest: context.now } : {}),
      why: owed
        .map((one) => {
          const words = inWords(one.offer, dateBefore(order, one))
          return `${listLines(order, [one.offer.lineId])}: ${words}`
        })
        .join(' '),
      because: because('delay_known', {
        ...offerFacts(offers),
        lines,
        told: Object.fromEntries(dates.map((date) => [date.lineId, date.old])),
        now: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
        events: statements(order.lines.filter(({ id }) => lines.includes(id))),
        known: owed.some(({ isKnown }) => isKnown),
      }),
      facts: factsOf({
        lines,
        dates,
        offers,
        reason: reasonOf(order, lines),
        told: tellOffers(tell(order, { dates: true, lines }), offers),
      }),
    },
  ]
}

const lastOffer = ({ said }: OrderState) =>
  said.findLast(({ told }) => (told.offers?.length ?? 0) > 0)

/** What the customer had: the date told last, else the one that the shop showed. */
function dateBefore(order: OrderState, { clock, offer }: OwedOffer) {
  const told = toldDate(order, offer.lineId)
  if (told !== undefined) return told
  return clock.basis === 'thirty_days' ? null : clock.originalOn
}

const reasonOf = (order: OrderState, lines: readonly string[]) =>
  order.lines.filter(({ id }) => lines.includes(id)).find(({ backorder }) => backorder?.reason)
    ?.backorder?.reason ?? null

/** An offer that stands goes on being wanted: after a bounce its text may still have to go. */
function lastOfferAgain(order: OrderState, context: CadenceContext): Notice[] {
  const last = order.said.findLast(({ kind }) => kind === 'delay_option')
  const open = openOffers(order, context)
  const offers = (last?.told.offers ?? []).filter(({ lineId }) =>
    open.some(({ clock, offer }) => clock.lineId === lineId && offer.key === last?.key),
  )
  if (!last || offers.length === 0) return []

  const lines = offers.map(({ lineId }) => lineId)
  const dates: NoticeFacts['dates'] = offers.map(({ lineId, originalOn, revisedOn }) => ({
    lineId,
    old: toldBefore(order, last.key, lineId) ?? originalOn,
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

function toldBefore({ said }: OrderState, key: string, lineId: string) {
  const before = said.slice(
    0,
    said.findIndex((one) => one.key === key),
  )
  return before
    .map(({ told }) => ownValue(told.dates, lineId))
    .findLast((date) => date !== undefined)
}
