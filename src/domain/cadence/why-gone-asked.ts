import { because } from '../because.ts'
import { askedToCancel } from '../cancel-asked.ts'
import { expiringClocks } from '../delay-expiry.ts'
import { clockFor, type DelayClock, delayClocks } from '../delay-option.ts'
import { type Line, type OrderState, openQuantity, waitingLines } from '../order.ts'
import { takenOffers } from '../substitute.ts'
import { datesNow, statements } from './told.ts'
import { byWord, firstOf, type Reason } from './why.ts'

/**
 * Why a question is not put, or put again, or what silence was to do is not done: the answer, the
 * date that came back, the feed that fell silent. Support reads it to who asks whether their order
 * was cancelled, so each names the event that undid it.
 */

/** The lines that were asked about with silence ending on the day that the key names. */
const askedUntil = ({ said }: OrderState, until: string | undefined): string[] => [
  ...new Set(
    said
      .flatMap(({ told }) => told.offers ?? [])
      .filter((offer) => offer.until === until)
      .map(({ lineId }) => lineId),
  ),
]

/** Agreed to, by an answer to any of the offers of these lines. */
function agreed(order: OrderState, lines: readonly string[]) {
  const consents = order.consents.filter(({ lineId }) => lines.includes(lineId))
  const last = consents.at(-1)
  return last
    ? {
        why: `The delay was agreed to on ${last.at}.`,
        because: because('delay_agreed', {
          lines: [...new Set(consents.map(({ lineId }) => lineId))],
          events: [...new Set(consents.map(({ eventId }) => eventId))],
          agreed_at: last.at,
        }),
      }
    : null
}

const consented: Reason = (order, [, until]) => agreed(order, askedUntil(order, until))

/** For an offer that was not made: its key names the one before it, or none. */
const consentedAny: Reason = (order) =>
  agreed(
    order,
    order.consents.map(({ lineId }) => lineId),
  )

/** The lines were shipped or cancelled, though others of the order are left. */
const linesGone: Reason = (order, [, until]) => {
  const lines = askedUntil(order, until)
  const left = order.lines.filter((line) => lines.includes(line.id))
  return left.length > 0 && left.every((line) => openQuantity(line) === 0)
    ? {
        why: 'What was asked about has shipped or is cancelled.',
        because: because('nothing_asked_is_left', {
          lines,
          events: [...order.shipments, ...order.cancellations]
            .filter((one) => one.lines.some(({ id }) => lines.includes(id)))
            .map(({ eventId }) => eventId),
        }),
      }
    : null
}

/** A dead feed, the merchant's own word, or our own fault keeps silence from cancelling. */
const held: Reason = (order, [, until], context) => {
  const one = expiringClocks(order, context).find(
    ({ clock, held: by }) => clock.state.name === 'asked' && clock.state.on === until && by,
  )
  if (!one) return null
  const facts = { lines: [one.clock.lineId], until_day: until ?? null }
  if (one.held === 'feed')
    return {
      why: `The merchant's feed is silent since ${context.feedSilentSince}, so silence cancels nothing by itself.`,
      because: because('feed_silent', { ...facts, silent_since: context.feedSilentSince }),
    }
  return one.held === 'confirm'
    ? {
        why: 'The merchant confirms each cancellation, so silence cancels nothing by itself.',
        because: because('merchant_confirms_expiry', facts),
      }
    : {
        why: 'It may be late by our fault, so silence cancels nothing by itself.',
        because: because('late_by_our_fault', facts),
      }
}

/** A later offer with another day took its place. */
const offeredAnew: Reason = (order, [, until]) => {
  const lines = askedUntil(order, until)
  const last = order.said.findLast(({ told }) =>
    told.offers?.some(({ lineId }) => lines.includes(lineId)),
  )
  return last && !last.told.offers?.some((offer) => offer.until === until)
    ? byWord('later_offer', last, `A later offer took its place: ${last.kind}.`)
    : null
}

/** Its day is near, or over: the word that comes next says it. */
const tooLate: Reason = (order, [kind, until, days], context) =>
  kind === 'delay_option_reminder' &&
  expiringClocks(order, context).some(({ clock }) => clock.state.on === until)
    ? {
        why: `It was for ${days} days before ${until}, and the next word of that day is due.`,
        because: because('reminder_overdue', {
          lines: askedUntil(order, until),
          until_day: until ?? null,
          days_before: Number(days),
        }),
      }
    : null

