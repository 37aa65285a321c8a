import { type NoticeFacts, noFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  toldDate,
  toldOf,
  waitingQuantity,
} from '../order.ts'
import type { Said, Told } from '../said.ts'
import {
  heldWith,
  ownDate,
  type SaidRules,
  saidDate,
  saidPromise,
  saidRules,
} from '../said-date.ts'
import { takenOffers } from '../substitute.ts'
import { cameInParts } from './came-in.ts'
import type { CadenceContext } from './context.ts'

/**
 * What a message tells by being sent now, and no more than its words say: a date that no sentence
 * of it holds would count as told, and the slip that follows would never be heard.
 */
export function tell(
  order: OrderState,
  what: {
    /** Those that hold now, and for whom. */
    dates?: CadenceContext
    /** The lines of which its words say a date, where they are others than those of every word. */
    dated?: readonly Line[]
    allocated?: boolean
    shipments?: string[]
    packages?: NonNullable<Told['packages']>
    lines?: readonly string[]
  },
): Told {
  const lines = what.lines ? order.lines.filter(({ id }) => what.lines?.includes(id)) : order.lines
  const rules = what.dates && saidRules(order, what.dates)
  const said = what.dated ?? (rules ? sayingLines(order, rules, what.allocated) : [])
  const dated = rules ? said.filter((line) => lines.includes(line)) : []
  const allocated = what.allocated ? lines.filter((line) => allocatedQuantity(line) > 0) : []
  return {
    ...(rules ? tellDates(order, dated, rules) : { dates: {} }),
    statements: byId(dated, ({ backorder }) => backorder?.statedBy ?? ''),
    ...(rules ? tellCame(order, lines, rules) : {}),
    shipments: what.shipments ?? [],
    cancelled: {},
    allocated: byId(allocated, ({ backorder }) => usedOf(backorder)),
    ...(what.packages ? { packages: what.packages } : {}),
  }
}

/** Who says of lines that they are here says by when those ship of which no date was told. */
function sayingLines(order: OrderState, rules: SaidRules, isHereSaid = false): Line[] {
  const dated = datedLines(order, rules)
  return isHereSaid ? [...dated, ...preparedLines(order, rules, dated)] : dated
}

/**
 * Lines of which every word says a date: those that wait, and what is here with a date of its own; how
 * long the packing takes is told once, with the word that it is here. Not what is to be swapped for what was chosen:
 * the date of what had been ordered is nobody's any more.
 */
export function datedLines(order: OrderState, rules: SaidRules): Line[] {
  const swapped = order.substitutes.length === 0 ? [] : takenOffers(order)
  return order.lines.filter((line) => {
    if (swapped.some(({ offer }) => offer.lineId === line.id)) return false
    if (waitingQuantity(line) > 0) return true
    if (allocatedQuantity(line) === 0) return false
    const held = heldWith(order, line, rules.split)
    const rule = saidPromise(order, line, rules)?.basis.rule
    if (held.some((one) => waitingQuantity(one) > 0) || (rule ?? 'allocation') !== 'allocation')
      return true
    return isLeftEarlier(order, line, rules)
  })
}

/**
 * It was told to wait for others, and they are gone: it is here, and leaves before that day. The page
 * says so, and a mail that says nothing of it would go on naming the day of the others.
 */
function isLeftEarlier(order: OrderState, line: Line, rules: SaidRules): boolean {
  const told = toldDate(order, line.id)
  const date = saidDate(order, line, rules)
  return told != null && date !== null && date < told && date >= rules.today
}

/**
 * Lines that stock came for and of which no date was told: who says that they are here says by when
 * they ship, or the handling time would be promised to nobody, and missed by no word. Also while it is
 * asked whether they wait for the rest: until that is answered they ship as they are ready.
 */
function preparedLines(order: OrderState, rules: SaidRules, dated: readonly Line[]): Line[] {
  const untold = order.lines.filter(
    (line) =>
      allocatedQuantity(line) > 0 &&
      waitingQuantity(line) === 0 &&
      toldDate(order, line.id) == null &&
      !dated.includes(line),
  )
  if (untold.length === 0) return untold
  const swapped = takenOffers(order)
  return untold.filter((line) => {
    const date = saidDate(order, line, rules)
    const isSwapped = swapped.some(({ offer }) => offer.lineId === line.id)
    return date !== null && date >= rules.today && !isSwapped
  })
}

