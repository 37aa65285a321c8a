import { knownUnits } from '../domain/known-units.ts'
import { allocatedQuantity, type Line, openQuantity, type SplitPolicy } from '../domain/order.ts'
import { unitsInWait } from '../domain/wait-units.ts'
import type { Scene } from './scene.ts'

/** How many of a line a sentence is true of; null, or none of it: it is named without a count. */
export type Units = (line: Line) => number | null

/** Of what is still to come: what waits, and where nothing waits, what has not left. */
export const unitsToCome =
  (split: SplitPolicy): Units =>
  (line) =>
    unitsInWait(line, split)

/** All that has not left, whatever it waits for. */
export const openUnits: Units = openQuantity

/** What has come of a line of which others wait. */
export const unitsCome: Units = allocatedQuantity

export const allUnits: Units = () => null

/** These quantities; a line that stands in several of them is counted together. */
export function unitsOf(parts: readonly { line: Line; quantity: number }[]): Units {
  const counts = new Map<string, number>()
  for (const { line, quantity } of parts) counts.set(line.id, (counts.get(line.id) ?? 0) + quantity)
  return (line) => counts.get(line.id) ?? 0
}

/** Names what these quantities are of. */
export const nameOf =
  ({ itemName }: Pick<Scene, 'itemName'>, units: Units): Scene['itemName'] =>
  (lines, max) =>
    itemName(lines, max, units)

/**
 * So many units, and of how many: null where they are all that its reader knows of, and so need no
 * count. What is told as taken off by this very message counts as known.
 */
export function partOf(
  line: Line,
  units: Units,
  { order, facts }: Pick<Scene, 'order' | 'facts'>,
): { quantity: number; total: number } | null {
  const quantity = units(line) ?? 0
  const removed = facts.cancelled.find(({ lineId }) => lineId === line.id)?.removed ?? 0
  const total = Math.max(knownUnits(order, line), line.quantity + removed)
  return quantity > 0 && quantity < total ? { quantity, total } : null
}
