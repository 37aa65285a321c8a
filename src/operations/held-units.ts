import { sumCountedAfter } from '../db/queue.ts'
import { later } from '../domain/instant.ts'
import { afterArrival, comparePlaces, type Place, unitsOf } from '../domain/supply-queue.ts'
import { leftAt } from './counted-by-level.ts'
import { recordDecision } from './record-decision.ts'
import type { AtQueue } from './stand-in-queue.ts'

/** How many of the units that a line no longer waits for were given to it: each is told once. */
export function givenTo(at: AtQueue, lineId: string, units: number): number {
  const held = at.held.get(lineId)
  const given = Math.max(0, Math.min(units, held?.given ?? 0))
  if (held) held.given -= given
  return given
}

/**
 * Units that the merchant gave out, or shipped, are of what has come, or else of what comes next:
 * nobody moves up by them, and who is before that line has fewer to come.
 */
export function giveOut(at: AtQueue, units: number) {
  const { queue } = at
  if (isStillCounted(at)) return
  const fromPool = Math.min(units, queue.pool.left)
  queue.pool.left -= fromPool
  if (units === 0) return
  const early = units - fromPool
  queue.pool.unaccounted += early
  // The next arrival that we hear of has been given out by so many.
  if (queue.missing === null) queue.ahead += early
  // Also where all were of what is here: that may have been nobody's who waits.
  touch(at, THE_FIRST)
}

/** The walk that builds the queue has still to come by the order, and sees what it has by then. */
const isStillCounted = ({ queue, walks, order }: AtQueue): boolean =>
  !queue.isBuilt &&
  walks.some(({ kind, cursor }) => kind === 'queue_build' && cursor < order.orderId)

/**
 * The contrary: a package that was voided. Its units are not given to others at once, for they are
 * packed again as a rule, and whoever read "restocked" meanwhile would wait on. If they are not, the
 * next arrival has so many more to be given out.
 */
function takeBack(at: AtQueue, units: number) {
  const { queue } = at
  if (units === 0) return
  queue.version += 1
  queue.pool.unaccounted -= units
  if (queue.missing === null) queue.ahead -= units
  touch(at, THE_FIRST)
}

const sumOf = (units: readonly number[]) => units.reduce((all, one) => all + one, 0)

/** Before everybody. */
const THE_FIRST: Place = { epoch: -1, rank: '' }

/**
 * What no entry told of: a line that was served already has fewer of what came, or has them after
 * all. Freed units go to who waits, once more, as what has just arrived; where it turns out that they
 * had shipped, the next arrival has been given out by so many. Where levels are known they say both.
 */
export async function accountForHeld(at: AtQueue) {
  const { db, merchant, queue, now } = at
  const freed = await recordFreed(at)
  const held = [...at.held.values()]
  takeBack(at, sumOf(held.map(({ voided }) => voided)))
  if (queue.missing !== null) return expectLevel(at, freed)
  const late = sumOf(held.map(({ given }) => Math.max(0, given)))
  if (late > 0) queue.version += 1
  giveOut(at, late)
  if (freed === 0) return
  const { sku, pool, units: waiting } = queue
  const newer = await sumCountedAfter(db, merchant.id, { sku, at: pool.until })
  const until = later(now, pool.until)
  queue.pool = afterArrival(pool, { quantity: freed, until }, waiting - newer)
  queue.version += 1
  touch(at, THE_FIRST)
}

/**
 * Freed units are given on when a level says that they are here. What it says then is not of the next
 * supply; nor is what the last one said, where it spoke of them before we heard.
 */
function expectLevel(at: AtQueue, units: number) {
  const { queue, now } = at
  if (units === 0) return
  const said = Math.max(0, Math.min(units, queue.pool.unaccounted))
  queue.version += 1
  if (leftAt(at) <= queue.pool.until) queue.counted -= Math.min(units, givenSinceLevel(at))
  queue.freed = { units: queue.freed.units + units - said, at: now }
  if (said === 0) return
  queue.pool.unaccounted -= said
  touch(at, THE_FIRST)
}

/** Units that waited when the last level was taken, and that were given up since they had them. */
const givenSinceLevel = ({ before, held, queue }: AtQueue): number =>
  (before?.lines ?? [])
    .filter(({ backorder }) => (backorder?.allocation?.at ?? '') >= queue.pool.until)
    .reduce((all, { id }) => all - Math.min(0, held.get(id)?.given ?? 0), 0)

/** Kept with the order: if more of the line is ordered later, that waits, and is not here already. */
async function recordFreed(at: AtQueue): Promise<number> {
  const { services, db, merchant, now, order } = at
  const swapped = sumOf(
    [...at.held.values()].map(({ given, isSwapped }) => (isSwapped ? -given : 0)),
  )
  const lines = order.lines.flatMap(({ id, backorder }) => {
    const held = at.held.get(id)
    const quantity = held && !held.isSwapped ? -held.given : 0
    return quantity > 0 ? [{ id, quantity, total: (backorder?.freed ?? 0) + quantity }] : []
  })
  if (lines.length === 0) return swapped
  const data = { order_id: order.orderId, lines }
  at.order = await recordDecision(services, db, merchant, at, [{ type: 'queue.freed', data }], now)
  return unitsOf(lines) + swapped
}

/** Everybody from behind a place on is touched by what an order does. */
export function touch(at: AtQueue, { epoch, rank }: Place) {
  const place = { epoch, rank }
  if (!at.touched || comparePlaces(place, at.touched) < 0) at.touched = place
}
