import {
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  type SubstituteOption,
  waitingLines,
  waitingQuantity,
} from './order.ts'

type Offer = OrderState['substitutes'][number]
type Taken = { line: Line; offer: Offer; option: SubstituteOption }

/**
 * Offers that can be taken: the last one of its line, while the line waits and none was taken. One
 * that holds what was chosen already asks nothing new.
 */
export const openSubstitutes = (order: OrderState): Offer[] => {
  const taken = takenOffers(order)
  return order.substitutes.filter(
    (offer) =>
      offer.chosen === null &&
      !taken.some(
        ({ offer: { lineId }, option }) =>
          lineId === offer.lineId && offer.options.some(({ sku }) => sku === option.sku),
      ) &&
      order.substitutes.findLast(({ lineId }) => lineId === offer.lineId) === offer &&
      order.lines.some((line) => line.id === offer.lineId && waitingQuantity(line) > 0),
  )
}

/** Lines that wait for what was ordered: not for the shop to swap them for what was chosen. */
export const unswappedLines = (order: OrderState): Line[] => {
  const taken = takenOffers(order)
  return waitingLines(order).filter(({ id }) => !taken.some(({ offer }) => offer.lineId === id))
}

/**
 * What was taken and is still to be swapped. The line is the merchant's to change: until its SKU is
 * the one that was chosen, the old item is what the rest of the system knows.
 */
export const takenOffers = (order: OrderState): Taken[] =>
  order.substitutes.flatMap((offer) => {
    const line = order.lines.find(({ id }) => id === offer.lineId)
    const last = order.substitutes.findLast(
      ({ lineId, chosen }) => lineId === offer.lineId && chosen,
    )
    const option = optionOf(offer, offer.chosen?.sku)
    const isPending = line && openQuantity(line) > 0 && line.sku !== option?.sku
    return line && option && isPending && last === offer ? [{ line, offer, option }] : []
  })

/**
 * Since when a line is about what was chosen instead, swapped by the shop or not yet: what was asked
 * and told before was about another article.
 */
export const chosenAt = ({ substitutes }: OrderState, lineId: string): Instant | null =>
  substitutes.findLast((offer) => offer.lineId === lineId && offer.chosen)?.chosen?.at ?? null

export type SubstituteChoice = { offer: string; sku: string }

/**
 * What a press on an option comes to. `same` is the second press, answered like the first; `stale`
 * is an offer that is over: it shipped, was cancelled, or something else was taken.
 */
export function decideSubstitute(
  order: OrderState,
  { offer: offerId, sku }: SubstituteChoice,
): 'take' | 'same' | 'stale' | 'unknown' {
  const offer = order.substitutes.find(({ eventId }) => eventId === offerId)
  if (!offer) return 'stale'
  if (!optionOf(offer, sku)) return 'unknown'
  if (offer.chosen?.sku === sku) return 'same'
  return openSubstitutes(order).includes(offer) ? 'take' : 'stale'
}

const optionOf = ({ options }: Offer, sku: string | undefined) =>
  options.find((option) => option.sku === sku)
