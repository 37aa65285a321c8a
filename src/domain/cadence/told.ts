import { dayOf } from '../calendar.ts'
import { type NoticeFacts, noFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  toldDate,
  waitingQuantity,
} from '../order.ts'
import type { Said, Told } from '../said.ts'
import { takenOffers } from '../substitute.ts'
import type { CadenceContext } from './context.ts'

/**
 * What a message tells by being sent now, and no more than its words say: a date that no sentence
 * of it holds would count as told, and the slip that follows would never be heard.
 */
export function tell(
  order: OrderState,
  what: {
    dates?: boolean
    allocated?: boolean
    cancelled?: boolean
    shipments?: string[]
    packages?: NonNullable<Told['packages']>
    lines?: readonly string[]
    /** The merchant's day: a date before it is not told as one to come. */
    today?: Day
  },
): Told {
  const lines = order.lines.filter(({ id }) => !what.lines || what.lines.includes(id))
  const swapped = what.dates ? swappedIds(order) : NONE
  const waiting = what.dates
    ? lines.filter((line) => waitingQuantity(line) > 0 && !swapped.has(line.id))
    : []
  const allocated = what.allocated ? lines.filter((line) => allocatedQuantity(line) > 0) : []
  const cancelled = what.cancelled ? lines.filter((line) => line.cancelled > 0) : []
  return {
    dates: byId(waiting, (line) => dateToTell(order, line, what.today)),
    statements: byId(waiting, ({ backorder }) => backorder?.statedBy ?? ''),
    shipments: what.shipments ?? [],
    cancelled: byId(cancelled, (line) => line.cancelled),
    allocated: byId(allocated, ({ backorder }) => backorder?.allocated ?? 0),
    ...(what.packages ? { packages: what.packages } : {}),
  }
}

/** To be swapped for what was chosen: the date of what had been ordered is nobody's any more. */
const swappedIds = (order: OrderState): ReadonlySet<string> =>
  order.substitutes.length === 0
    ? NONE
    : new Set(takenOffers(order).map(({ offer }) => offer.lineId))
const NONE: ReadonlySet<string> = new Set()

/**
 * A day that has gone by is no date to ship by, and nobody is told it now for the first time: what
 * they were told before stands, until the word of the missed promise answers it.
 */
function dateToTell(order: OrderState, { id, backorder }: Line, today: Day = ''): Day | null {
  const shipsBy = backorder?.promise?.shipsBy ?? null
  return shipsBy === null || shipsBy >= today ? shipsBy : (toldDate(order, id) ?? null)
}

/** Dates are the merchant's: they ship from there. */
export const todayOf = ({ now, merchantZone }: CadenceContext): Day => dayOf(now, merchantZone)

/** Built from entries: assigning to `__proto__`, which a line may be called, would set nothing. */
const byId = <T>(lines: readonly Line[], pick: (line: Line) => T): Record<string, T> =>
  lines.length === 0 ? {} : Object.fromEntries(lines.map((line) => [line.id, pick(line)]))

/** The promises of these lines as they are, and the events that stated them. */
export const datesNow = (lines: readonly Line[]): Record<string, Day | null> =>
  byId(lines, ({ backorder }) => backorder?.promise?.shipsBy ?? null)

export const statements = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ backorder }) => backorder?.statedBy || [])),
]

export const factsOf = (part: Partial<NoticeFacts>): NoticeFacts => ({ ...noFacts(), ...part })

/** The message that last told a date for one of the lines. */
export const lastTelling = (order: OrderState, lineIds: readonly string[]): Said | undefined =>
  order.said.findLast(({ told }) => lineIds.some((id) => Object.hasOwn(told.dates, id)))

/** The date told for a line before a given message. */
export function toldBefore(order: OrderState, lineId: string, messageKey: string): Day | null {
  const at = order.said.findIndex(({ key }) => key === messageKey)
  const before = at < 0 ? order.said : order.said.slice(0, at)
  const said = before.findLast(({ told }) => Object.hasOwn(told.dates, lineId))
  return said?.told.dates[lineId] ?? null
}

/** The greatest quantity of a line that the customer was told to be cancelled, or allocated. */
export const saidQuantity = (order: OrderState, what: 'cancelled' | 'allocated', lineId: string) =>
  order.said.reduce((most, { told }) => Math.max(most, ownValue(told[what], lineId) ?? 0), 0)

export const wasSaid = (order: OrderState, key: string) =>
  order.said.some((said) => said.key === key)

export const listLines = (order: OrderState, ids: readonly string[]) =>
  order.lines
    .filter(({ id }) => ids.includes(id))
    .map(({ title }) => title)
    .join(', ')
