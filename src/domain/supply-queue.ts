import { dayOf } from './calendar.ts'
import type { Instant } from './order.ts'

/**
 * The order in which waiting lines of one SKU are served: by `epoch`, then by `rank`. The rank says
 * who comes first by right (priority, order date, first come); the epoch keeps whoever was told a
 * date in front of a newcomer that has a better rank. Two numbers instead of one position, for a
 * position would have to be written anew for everybody behind whoever joins or leaves.
 */
export type Place = { epoch: number; rank: string }

/** A line that waits. `countedAt`: since when it is missing from the stock. */
export type Entry = Place & { quantity: number; isTold: boolean; countedAt: Instant }

/**
 * Units that have come and are not yet given out: for whoever waited by `until`. `unaccounted` are
 * those that came or were given out and that no supply was told to be short of: a level that rose
 * before its receipt is heard of, a receipt that names no supply, stock that the merchant gave out
 * itself. They are of what comes next, or everybody behind would be dated by units that are gone.
 * Negative where the receipt came first.
 */
export type Pool = { left: number; until: Instant; unaccounted: number }

/** What is still to come of the SKU, in the order in which it is given out. */
export type Coming = {
  supplyId: string
  supplier: string | null
  expectedAt: string | null
  remaining: number
}

/** What a line takes its date from: units that are here, a supply, or nothing that is known. */
export type Assignment = {
  isHere: boolean
  supply: Coming | null
}

/** Units ahead of a place: all, and those that may take of what is here. */
export type Ahead = { units: number; eligible: number }

const PRIORITY_MAX = 1_000_000

/** Fixed in width, so that its text sorts alike in both databases and here; `joined` breaks ties. */
export const rankOf = (order: { priority: number; placedAt: Instant }, joined: number): string =>
  `${rightOf(order)} ${String(joined).padStart(10, '0')}`

/** The part of a rank that is the order's own: while it is the same, a line keeps its rank. */
export const rightOf = ({ priority, placedAt }: { priority: number; placedAt: Instant }): string =>
  `${String(PRIORITY_MAX - priority).padStart(7, '0')} ${placedAt}`

export const isOfRight = (rank: string, right: string) => rank.startsWith(`${right} `)

/** Whether the merchant put an order before others by its priority, and not by its date. */
export const isRaised = (rank: string, right: string) => right.slice(0, 7) < rank.slice(0, 7)

export const unitsOf = (entries: readonly { quantity: number }[]): number =>
  entries.reduce((all, { quantity }) => all + quantity, 0)

export function comparePlaces(a: Place, b: Place): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch
  return a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1
}

/**
 * The epoch of a newcomer: behind everybody of a better rank and everybody who was told a date, and
 * before the rest. `stopper` is the last such entry of the queue. Entries behind it and in its epoch
 * (`lifts`) go to the newcomer's, or they would stand before it by their epoch alone; and whoever is
 * behind those goes one further, or some of them would overtake others that nobody has moved.
 */
export function epochBehind(
  stopper: Place | null,
  rank: string,
): { epoch: number; lifts: boolean } {
  if (!stopper) return { epoch: 0, lifts: false }
  if (stopper.rank < rank) return { epoch: stopper.epoch, lifts: false }
  return { epoch: stopper.epoch + 1, lifts: true }
}

/** By the day on which it is expected; what has none comes last. Days, for hours are no plan. */
export function sortComing<C extends Coming>(supplies: readonly C[], timeZone: string): C[] {
  const dayIn = ({ expectedAt }: C) => (expectedAt === null ? '9999' : dayOf(expectedAt, timeZone))
  return [...supplies].sort((a, b) => {
    const [first, second] = [dayIn(a), dayIn(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.supplyId < b.supplyId ? -1 : 1
  })
}

export const remainingOf = (coming: readonly Coming[]): number =>
  coming.reduce((all, { remaining }) => all + remaining, 0)

/**
 * How many units that came without a name are still taken for units of what is to come, after a
 * receipt. At most as many as are to come: what came before a supply was announced is none of it. And
 * if units of a supply come by its name, those that had been taken for the same were not of it.
 * `coming` is what was to come before the receipt.
 */
export function presumedOf(
  presumed: number,
  coming: readonly Coming[],
  named: { supplyId: string; units: number } | null,
): number {
  if (!named) return Math.min(presumed, remainingOf(coming))
  const at = coming.findIndex(({ supplyId }) => supplyId === named.supplyId)
  const supply = coming[at]
  if (!supply) return presumed
  const before = remainingOf(coming.slice(0, at))
  const ofIt = Math.max(0, Math.min(presumed - before, supply.remaining))
  return presumed - Math.max(0, ofIt - Math.max(0, supply.remaining - named.units))
}

/** How many of its units a line takes of those that are here. */
export function takenFromPool(ahead: Ahead, entry: Taking, pool: Pool): number {
  if (!isEligible(entry, pool)) return 0
  return Math.max(0, Math.min(entry.quantity, pool.left - ahead.eligible))
}

/**
 * What the last unit of a line comes from: units go to the queue in its order, those that are here
 * first, then one supply after the other.
 */
export function assign(
  ahead: Ahead,
  entry: Taking,
  { pool, coming }: { pool: Pool; coming: readonly Coming[] },
): Assignment {
  const here = takenFromPool(ahead, entry, pool)
  if (here === entry.quantity) return { isHere: true, supply: null }

  const takenAhead = Math.min(pool.left, ahead.eligible)
  let unit = pool.unaccounted + ahead.units - takenAhead + entry.quantity - here
  // Received, and not yet told of by a level: neither here nor to come. It keeps the date it has.
  if (unit <= 0) return { isHere: true, supply: null }
  for (const supply of coming) {
    if (unit <= supply.remaining) return { isHere: false, supply }
    unit -= supply.remaining
  }
  return { isHere: false, supply: null }
}

type Taking = Pick<Entry, 'quantity' | 'countedAt'>

/** What is ahead of whoever comes next. */
export const pass = (ahead: Ahead, entry: Taking, pool: Pool): Ahead => ({
  units: ahead.units + entry.quantity,
  eligible: ahead.eligible + (isEligible(entry, pool) ? entry.quantity : 0),
})

const isEligible = ({ countedAt }: Taking, { until }: Pool) => countedAt <= until

/**
 * The pool after an arrival. What was left over when everybody who could have it was served went
 * into the shop's stock, and is not given out a second time.
 */
export function afterArrival(
  pool: Pool,
  arrival: { quantity: number; until: Instant },
  eligibleUnits: number,
): Pool {
  const owed = Math.min(pool.left, eligibleUnits)
  const until = arrival.until > pool.until ? arrival.until : pool.until
  return { ...pool, left: owed + arrival.quantity, until }
}

/**
 * What a level says has come: the units that waited when it was taken, beyond those that it says
 * are missing. A line that it counted and that we hear of later adds to both.
 */
export const coveredByLevel = (counted: number, missing: number) => Math.max(0, counted - missing)
