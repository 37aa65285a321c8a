import type { CadenceContext } from './cadence/context.ts'
import { dayOf } from './calendar.ts'
import { oncePerPlan } from './once-per-plan.ts'
import {
  allocatedQuantity,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  type PromiseChange,
  type Promised,
  type SplitPolicy,
  toldDate,
  toldOf,
  waitingQuantity,
} from './order.ts'
import type { Policy } from './policy.ts'
import { takenOffers } from './substitute.ts'
import { isOfStock } from './wait-units.ts'

/** How an order ships, and the merchant's day: a date before it is none to come. */
export type SaidRules = { split: SplitPolicy; today: Day }

export const saidRules = oncePerPlan(
  (
    order,
    { now, merchantZone, policy }: Pick<CadenceContext, 'now' | 'merchantZone' | 'policy'>,
  ): SaidRules => ({ split: splitOf(order, policy), today: dayOf(now, merchantZone) }),
)

/** The order's own policy, else the merchant's. */
export const splitOf = ({ split }: OrderState, policy: Pick<Policy, 'split'>): SplitPolicy =>
  split ?? policy.split

/**
 * The date that holds for a line as we say it; null is "ships when restocked". Every word, every page
 * and every clock asks here: a line that is held for the rest ships with the rest, and a clock that
 * went by its own promise would miss, and cancel on, a day that nobody was told.
 *
 * A day that has gone by is no date to ship by: what was told since, and still lies ahead, holds then,
 * also for what leaves in the same parcel.
 */
export function saidDate(order: OrderState, line: Line, rules: SaidRules): Day | null {
  const date = saidPromise(order, line, rules)?.shipsBy ?? null
  if (date === null) return null
  const gone = goneBeside(order, line, rules)
  if (gone?.told === null) return null
  if (date >= rules.today) return gone?.told ?? date
  const told = heldWith(order, line, rules.split).map(({ id }) => toldDate(order, id) ?? date)
  const last = told.reduce((a, b) => (b > a ? b : a))
  return last >= rules.today ? last : date
}

/**
 * What it is held for waits on, and its own day went by with no later one told: how long the packing of
 * the others takes is no date of theirs. A day that nobody was told is none that was missed.
 */
function goneBeside(
  order: OrderState,
  line: Line,
  { split, today }: SaidRules,
): { told: Day | null } | null {
  const together = heldWith(order, line, split)
  if (together.length < 2) return null
  const gone = together
    .filter((one) => waitingQuantity(one) > 0)
    .map((one) => ({ day: ownDate(one), told: toldDate(order, one.id) ?? null }))
    .find(({ day, told }) => day !== null && day < today && (told ?? '') < today)
  return gone ? { told: gone.told && gone.day } : null
}

/** The promise behind it: the line's own, or under `hold` that of the last which ships with it. */
export function saidPromise(
  order: OrderState,
  line: Line,
  { split }: Pick<SaidRules, 'split'>,
): Promised | null {
  const promises = heldWith(order, line, split).map((one) =>
    isOfStock(one) ? null : (one.backorder?.promise ?? null),
  )
  if (promises.includes(null)) return null
  return (promises as Promised[]).reduce((a, b) => (b.shipsBy > a.shipsBy ? b : a))
}

/**
 * The promise as its customer knows it, for whoever shows one: with the day that was told of it where
 * its own has gone by, and none where she was told since that there is none.
 */
export function shownPromise(order: OrderState, line: Line, rules: SaidRules): Promised | null {
  const promise = saidPromise(order, line, rules)
  const shipsBy = saidDate(order, line, rules)
  if (!promise || shipsBy === null) return null
  const isGone = shipsBy < rules.today && toldDate(order, line.id) === null
  if (isGone) return null
  return shipsBy === promise.shipsBy ? promise : { ...promise, shipsBy }
}

/**
 * The order's one promise: the latest over the backordered lines that wait. Lines in stock do not
 * count; null where one of them has no date, or none is backordered.
 */
export function shownOrderPromise(order: OrderState, rules: SaidRules): Promised | null {
  const promises = order.lines
    .filter((line) => waitingQuantity(line) + allocatedQuantity(line) > 0)
    .map((line) => shownPromise(order, line, rules))
  if (promises.length === 0 || promises.includes(null)) return null
  return (promises as Promised[]).reduce((a, b) => (b.shipsBy > a.shipsBy ? b : a))
}

/**
 * The lines on backorder that it leaves with, itself among them if it is one: where all is held for
 * all, what is in stock waits for them too.
 */
export function heldWith(order: OrderState, line: Line, split: SplitPolicy): Line[] {
  if (split !== 'hold' || order.lines.length === 1) return [line]
  const swapped = new Set(takenOffers(order).map(({ offer }) => offer.lineId))
  const held = order.lines.filter(
    (one) => !swapped.has(one.id) && waitingQuantity(one) + allocatedQuantity(one) > 0,
  )
  const isHeld = held.includes(line) || isOfStock(line)
  return isHeld && held.length > 0 ? held : [line]
}

/** Its own promise, whatever it is held with. */
export const ownDate = ({ backorder }: Line): Day | null => backorder?.promise?.shipsBy ?? null

/**
 * The line's own promise when a date of it was told last: what the merchant's next statement of it is
 * measured against. What was told is the group's date, where it is held with others.
 */
export function toldOwnDate(order: OrderState, lineId: string): Day | null | undefined {
  const { undatedAt = '' } = order.lines.find(({ id }) => id === lineId) ?? {}
  const said = order.said.findLast(
    ({ at, told }) => at > undatedAt && toldOf(order, told, lineId) !== undefined,
  )
  if (!said) return undefined
  const day = toldOf(order, said.told, lineId)
  return day === ownValue(said.told.dates, lineId) ? toldOwn(said.told, lineId) : day
}

/** The same, of one message. */
export function toldOwn(
  told: OrderState['said'][number]['told'],
  lineId: string,
): Day | null | undefined {
  const own = told.own && ownValue(told.own, lineId)
  return own === undefined ? ownValue(told.dates, lineId) : own
}

/** Every change, of the line or of what it is held with, since its reader was told a date. */
export const untoldChanges = (
  order: OrderState,
  line: Line,
  { split }: Pick<SaidRules, 'split'>,
): PromiseChange[] =>
  heldWith(order, line, split).flatMap(({ id, backorder }) => {
    const history = backorder?.history ?? []
    const told = toldOwnDate(order, id)
    const at = told === undefined ? -1 : history.findLastIndex((one) => one.shipsBy === told)
    return history.slice(at + 1)
  })
