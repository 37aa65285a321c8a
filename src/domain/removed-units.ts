import { type OrderState, type Removal, shippedShipments } from './order.ts'

type Quantity = { lineId: string; quantity: number }
export type RemovedNow = {
  removal: Removal
  lines: Quantity[]
  /** With what had been cancelled of these lines before by its name, and went from the order with it. */
  all: Quantity[]
}

/**
 * What each update that lowered a line still takes off it, in their order. What was put back is there
 * again; and of units that were taken off twice, as they had come back between, the last one is how
 * they went: nothing is counted for two.
 */
export function removedNow(order: OrderState): RemovedNow[] {
  if (!order.removals?.length) return []
  // Units of a line are numbered from the first: those above what is ordered now are gone.
  const counted = new Map(order.lines.map(({ id, quantity }) => [id, quantity]))
  return takenBy(order)
    .toReversed()
    .map(({ removal, lines }) => {
      const found = lines.map(({ id, quantity, from, wasCancelled = 0 }) => {
        const upTo = Math.max(counted.get(id) ?? 0, from - quantity - wasCancelled)
        const gone = Math.max(0, from - upTo)
        if (gone > 0) counted.set(id, from)
        // What was cancelled by its name is what comes back last.
        return { lineId: id, gone, fresh: Math.max(0, gone - wasCancelled) }
      })
      return {
        removal,
        lines: present(found.map(({ lineId, fresh }) => ({ lineId, quantity: fresh }))),
        all: present(found.map(({ lineId, gone }) => ({ lineId, quantity: gone }))),
      }
    })
    .toReversed()
}

const present = (lines: readonly Quantity[]) => lines.filter(({ quantity }) => quantity > 0)

/**
 * What each update took, in their order, by all that is known of its packages now: not what left all
 * the same, before it or after, while that is in no package taken back. Nor what an update had added
 * and no word can have told of meanwhile: for its reader that was never on the order.
 */
export function takenBy(order: OrderState): Taken[] {
  const { removals = [] } = order
  const over = overPacked(order)
  return removals
    .toReversed()
    .map((removal) => ({
      removal,
      lines: removal.lines.map((line) => {
        const { id, held = 0, wasCancelled = 0 } = line
        const unheard = unheardOf(order, line)
        const taken = line.quantity - unheard + held
        const left = over.get(id) ?? 0
        const stays = Math.min(taken, left)
        // And what had been cancelled by its name, and was only carried out by the update.
        const named = Math.min(wasCancelled, left - stays)
        if (left > 0) over.set(id, left - stays - named)
        return {
          ...line,
          quantity: taken - stays,
          from: line.from - unheard,
          ...(named > 0 && { wasCancelled: wasCancelled - named }),
        }
      }),
    }))
    .toReversed()
}

const unheardOf = ({ said }: OrderState, { raised = [] }: Removal['lines'][number]): number =>
  raised
    .filter(({ since, until }) => !said.some(({ at }) => at >= since && at < until))
    .reduce((all, { quantity }) => all + quantity, 0)

type Taken = { removal: Removal; lines: Removal['lines'] }

/** Packages hold so many more of each line than are ordered: they left with what was taken off. */
function overPacked(order: OrderState): Map<string, number> {
  const over = new Map<string, number>()
  for (const { lines } of shippedShipments(order))
    for (const { id, quantity } of lines) over.set(id, (over.get(id) ?? 0) + quantity)
  for (const { id, quantity } of order.lines)
    if (over.has(id)) over.set(id, Math.max(0, (over.get(id) ?? 0) - quantity))
  return over
}

/**
 * How many of a line were cancelled by name and are no more on the order: an update took them off
 * with the rest. They stay cancelled for their reader, and are told as that.
 */
export function cancelledAndOff(order: OrderState, id: string): number {
  if (!order.removals?.length) return 0
  const count = (lines: readonly Quantity[]) =>
    lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)
  return removedNow(order).reduce((off, { lines, all }) => off + count(all) - count(lines), 0)
}

/** All that is cancelled of a line by name, whether or not it still stands on the order. */
export const wholeCancelled = (order: OrderState, id: string): number =>
  (order.lines.find((line) => line.id === id)?.cancelled ?? 0) + cancelledAndOff(order, id)