/** The dates of these lines as they are said, and beside them what is promised of each by itself. */
export function tellDates(
  order: OrderState,
  lines: readonly Line[],
  rules: SaidRules,
): Pick<Told, 'dates' | 'own'> {
  const dates = byId(lines, (line) => dateToTell(order, line, rules))
  const held = lines.filter((line) => heldWith(order, line, rules.split).length > 1)
  return held.length > 0 ? { dates, own: byId(held, ownDate) } : { dates }
}

/** Of the parts of these lines that have come: beside every date of those that wait stands theirs. */
function tellCame(order: OrderState, lines: readonly Line[], rules: SaidRules): Pick<Told, 'came'> {
  const parts = cameInParts(order, rules).filter(({ line }) => lines.includes(line))
  if (parts.length === 0) return {}
  return { came: Object.fromEntries(parts.map(({ line, shipsBy }) => [line.id, shipsBy])) }
}

/**
 * A day that has gone by is no date to ship by, and nobody is told it now for the first time: what
 * they were told before stands, until the word of the missed promise answers it. So it is with today
 * where it is known that there is no date: it is no news (`movedLines`), and slips into no other word.
 */
function dateToTell(order: OrderState, line: Line, rules: SaidRules): Day | null {
  const date = saidDate(order, line, rules)
  const told = toldDate(order, line.id)
  if (date === rules.today && told === null) return null
  return date === null || date >= rules.today ? date : (told ?? null)
}

/** Of the units that stock came for, those that the line can use: a shop may give it more. */
export const usedOf = (backorder: Line['backorder']): number =>
  backorder ? Math.min(backorder.allocated, backorder.quantity) : 0

/**
 * Never by assigning: to `__proto__`, which a line may be called, that would set nothing. Mostly it
 * is one line or none, and from entries each takes 2 µs.
 */
function byId<T>(lines: readonly Line[], pick: (line: Line) => T): Record<string, T> {
  const [first] = lines
  if (!first) return {}
  if (lines.length === 1) return { [first.id]: pick(first) }
  return Object.fromEntries(lines.map((line) => [line.id, pick(line)]))
}

/** The dates that hold for these lines as we say them, and the events that stated them. */
export const datesNow = (
  order: OrderState,
  lines: readonly Line[],
  context: CadenceContext,
): Record<string, Day | null> => {
  const rules = saidRules(order, context)
  return byId(lines, (line) => saidDate(order, line, rules))
}

export const statements = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ backorder }) => backorder?.statedBy || [])),
]

export const factsOf = (part: Partial<NoticeFacts>): NoticeFacts => ({ ...noFacts(), ...part })

/** The message that last told a date for one of the lines. */
export const lastTelling = (order: OrderState, lineIds: readonly string[]): Said | undefined =>
  order.said.findLast(({ told }) => lineIds.some((id) => toldOf(order, told, id) !== undefined))

/** The date told for a line before a given message. */
export function toldBefore(order: OrderState, lineId: string, messageKey: string): Day | null {
  const at = order.said.findIndex(({ key }) => key === messageKey)
  const before = at < 0 ? order.said : order.said.slice(0, at)
  const said = before.findLast(({ told }) => toldOf(order, told, lineId) !== undefined)
  return (said && toldOf(order, said.told, lineId)) ?? null
}

/** The greatest quantity of a line that the customer was told to be cancelled, or allocated. */
export const saidQuantity = (order: OrderState, what: 'cancelled' | 'allocated', lineId: string) =>
  order.said.reduce((most, { told }) => Math.max(most, ownValue(told[what], lineId) ?? 0), 0)

export const wasSaid = (order: OrderState, key: string) =>
  order.said.some((said) => said.key === key)

/** What is to be said of dates, with the lines that it is said of: those of which it is the same together. */
export const linesInWords = <T extends { lineId: string }>(
  order: OrderState,
  dates: readonly T[],
  say: (date: T) => string,
  between = '; ',
): string =>
  [...Map.groupBy(dates, say)]
    .map(([words, alike]) => {
      const ids = alike.map(({ lineId }) => lineId)
      return `${listLines(order, ids)}: ${words}`
    })
    .join(between)

export const listLines = (order: OrderState, ids: readonly string[]) =>
  order.lines
    .filter(({ id }) => ids.includes(id))
    .map(({ title }) => title)
    .join(', ')
