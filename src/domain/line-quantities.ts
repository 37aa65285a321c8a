import { type Backorder, keptOf, type Line, openQuantity, waitingQuantity } from './order.ts'

/**
 * Sets what is ordered of a line. Less of it takes back what was added and is in stock, then what
 * waits, as a cancellation does; the backorder shrinks with it, or stock that comes for what is left
 * would not end its wait. More of it gives back first what an update took of what waited: a shop that
 * lowers a line and raises it again has not found any. A line that is removed keeps its backorder,
 * for when it is put back.
 */
export function orderQuantity(line: Line, quantity: number) {
  const { backorder } = line
  const more = quantity - line.quantity
  if (backorder && quantity > 0 && line.quantity > 0 && more !== 0)
    if (more > 0) raiseBackorder(backorder, more)
    else lowerBackorder(line, backorder, quantity)
  line.quantity = quantity
}

function raiseBackorder(backorder: Backorder, more: number) {
  const { lowered = 0, added = 0 } = backorder.edited ?? {}
  const back = Math.min(more, lowered)
  backorder.quantity += back
  backorder.edited = { lowered: lowered - back, added: added + more - back }
}

function lowerBackorder(line: Line, backorder: Backorder, quantity: number) {
  const { lowered = 0, added = 0 } = backorder.edited ?? {}
  const fewer = line.quantity - quantity
  const ofAdded = Math.min(fewer, added, stockLeftOf(line))
  const ofWaiting = Math.min(fewer - ofAdded, waitingQuantity(line))
  backorder.quantity -= ofWaiting
  // What shipped of the stock stays of the stock: then it is what had come that is needed no more.
  const ofStock = Math.max(0, line.shipped - earlyOf(line) - shippedGivenOf(line))
  if (ofStock > 0)
    backorder.quantity = Math.min(backorder.quantity, Math.max(0, quantity - ofStock))
  backorder.edited = { lowered: lowered + ofWaiting, added: added - ofAdded }
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
  delete backorder.edited
  const found = Math.max(0, inStockOf(line) - before)
  const early = earlyOf(line)
  setCount(line, 'shippedEarly', early - found)
  setCount(line, 'shippedGiven', (backorder.shippedGiven ?? 0) - Math.max(0, found - early))
  countEarly(line)
}

/** Sets how many have shipped. Taken back are first those that went out of their turn. */
export function shippedQuantity(line: Line, shipped: number) {
  const back = Math.max(0, line.shipped - shipped)
  const more = Math.max(0, shipped - line.shipped)
  const early = earlyOf(line)
  const given = shippedGivenOf(line)
  const ofGiven = Math.min(Math.max(0, more - stockLeftOf(line)), givenLeftOf(line))
  line.shipped = shipped
  if (line.backorder) setCount(line, 'shippedGiven', given + ofGiven - Math.max(0, back - early))
  if (back > 0) setCount(line, 'shippedEarly', early - back)
  countEarly(line)
}

/** What shipped beyond what was in stock and what had come, at that time, is of what waits. */
function countEarly(line: Line) {
  if (!line.backorder) return
  const known = inStockOf(line) + keptOf(line.backorder) + earlyOf(line)
  if (line.shipped > known) setCount(line, 'shippedEarly', earlyOf(line) + line.shipped - known)
}

/**
 * Of the units that stock came for, those that have shipped. Counted as they ship: what was in stock
 * goes first, and by the sums alone it could not be told later which of them went.
 */
export function shippedGivenOf(line: Line): number {
  const { backorder, shipped } = line
  if (!backorder) return 0
  const beyond = Math.min(ownOf(backorder), shipped - inStockOf(line) - earlyOf(line))
  return Math.max(backorder.shippedGiven ?? 0, beyond, 0)
}

/** And those that lie here for it: of what is cancelled, they go last. */
export function givenLeftOf(line: Line): number {
  const { backorder } = line
  if (!backorder) return 0
  return Math.max(0, Math.min(ownOf(backorder) - shippedGivenOf(line), hereOf(line)))
}

/** What came for it and is of the SKU that it has now. */
const ownOf = (backorder: Backorder): number => keptOf(backorder) - (backorder.swapped ?? 0)

/** That its SKU is another now: what had come for it was of the old one, and is others' to have. */
export function swapUnits(line: Line) {
  const units = givenLeftOf(line)
  if (line.backorder && units > 0) line.backorder.swapped = (line.backorder.swapped ?? 0) + units
}

const hereOf = (line: Line): number => openQuantity(line) - waitingQuantity(line)

const stockLeftOf = (line: Line): number => hereOf(line) - givenLeftOf(line)

function setCount({ backorder }: Line, name: 'shippedEarly' | 'shippedGiven', units: number) {
  if (!backorder) return
  if (units > 0) backorder[name] = units
  else delete backorder[name]
}

export const earlyOf = ({ backorder }: Line): number => backorder?.shippedEarly ?? 0

const inStockOf = ({ quantity, backorder }: Line): number =>
  Math.max(0, quantity - (backorder?.quantity ?? 0))
