import { type Line, openQuantity, type SplitPolicy } from '../domain/order.ts'
import { unitsInWait } from '../domain/wait-units.ts'
import type { Scene } from './scene.ts'

/** How many of a line a sentence is true of, and of how many; null: of all of it. */
export type Units = (line: Line) => { quantity: number; total: number } | null

/** Of what is still to come: what waits, and where nothing waits, what has not left. */
export const unitsToCome =
  (split: SplitPolicy): Units =>
  (line) =>
    part(line, unitsInWait(line, split))

/** All that has not left, whatever it waits for. */
export const openUnits: Units = (line) => part(line, openQuantity(line))

export const allUnits: Units = () => null

/** These quantities; a line that stands in several of them is counted together. */
export function unitsOf(parts: readonly { line: Line; quantity: number }[]): Units {
  const counts = new Map<string, number>()
  for (const { line, quantity } of parts) counts.set(line.id, (counts.get(line.id) ?? 0) + quantity)
  return (line) => part(line, counts.get(line.id) ?? 0)
}

/** Names what these quantities are of. */
export const nameOf =
  ({ itemName }: Pick<Scene, 'itemName'>, units: Units): Scene['itemName'] =>
  (lines, max) =>
    itemName(lines, max, units)

const part = (line: Line, quantity: number) =>
  quantity > 0 && quantity < line.quantity ? { quantity, total: line.quantity } : null
