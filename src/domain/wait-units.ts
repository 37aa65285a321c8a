import {
  allocatedQuantity,
  type Line,
  openQuantity,
  type SplitPolicy,
  waitingQuantity,
} from './order.ts'

/**
 * How many of a line its wait is about: what its date is the date of, and what news of it names. Units
 * that stock has come for leave on a day of their own; unless all is kept for all, where they wait as
 * well. What silence ends is all that has not left: that is the clock's (`DelayClock.quantity`).
 *
 * Never what was ordered of it: of three of which two have left, "3" would be cancelled twice over.
 */
export function unitsInWait(line: Line, split: SplitPolicy): number {
  const waiting = waitingQuantity(line)
  return waiting === 0 || split === 'hold' ? openQuantity(line) : waiting
}

/**
 * All that is left of it was in stock, though others of it were on backorder once: the date that the
 * line has was that of those, and is nobody's any more.
 */
export const isOfStock = (line: Line): boolean =>
  openQuantity(line) > 0 && waitingQuantity(line) + allocatedQuantity(line) === 0
