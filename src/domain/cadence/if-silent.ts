import { addDays, dayOf } from '../calendar.ts'
import { askedInPart, askedToCancel } from '../cancel-asked.ts'
import { asOfNow, openOffers } from '../delay-answer.ts'
import { isDayTold } from '../delay-end.ts'
import { type ExpiringClock, expiringClocks } from '../delay-expiry.ts'
import { owedOffers } from '../delay-offer.ts'
import type { DelayClock } from '../delay-option.ts'
import { later } from '../instant.ts'
import type { MessageKind, Notice, NoticeFacts } from '../message.ts'
import { type Day, type Instant, type OrderState, ownValue } from '../order.ts'
import type { DelayOffer } from '../said.ts'
import type { CadenceContext } from './context.ts'

/** What comes of silence: `offers` cancel unless they are answered, `endsFor` unless it ships. */
type IfSilent = Pick<NoticeFacts, 'offers' | 'endsOn' | 'endsFor' | 'endHeld' | 'cancelAsked'> & {
  held: DelayOffer[]
}

/**
 * What happens if the reader says nothing, when, and to which lines. The one place that answers it,
 * and every word of a waiting line takes its sentence from here: a rule that answered for itself
 * would say "there is nothing to do" of an order that silence cancels.
 */
function ifSilent(
  order: OrderState,
  context: CadenceContext,
  { dueAt, facts }: Pick<Notice, 'dueAt' | 'facts'>,
): IfSilent {
  const asked = askedToCancel(order)
  return {
    offers: unansweredOffers(order, context, { asked: asked?.lines ?? [], facts }),
    ...nearEnd(order, context, later(dueAt, context.now)),
    ...heldEnd(order, context, asked?.lines ?? []),
    ...wishOf(order, context),
  }
}

function wishOf(
  order: OrderState,
  { merchantZone }: CadenceContext,
): Pick<NoticeFacts, 'cancelAsked'> {
  const { cancellationRequest: request } = order
  const lines = askedToCancel(order)?.lines ?? []
  const parts = askedInPart(order)
  if (!request || lines.length + parts.length === 0) return {}
  const on = dayOf(request.at, merchantZone)
  return { cancelAsked: { on, lines, ...(parts.length > 0 && { parts }) } }
}

/**
 * A notice with what silence means, where its words speak of what still waits. An offer of its own
 * is its own to word; what is said beside it is no new offer, so none is told by it.
 */
export function sayIfSilent(order: OrderState, context: CadenceContext) {
  const isOpen = expiringClocks(order, context).length > 0 || order.cancellationRequest !== null
  return (notice: Notice): Notice => {
    if (!isOpen || !SPEAKS_OF_WAIT.has(notice.kind)) return notice
    const { offers, held, ...silent } = ifSilent(order, context, notice)
    const { cancelAsked: asked, ...end } = silent
    const cancelAsked = SAYS_ITS_END.has(notice.kind) ? asked : ofWholeLines(asked)
    const own = notice.facts.offers
    const others = offers.filter(({ lineId }) => !own.some((one) => one.lineId === lineId))
    const beside = asTold(others, notice.facts)
    const rest = {
      ...(SAYS_ITS_END.has(notice.kind) ? end : {}),
      ...(cancelAsked ? { cancelAsked } : {}),
    }
    if (beside.length === 0 && Object.keys(rest).length === 0) return notice
    const said = sayRequest(order, notice, cancelAsked)
    const facts = { ...said.facts, ...rest, offers: [...own, ...beside] }
    if (!rest.endHeld || held.length === 0) return { ...notice, facts }
    return { ...notice, facts: { ...facts, told: { ...facts.told, held: asTold(held, facts) } } }
  }
}

/** What a wish leaves of a line is said where it stands, and not beside what is cancelled of it. */
const ofWholeLines = (asked: NoticeFacts['cancelAsked']): NoticeFacts['cancelAsked'] =>
  asked && asked.lines.length > 0 ? { on: asked.on, lines: asked.lines } : undefined

/**
 * What was cancelled of a press, and that the rest of it was asked: then it is the one word of both, and
 * tells of the request. Where it does not name all that was asked the request has a word of its own.
 */
function sayRequest(order: OrderState, notice: Notice, asked: NoticeFacts['cancelAsked']): Notice {
  const request = order.cancellationRequest
  const isWhole = request?.lines.every(({ id }) => asked?.lines.includes(id))
  if (!request || !isWhole || notice.kind !== 'order_cancelled') return notice
  const told = { ...notice.facts.told, asked: [request.eventId] }
  return { ...notice, facts: { ...notice.facts, told } }
}

/** With the date that the word itself tells: its apology has a new one, or none. */
const asTold = (held: readonly DelayOffer[], { told }: Pick<NoticeFacts, 'told'>): DelayOffer[] =>
  held.map((one) => ({ ...one, revisedOn: ownValue(told.dates, one.lineId) ?? one.revisedOn }))

/** Words of where it stands. A confirmation of a near date is no place for its end. */
const SAYS_ITS_END: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'restocked',
  'partially_shipped',
])

/** Not what the law words by itself (the offer, its reminder), nor what leaves nothing to wait for. */
export const SPEAKS_OF_WAIT: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_confirmed',
  'preorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'order_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'restocked',
  'partially_shipped',
  'substitute_offered',
  'backorder_choice',
  'cancellation_requested',
  'cancellation_declined',
  'order_cancelled',
  'delay_expired',
  'backorder_unfulfillable',
  'cancel_or_stop',
  'inquiry_received',
])

