import { type OrderState, ownValue } from '../order.ts'
import { type RemovedNow, removedNow, takenBy, wholeCancelled } from '../removed-units.ts'
import type { Said } from '../said.ts'
import { saidQuantity } from './told.ts'

type Removed = Pick<RemovedNow, 'removal'>

export const keyOf = (one: Removed | undefined) => `order_cancelled:${one?.removal.eventId}`

/** By which word it was told that an update took something off: its own, or one that summed several. */
export const tellingOf = ({ said }: OrderState, one: Removed): string | undefined =>
  said.find(({ key, told }) => key === keyOf(one) || told.removed?.includes(one.removal.eventId))
    ?.key

export const isTold = (order: OrderState, removal: Removed['removal']): boolean =>
  tellingOf(order, { removal }) !== undefined

/**
 * How many of a line were told as gone, and have been put back since and not been told so: less what
 * went again meanwhile, of which no word told either. Of that nothing is to be said at all.
 */
export function backUntold(order: OrderState, id: string): number {
  if (!order.removals?.length) return 0
  const goneAgain = removedNow(order)
    .filter(({ removal }) => !isTold(order, removal))
    .reduce((all, { lines }) => all + countOf(lines, id), 0)
  return backUnsaid(order, id) - goneAgain
}

/** What updates took off, without what only went again: it is gone as it was told before. */
export function withoutBack(order: OrderState, removed: readonly RemovedNow[]): RemovedNow[] {
  const back = new Map<string, number>()
  return removed.map((one) => {
    if (isTold(order, one.removal)) return one
    const lines = one.lines.flatMap(({ lineId, quantity }) => {
      const known = back.get(lineId) ?? Math.max(0, backUnsaid(order, lineId))
      back.set(lineId, Math.max(0, known - quantity))
      return quantity > known ? [{ lineId, quantity: quantity - known }] : []
    })
    return { ...one, lines }
  })
}

const backUnsaid = (order: OrderState, id: string): number =>
  wordsOfBack(order).reduce(
    (all, { told: { backAgain = {} } }) => all - (ownValue(backAgain, id) ?? 0),
    putBack(order, id),
  )

/** Of what left the line, with an update that was told or cancelled by its name, and is there again. */
function putBack(order: OrderState, id: string): number {
  const now = removedNow(order)
  const back = takenBy(order).map(({ removal, lines }, n) => {
    const { lines: fresh = [], all = [] } = now[n] ?? {}
    const own = lines.filter((line) => line.id === id)
    const taken = own.reduce((sum, line) => sum + line.quantity, 0)
    const named = own.reduce((sum, line) => sum + (line.wasCancelled ?? 0), 0)
    return {
      fresh: isTold(order, removal) ? taken - countOf(fresh, id) : 0,
      named: named - (countOf(all, id) - countOf(fresh, id)),
    }
  })
  const fresh = back.reduce((sum, one) => sum + one.fresh, 0)
  const named = back.reduce((sum, one) => sum + one.named, 0)
  // What came back before a word went was never told as gone.
  const gone = now
    .filter(({ removal }) => isTold(order, removal))
    .reduce((all, { lines }) => all + countOf(lines, id), 0)
  const more = saidQuantity(order, 'cancelled', id) - wholeCancelled(order, id)
  return (
    Math.min(fresh, Math.max(0, toldTaken(order, id) - gone)) + Math.min(named, Math.max(0, more))
  )
}

const toldTaken = ({ said }: OrderState, id: string): number =>
  [...new Map(said.map(({ key, told }) => [key, told])).values()].reduce(
    (all, { taken = {} }) => all + (ownValue(taken, id) ?? 0),
    0,
  )

/** The words that told so, each once, though it went by mail and as a text. */
export const wordsOfBack = ({ said }: OrderState): Said[] => [
  ...new Map(said.filter(({ told }) => told.backAgain).map((one) => [one.key, one])).values(),
]

const countOf = (lines: RemovedNow['lines'], id: string): number =>
  lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)
