import { keptOf, type Line, waitingQuantity } from './order.ts'

/**
 * Sets what is ordered of a line. Less of it is taken from what waits first, as a cancellation is;
 * the backorder shrinks with it, or stock that comes for what is left would not end its wait. A line
 * that is removed keeps its backorder, for when it is put back.
 */
export function orderQuantity(line: Line, quantity: number) {
  const fewer = line.quantity - quantity
  if (line.backorder && fewer > 0 && quantity > 0)
    line.backorder.quantity -= Math.min(fewer, waitingQuantity(line))
  line.quantity = quantity
}

/**
 * Sets how many of a line are on backorder. Of fewer than said before, the others were in stock all
 * along, and so were as many of those that had shipped.
 */
export function backorderQuantity(line: Line, quantity: number) {
  const { backorder } = line
  if (!backorder) return
  const before = inStockOf(line)
  backorder.quantity = quantity
  const found = Math.max(0, inStockOf(line) - before)
  setEarly(line, earlyOf(line) - found)
  countEarly(line)
}

/** Sets how many have shipped. Taken back are first those that went out of their turn. */
export function shippedQuantity(line: Line, shipped: number) {
  const back = Math.max(0, line.shipped - shipped)
  line.shipped = shipped
  if (back > 0) setEarly(line, earlyOf(line) - back)
  countEarly(line)
}

/** What shipped beyond what was in stock and what had come, at that time, is of what waits. */
function countEarly(line: Line) {
  if (!line.backorder) return
  const known = inStockOf(line) + keptOf(line.backorder) + earlyOf(line)
  if (line.shipped > known) setEarly(line, earlyOf(line) + line.shipped - known)
}

function setEarly({ backorder }: Line, units: number) {
  if (!backorder) return
  if (units > 0) backorder.shippedEarly = units
  else delete backorder.shippedEarly
}

const earlyOf = ({ backorder }: Line): number => backorder?.shippedEarly ?? 0

const inStockOf = ({ quantity, backorder }: Line): number =>
  Math.max(0, quantity - (backorder?.quantity ?? 0))
