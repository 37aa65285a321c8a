import type { Line, OrderState } from './order.ts'
import { takenBy } from './removed-units.ts'

/**
 * Of how many units of a line its reader knows: what is ordered, and with it what an update took off
 * once that was told as gone, or was cancelled by name before. "1 of 3" in one word and "1 of 2" in
 * the next would be a riddle, and the last one left of three is never all that was ordered. Not what
 * was added and taken off again before anybody heard of it.
 */
export function knownUnits(order: OrderState, { id, quantity }: Line): number {
  const { said } = order
  const isTold = (eventId: string) => said.some(({ told }) => told.removed?.includes(eventId))
  return takenBy(order)
    .flatMap(({ removal: { eventId }, lines }) =>
      lines.filter((line) => line.id === id && ((line.wasCancelled ?? 0) > 0 || isTold(eventId))),
    )
    .reduce((most, { from }) => Math.max(most, from), quantity)
}
