import type { CameIn } from '../backorder.ts'
import {
  allocatedQuantity,
  type Day,
  type Line,
  type OrderState,
  ownValue,
  waitingQuantity,
} from '../order.ts'
import type { Said } from '../said.ts'
import type { SaidRules } from '../said-date.ts'
import { takenOffers } from '../substitute.ts'

/** The part of a line that has come while others of it wait, with the date that is its own. */
export type CameInPart = { line: Line; quantity: number } & Pick<CameIn, 'shipsBy'>

/**
 * Nothing is a part by itself where all is kept for all, nor of what is to be swapped for what was
 * chosen: what has come leaves with the rest there, by the rest's date, or not at all.
 */
export function cameInParts(order: OrderState, { split }: Pick<SaidRules, 'split'>): CameInPart[] {
  if (split === 'hold') return []
  const parts = order.lines.flatMap((line) => {
    const { came } = line.backorder ?? {}
    const quantity = allocatedQuantity(line)
    if (!came || quantity === 0 || waitingQuantity(line) === 0) return []
    return [{ line, quantity, shipsBy: came.shipsBy }]
  })
  if (parts.length === 0) return parts
  const swapped = new Set(takenOffers(order).map(({ offer }) => offer.lineId))
  return parts.filter(({ line }) => !swapped.has(line.id))
}

/** Who told that date first: of the part itself, or of the whole line before any of it had come. */
export const cameInTelling = (
  { said }: OrderState,
  { line, shipsBy }: Pick<CameInPart, 'line' | 'shipsBy'>,
): Said | undefined =>
  said.find(({ told: { came = {}, dates } }) =>
    [came, dates].some((days) => Object.hasOwn(days, line.id) && days[line.id] === shipsBy),
  )

/** What was told of that part before a message. */
export function cameInBefore({ said }: OrderState, lineId: string, { key }: Said): Day | null {
  const at = said.findIndex((one) => one.key === key)
  for (const { told } of said.slice(0, Math.max(0, at)).reverse()) {
    const day = ownValue(told.came ?? {}, lineId) ?? ownValue(told.dates, lineId)
    if (day !== undefined) return day
  }
  return null
}