const notBound: Reason = (order, _, context) =>
  delayClocks(order, context).length === 0
    ? {
        why: 'Delay options (16 CFR 435.2) do not bind this order now.',
        because: because('delay_options_do_not_bind', {
          payment_status: order.paymentStatus,
          delay_options: context.policy.delay_options ?? null,
        }),
      }
    : null

/** Already put before the reader, by another message than the one that was planned. */
const offeredBefore: Reason = (order, causes) => {
  const last = order.said.findLast(({ told }) => (told.offers?.length ?? 0) > 0)
  return last && !causes.includes(last.messageId)
    ? byWord('delay_offered', last, `The delay was put before its reader: ${last.kind}.`)
    : null
}

const isInTime = ({ date, originalOn, offers, state }: DelayClock) =>
  date !== null &&
  date <= (state.name === 'agreed' ? state.on : (offers.at(-1)?.revisedOn ?? originalOn))

/** The date came back: what was to be offered is no delay any more. */
const inTimeAgain: Reason = (order, _, context) => {
  const clocks = delayClocks(order, context).filter(({ date }) => date !== null)
  const lines = clocks
    .map(({ lineId }) => order.lines.find(({ id }) => id === lineId))
    .filter((line): line is Line => line !== undefined)
  return clocks.length > 0 && clocks.every(isInTime)
    ? {
        why: 'By the date that holds now it ships in time: there is no delay to ask about.',
        because: because('in_time_again', {
          now: datesNow(order, lines, context),
          applicable: Object.fromEntries(clocks.map((one) => [one.lineId, one.originalOn])),
          events: statements(lines),
        }),
      }
    : null
}

const keptWaiting: Reason = ({ kept }, causes) => {
  const last = kept.at(-1)
  return last && !causes.includes(last.eventId)
    ? {
        why: `Its reader chose on ${last.at} to keep waiting.`,
        because: because('kept_waiting', {
          lines: last.lines,
          events: [last.eventId],
          kept_at: last.at,
        }),
      }
    : null
}

const substituteTaken: Reason = (order) => {
  const chosen = takenOffers(order).flatMap(({ offer }) =>
    offer.chosen ? [{ ...offer.chosen, lineId: offer.lineId }] : [],
  )
  const last = chosen.at(-1)
  return last
    ? {
        why: `Something else was taken in its place on ${last.at}.`,
        because: because('substitute_taken', {
          lines: chosen.map(({ lineId }) => lineId),
          events: chosen.map(({ eventId }) => eventId),
          taken_at: last.at,
        }),
      }
    : null
}

const offeredElse: Reason = ({ substitutes }, [, offerId]) => {
  const offer = substitutes.find(({ eventId }) => eventId === offerId)
  const last = substitutes.findLast(({ lineId }) => lineId === offer?.lineId)
  return last && last.eventId !== offerId
    ? {
        why: 'The merchant offered something else since.',
        because: because('offered_something_else', {
          lines: [last.lineId],
          events: [last.eventId],
        }),
      }
    : null
}

const clockRuns: Reason = (order, _, context) => {
  const clocks = delayClocks(order, context)
  const lines = waitingLines(order).map(({ id }) => id)
  return lines.some((id) => clockFor(clocks, id))
    ? {
        why: 'Delay options (16 CFR 435.2) run for it, and they say who asks.',
        because: because('delay_options_bind', { lines }),
      }
    : null
}

const cancelWished: Reason = (order) => {
  const asked = askedToCancel(order)
  const request = order.cancellationRequest
  return asked && request
    ? {
        why: `Its reader asked on ${asked.at} to cancel, and is not asked whether to wait.`,
        because: because('cancel_wished', {
          lines: asked.lines,
          events: [request.eventId],
          asked_at: asked.at,
        }),
      }
    : null
}

const answered = [substituteTaken, cancelWished]
export const whyDelayGone = firstOf(
  consented,
  linesGone,
  held,
  ...answered,
  offeredAnew,
  inTimeAgain,
  notBound,
  tooLate,
)
export const whyOfferGone = firstOf(consentedAny, ...answered, offeredBefore, inTimeAgain, notBound)
export const whyChoiceGone = firstOf(keptWaiting, ...answered, clockRuns)
export const whySubstituteGone = firstOf(substituteTaken, offeredElse)