/**
 * Offers whose silence cancels and that nobody has answered: "still set to ship in May" alone would
 * lull a reader whose order ends in April. A day that is over, and did not cancel, is not said.
 */
const unansweredOffers = (
  order: OrderState,
  context: CadenceContext,
  { asked, facts }: { asked: readonly string[]; facts: NoticeFacts },
): DelayOffer[] =>
  expiringClocks(order, context).flatMap(({ clock, at, held }) => {
    const isAhead = at > context.now && held !== 'late' && !asked.includes(clock.lineId)
    const isAsked = clock.state.name === 'asked' || isAskedAgain(clock, facts)
    return isAhead && isAsked ? (asOfNow(clock) ?? []) : []
  })

/** Its stock had come in time, and this very word tells that the day is past T: it is asked about still. */
function isAskedAgain({ lineId, originalOn, offers }: DelayClock, { told }: NoticeFacts): boolean {
  const last = offers.at(-1)
  const isOpen = last?.silence === 'cancel' && last.consentedAt === null
  return isOpen && (ownValue(told.dates, lineId) ?? '') > originalOn
}

/**
 * The next day on which something of the order is cancelled if it has not shipped, though its
 * customer owes no answer, and of which lines: said in the last days before it, where "the date that
 * holds" is not all. Not of what has to be asked about first: the offer names another day.
 */
function nearEnd(
  order: OrderState,
  context: CadenceContext,
  moment: Instant,
): Pick<NoticeFacts, 'endsOn' | 'endsFor'> {
  const ends = endsNear(order, context, moment)
  const [first] = ends
  if (!first) return {}
  return {
    endsOn: first.on,
    endsFor: ends.filter(({ on }) => on === first.on).map(({ lineId }) => lineId),
  }
}

/** Each such end, the next first: a page that shows them all says what the mails of the week say. */
export function endsNear(
  order: OrderState,
  context: CadenceContext,
  moment: Instant,
): { on: Day; lineId: string }[] {
  const isAsked = new Set(owedOffers(order, context).map(({ clock }) => clock.lineId))
  return expiringClocks(order, context).flatMap(({ clock, at, held }) => {
    const { name, on } = clock.state
    const isKept = (name === 'unasked' || name === 'agreed') && clock.date !== null
    if (!isKept || held !== null || at <= moment || isAsked.has(clock.lineId)) return []
    if (isAskedFirst(clock)) return []
    const isNear = addDays(on, -NEAR_DAYS) <= dayOf(moment, context.merchantZone)
    return isNear ? [{ on, lineId: clock.lineId }] : []
  })
}

const NEAR_DAYS = 7

/** Its date goes by before its end does, and the first offer of the delay then moves that end. */
const isAskedFirst = ({ state, offers, date }: DelayClock) =>
  offers.length === 0 && date !== null && date < (state.on ?? '')

/**
 * What was said to end by itself on a day that is over, and is held: whoever was told so would wait
 * for a refund that does not come. So the next word says that it has not ended, and what she can do.
 */
function heldEnd(
  order: OrderState,
  context: CadenceContext,
  asked: readonly string[],
): Pick<NoticeFacts, 'endHeld'> & Pick<IfSilent, 'held'> {
  const over = expiringClocks(order, context).filter(
    ({ clock, at, held }) =>
      at <= context.now &&
      !asked.includes(clock.lineId) &&
      (held === 'feed' ||
        (isConfirmed({ clock, at, held }, context) && isDayTold(clock)) ||
        (held !== null && clock.state.name === 'asked')),
  )
  const first = over[0]
  const on = first?.clock.state.on
  if (!on) return { held: [] }
  // A date that was to hold was not said to end in a cancellation: not in one sentence with what was.
  const ends = over.filter(
    ({ clock }) => clock.state.on === on && isDayTold(clock) === isDayTold(first.clock),
  )
  const lines = ends.map(({ clock }) => clock.lineId)
  const isUnsaid = isDayTold(first.clock) && isConfirmed(first, context)
  const held = isUnsaid ? ends.flatMap(({ clock }) => heldOffer(clock, on)) : []
  const open = openOffers(order, context).map(({ clock }) => clock.lineId)
  const canKeep = lines.every((id) => open.includes(id) || held.some(({ lineId }) => lineId === id))
  return {
    held,
    endHeld: { on, lines, ...(canKeep && { canKeep }), ...(isUnsaid && { isUnsaid }) },
  }
}

/** The merchant may end it any day, whoever was late; an import was nobody's word, and is let be. */
const isConfirmed = (
  { clock, at, held }: Pick<ExpiringClock, 'clock' | 'at' | 'held'>,
  { policy }: CadenceContext,
): boolean =>
  policy.expiry === 'confirm' && (held === 'confirm' || (held === 'late' && clock.knownAt < at))

/**
 * Nothing was offered by its day, and its merchant confirms the end: till then she may agree to wait,
 * and the word that says so is what she agrees to.
 */
const heldOffer = ({ state, lineId, originalOn, date }: DelayClock, on: Day): DelayOffer[] =>
  state.name === 'unasked'
    ? [{ lineId, originalOn, revisedOn: date, silence: 'cancel', until: on }]
    : []
