import type { OrderState } from '../domain/order.ts'

type LineQuantity = { id: string; quantity: number }

/**
 * What the page after a press says was done. It is read from the order, and not from what this one
 * press found left to do, so that a second press answers like the first: the shopper's newest act
 * on the chosen lines, done or asked, or both where one press did both.
 */
export function shownDecision(
  { cancellations, cancellationRequest }: OrderState,
  chosen: readonly string[],
): { made: LineQuantity[]; requested: LineQuantity[] } {
  const isChosen = ({ id }: LineQuantity) => chosen.length === 0 || chosen.includes(id)
  const made = cancellations.findLast((one) => one.by === 'shopper' && one.lines.every(isChosen))
  const requested = cancellationRequest?.lines.some(isChosen) ? cancellationRequest : null
  const newest = [made?.at ?? '', requested?.at ?? ''].sort().at(-1)
  return {
    made: made && made.at === newest ? made.lines : [],
    requested: requested && requested.at === newest ? requested.lines.filter(isChosen) : [],
  }
}
