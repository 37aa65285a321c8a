import type { Day, Line, OrderState, SplitPolicy } from '../domain/order.ts'
import { allocatedQuantity, openQuantity, waitingQuantity } from '../domain/order.ts'
import { takenOffers } from '../domain/substitute.ts'

/**
 * A part of a line that is in one state. A line of three, one in stock and two on backorder, is two
 * portions: no single word would be true of all three.
 */
export type Portion = {
  line: Line
  quantity: number
  state: PortionState
  day: Day | null
  /** Stock came for it: what was in stock all along is not "in stock again". */
  cameIn?: true
  /** What its reader chose in its place. */
  instead?: string
}

/**
 * - `preparing`: in stock or allocated; `day` is its promise, where it has one
 * - `kept`: here, and held until the rest can ship with it; `choice`: the customer may decide that,
 *   and until then `day` is when it ships by itself
 * - `swapped`: to be swapped for what was chosen; the date of what was ordered is nobody's any more
 * - `handed_over`: the carrier has it, and has not seen it yet
 * - `dated`, `undated`: waits, with and without a date; `passed`: its date went by unshipped
 */
export type PortionState =
  | 'preparing'
  | 'kept'
  | 'choice'
  | 'swapped'
  | 'dated'
  | 'undated'
  | 'passed'
  | 'handed_over'
  | 'nothing_to_ship'

export type PortionRules = {
  split: SplitPolicy
  today: Day
  /** The date as it is said (`saidDate`), or as a message told it; null is "ships when restocked". */
  dateOf: (line: Line) => Day | null
  /** That of what has come while others of its line wait; absent: as it is known. */
  cameOf?: (line: Line) => Day | null
}

/** What of an order is still to come, in the order's own sequence. Nothing cancelled is in it. */
export function openPortions(order: OrderState, rules: PortionRules): Portion[] {
  const taken = new Map(takenOffers(order).map(({ offer, option }) => [offer.lineId, option.title]))
  const all = order.lines.flatMap((line) => waitingPortion(line, rules))
  const here = order.lines
    .flatMap((line) => herePortions(line, { rules, othersWait: all.length > 0 }))
    .map((portion) => (taken.has(portion.line.id) ? { ...portion, day: null } : portion))
  const swapped = all.flatMap((portion) => {
    const instead = taken.get(portion.line.id)
    return instead === undefined
      ? []
      : [{ ...portion, state: 'swapped' as const, day: null, instead }]
  })
  const waiting = all.filter(({ line }) => !taken.has(line.id))
  return [...here, ...swapped, ...waiting]
}

/** Lines without a parcel (a gift card, a service): part of the order, nothing to wait for. */
export const unshippedPortions = (order: OrderState): Portion[] =>
  order.lines
    .filter((line) => !line.requiresShipping && line.quantity > line.cancelled)
    .map((line) => ({
      line,
      quantity: line.quantity - line.cancelled,
      state: 'nothing_to_ship' as const,
      day: null,
    }))

/** A date that has gone by is never stated as one to come. */
export function dateState(day: Day | null, today: Day): 'dated' | 'undated' | 'passed' {
  if (day === null) return 'undated'
  return day >= today ? 'dated' : 'passed'
}

function waitingPortion(line: Line, { today, dateOf }: PortionRules): Portion[] {
  const quantity = waitingQuantity(line) - neverToCome(line)
  if (quantity <= 0) return []
  const day = dateOf(line)
  return [{ line, quantity, state: dateState(day, today), day }]
}

/** What cannot be had is not shown as coming; once it is cancelled it waits no more anyway. */
const neverToCome = ({ backorder, cancelled }: Line) =>
  Math.max(0, (backorder?.unfulfillable ?? 0) - cancelled)

function herePortions(
  line: Line,
  { rules, othersWait }: { rules: PortionRules; othersWait: boolean },
): Portion[] {
  const allocated = allocatedQuantity(line)
  const inStock = openQuantity(line) - waitingQuantity(line) - allocated
  const state = hereState(rules.split, othersWait)
  const isPart = waitingQuantity(line) > 0
  const day = isPart ? (rules.cameOf ?? cameInBy)(line) : rules.dateOf(line)
  const isStated = state !== 'kept' && day !== null && day >= rules.today
  return [
    { line, quantity: inStock, state, day: null },
    { line, quantity: allocated, state, day: isStated ? day : null, cameIn: true as const },
  ].filter(({ quantity }) => quantity > 0)
}

/** The date of a line is that of the units that still wait: what has come of it keeps its own. */
export const cameInBy = ({ backorder }: Line): Day | null => backorder?.came?.shipsBy ?? null

function hereState(split: SplitPolicy, othersWait: boolean): 'preparing' | 'kept' | 'choice' {
  if (!othersWait || split === 'ship_available') return 'preparing'
  return split === 'hold' ? 'kept' : 'choice'
}
