import { clockFor, delayClocks } from '../delay-option.ts'
import { handledAgain, handlingOf, packedBy } from '../handling-time.ts'
import type { NoticeFacts } from '../message.ts'
import { type Day, type Line, type OrderState, openQuantity, waitingQuantity } from '../order.ts'
import type { Said, Told } from '../said.ts'
import { heldWith, saidDate, saidRules } from '../said-date.ts'
import type { CameInPart } from './came-in.ts'
import type { CadenceContext } from './context.ts'
import { movedBeside } from './eta-changed.ts'
import { tell } from './told.ts'

/** A date that was told of a line, or of what has come of it, and by which message. */
export type Missed = { line: Line; day: Day; telling: Said; part?: CameInPart }
export type NewDate = NoticeFacts['dates'][number]

/** For support. */
export const inWords = ({ old, new: day, came }: NewDate) =>
  `${came ? 'of what has come, ' : ''}told ${old}, said unless shipped by then; now ${day ?? 'no date'}`

/** With the date of the others of such a line, where it moved: this word takes the place of theirs. */
export function newDatesOf(
  order: OrderState,
  missed: readonly Missed[],
  { context, today }: { context: CadenceContext; today: Day },
): NewDate[] {
  const dates = missed.map(({ line, day, part }): NewDate => {
    const stands = part?.shipsBy ?? null
    if (!part) return { lineId: line.id, old: day, new: newDateOf(order, line, { context, today }) }
    const isAhead = stands !== null && stands > today
    const now = isAhead ? stands : packedAgainBy(order, line, { context, today })
    return { lineId: line.id, old: day, new: now, came: true }
  })
  const alone = missed.filter(
    ({ line, part }) => part && !missed.some((one) => one.line === line && !one.part),
  )
  const { dates: moved } = movedBeside(order, [], context)
  return [...dates, ...moved.filter(({ lineId }) => alone.some(({ line }) => line.id === lineId))]
}

/**
 * Who is told "no date" is told none of the line's own either: what went by holds no more, and of what
 * is here the day told now does. How long the packing takes is told as by the word that it came: it is
 * no date by which the shop had promised to ship.
 */
export function tellNew(order: OrderState, all: readonly NewDate[], context: CadenceContext): Told {
  const dates = all.filter(({ came }) => !came)
  const lines = all.map(({ lineId }) => lineId)
  const parts = all.filter(({ came }) => came).map((date) => [date.lineId, date.new])
  const { own, allocated, ...told } = tell(order, { dates: context, lines, allocated: true })
  const rules = saidRules(order, context)
  const packed = dates.filter(
    ({ lineId, new: day }) =>
      day !== null &&
      order.lines.some((line) => line.id === lineId && saidDate(order, line, rules) !== day),
  )
  const known = dates.some((date) => date.new !== null)
  const pick = <T>(of: (one: (typeof packed)[number]) => T) =>
    Object.fromEntries(packed.map((one) => [one.lineId, of(one)]))
  return {
    ...told,
    ...(own && known ? { own: { ...own, ...pick((date) => date.new) } } : {}),
    allocated: pick(({ lineId }) => allocated[lineId] ?? 0),
    ...(told.came && { came: { ...told.came, ...Object.fromEntries(parts) } }),
    dates: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
  }
}

/**
 * The promise that holds now, where it lies ahead: a missed one is never told again as new. What is
 * here is never "no date": it takes the handling time once more, from the day of the apology.
 */
export function newDateOf(
  order: OrderState,
  line: Line,
  { context, today }: { context: CadenceContext; today: Day },
): Day | null {
  const { split } = saidRules(order, context)
  const shipsBy = saidDate(order, line, { split, today })
  if (shipsBy !== null && shipsBy > today) return shipsBy
  const isHere = heldWith(order, line, split).every(
    (one) => waitingQuantity(one) === 0 && openQuantity(one) > 0,
  )
  return isHere ? packedAgainBy(order, line, { context, today }) : null
}

const TIMES_MAX = 4

/**
 * Longer each time that it was missed: who never tells us of what ships would apologize twice a week. Of
 * what leaves in one parcel by the line that was missed most often, or it would be given two dates.
 * Where that runs into the day by which the law wants it shipped or offered, none: its offer says it,
 * and a date on that very day would leave no time for one.
 */
function packedAgainBy(
  order: OrderState,
  line: Line,
  { context, today }: { context: CadenceContext; today: Day },
): Day | null {
  const together = heldWith(order, line, saidRules(order, context).split)
  const times = Math.min(TIMES_MAX, 1 + Math.max(...together.map((one) => missesOf(order, one))))
  const clocks = delayClocks(order, context)
  const [end] = together.flatMap(({ id }) => clockFor(clocks, id)?.state.on ?? []).sort()
  const handling = handlingOf(together, context)
  const days = [times, 1].map((count) => packedBy(today, handledAgain(handling, count)))
  // Where that day is over no offer comes any more: it is the merchant's to end, or to ship.
  return days.find((day) => end == null || end < today || day < end) ?? null
}

/** How many apologies named the line since its stock came. */
function missesOf({ said }: OrderState, { id, backorder }: Line): number {
  const since = backorder?.allocation?.at ?? ''
  const misses = said.filter(
    ({ kind, at, told }) =>
      kind === 'promise_missed' &&
      at > since &&
      [told.dates, told.came ?? {}].some((days) => Object.hasOwn(days, id)),
  )
  return new Set(misses.map(({ key }) => key)).size
}

/** What was told and what holds now, of lines, and beside them of what has come of some. */
export function dateFacts(dates: readonly NewDate[]) {
  const pick = (some: readonly NewDate[], what: 'old' | 'new') =>
    Object.fromEntries(some.map((date) => [date.lineId, date[what]]))
  const ofLines = dates.filter(({ came }) => !came)
  const ofParts = dates.filter(({ came }) => came)
  return {
    told: pick(ofLines, 'old'),
    now: pick(ofLines, 'new'),
    ...(ofParts.length > 0 && {
      told_allocated: pick(ofParts, 'old'),
      now_allocated: pick(ofParts, 'new'),
    }),
  }
}
