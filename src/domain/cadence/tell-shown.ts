import { addFacts } from '../because.ts'
import type { MessageKind, Notice } from '../message.ts'
import { type Line, type OrderState, ownValue, toldDate } from '../order.ts'
import type { DelayOffer } from '../said.ts'
import { isCalledBackBy, unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext } from './context.ts'
import { offerFacts, tellOffers } from './delay-words.ts'
import { datesOf, offersBeside } from './offers-beside.ts'
import { tell, wasSaid } from './told.ts'

/**
 * A notice with the dates that hold now of all that it lists as still to come. What stands in a list
 * below an answer, or beside what was cancelled, is read like any other date: it is told for the first
 * time there, or says old beside new where another was told before, and takes the place of the word of
 * the moved date. Yesterday's date under a mail of today would be a lie, and a new one that is not
 * recorded as told would be said a second time as news.
 *
 * Not of what still owes its confirmation: the word of the wait itself must not be lost for it.
 */
export function tellShown(
  order: OrderState,
  context: CadenceContext,
  together: readonly Notice[] = [],
) {
  return (notice: Notice): Notice => {
    if (!SHOWS_OPEN.has(notice.kind)) return notice
    const isFirstWord = isInPlaceOfFirst(order, notice, context)
    // What is here was said by no confirmation then, nor by when it ships.
    const now = tell(order, { dates: context, allocated: isFirstWord })
    const unaware = isFirstWord ? [] : unawareLines(order)
    const owed = unaware.filter((line) => !isCalledBackBy(order, line, notice))
    const dated = order.lines.filter(
      (line) => Object.hasOwn(now.dates, line.id) && !owed.includes(line),
    )
    const first = dated.filter(({ id }) => isFirstShown(order, notice, id))
    const mayMove =
      TELLS_MOVES.has(notice.kind) &&
      notice.dueAt <= context.now &&
      !isLeftToStock(order, notice, { together, context })
    const moved =
      mayMove && !wasSaid(order, notice.key)
        ? dated
            .filter(({ id }) => hasMoved(toldDate(order, id), ownValue(now.dates, id)))
            // Its own rule says it already: named a second time it would read as one line more.
            .filter(({ id }) => !notice.facts.dates.some(({ lineId }) => lineId === id))
        : []
    const all =
      first.length + moved.length === 0
        ? notice
        : withDates(order, notice, { first, moved, context })
    if (isFirstWord) return asFirstWord(all, now.allocated)
    return moved.length > 0 ? withOffers(all, offersBeside(order, context)) : all
  }
}

/** It lists what is here with the rest, which `restocked` would say a second time. */
const asFirstWord = (notice: Notice, allocated: Notice['facts']['told']['allocated']): Notice => {
  const { facts } = notice
  const told = { ...facts.told, allocated: { ...allocated, ...facts.told.allocated } }
  return { ...notice, facts: { ...facts, told, isFirstWord: true } }
}

/**
 * What stock came for goes out in the same minute, with every date that moved by it: the word of a
 * parcel that has arrived is no place to say them first.
 */
const isLeftToStock = (
  order: OrderState,
  { kind }: Notice,
  { together, context }: { together: readonly Notice[]; context: CadenceContext },
): boolean =>
  kind === 'delivered' &&
  together.some(
    (one) => one.kind === 'restocked' && one.dueAt <= context.now && !wasSaid(order, one.key),
  )

/**
 * A moved date whose delay has to be offered (16 CFR 435.2) is offered by the word that shows it. An
 * offer that stood before for the same line is over with it.
 */
function withOffers(notice: Notice, made: DelayOffer[]): Notice {
  const { facts } = notice
  if (!made.some(({ lineId }) => facts.dates.some((date) => date.lineId === lineId))) return notice
  const others = facts.offers.filter(({ lineId }) => !made.some((one) => one.lineId === lineId))
  return {
    ...addFacts(notice, offerFacts(made)),
    facts: {
      ...facts,
      offers: [...others, ...made],
      dates: [...facts.dates, ...datesOf(made, facts.dates)],
      told: tellOffers(facts.told, made),
    },
  }
}

/**
 * By text alone a confirmation may lie until the morning, and be overtaken by what was cancelled
 * meanwhile. That word then is the first, and says what still waits.
 */
const isInPlaceOfFirst = (
  { said }: OrderState,
  { kind, dueAt }: Notice,
  { reach, now }: CadenceContext,
) => reach === 'sms' && said.length === 0 && OVERTAKES.has(kind) && dueAt <= now

export const OVERTAKES: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'backorder_unfulfillable',
])

/** What is offered in a line's place is said of that line alone. */
const isFirstShown = (order: OrderState, { kind, facts }: Notice, id: string) =>
  toldDate(order, id) === undefined &&
  !Object.hasOwn(facts.told.dates, id) &&
  (kind !== 'substitute_offered' || facts.lines.includes(id))

const hasMoved = (told: string | null | undefined, date: string | null | undefined) =>
  told !== undefined && told !== date

function withDates(
  order: OrderState,
  notice: Notice,
  {
    first,
    moved,
    context,
  }: { first: readonly Line[]; moved: readonly Line[]; context: CadenceContext },
): Notice {
  const { facts } = notice
  const { told } = facts
  const { dates, own, statements } = tell(order, { dates: context, dated: [...first, ...moved] })
  const moves = moved.map(({ id }) => ({
    lineId: id,
    old: toldDate(order, id) ?? null,
    new: ownValue(dates, id) ?? null,
  }))
  const because = {
    told: Object.fromEntries(moves.map((move) => [move.lineId, move.old])),
    now: Object.fromEntries(moves.map((move) => [move.lineId, move.new])),
  }
  const moveReason = moved.find(({ backorder }) => backorder?.reason)?.backorder?.reason ?? null
  return {
    ...(moves.length > 0 ? addFacts(notice, because) : notice),
    facts: {
      ...facts,
      dates: [...facts.dates, ...moves],
      ...(moveReason === null ? {} : { moveReason }),
      told: {
        ...told,
        dates: { ...told.dates, ...dates },
        statements: { ...told.statements, ...statements },
        ...(own || told.own ? { own: { ...told.own, ...own } } : {}),
      },
    },
  }
}

/**
 * Kinds that go at once and list what is still to come. Each says in a sentence what moved, unless
 * its rule has told the dates itself.
 */
export const TELLS_MOVES: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_update',
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_expired',
  'cancellation_requested',
  'cancellation_declined',
  'substitute_offered',
  'backorder_choice',
  'inquiry_received',
  'cancel_or_stop',
  'delivered',
])

const SHOWS_OPEN: ReadonlySet<MessageKind> = new Set<MessageKind>([
  ...TELLS_MOVES,
  'order_confirmed',
])
