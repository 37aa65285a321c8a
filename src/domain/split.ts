import {
  type OrderState,
  openQuantity,
  type SplitPolicy,
  shippedShipments,
  waitingQuantity,
} from './order.ts'
import type { Policy } from './policy.ts'

export type Split = Exclude<SplitPolicy, 'ask'>

/**
 * Whether the shopper was asked how the order ships, whatever came of it. Not read from the policy
 * alone: the answer takes the place of the question, and could then never be changed.
 */
export const asksSplit = (order: OrderState, policy: Policy): boolean =>
  chosenSplit(order) !== null || (order.split ?? policy.split) === 'ask'

/** The shopper's answer; null while there is none, or where the merchant settled it since. */
export const chosenSplit = ({ splitChosen, split }: OrderState): Split | null =>
  splitChosen && splitChosen.split === split ? splitChosen.split : null

/**
 * Whether it can be chosen now. Until something has shipped: after that "all in one package" is a
 * wish that nobody can keep. And only while it makes a difference.
 */
export const mayChooseSplit = (order: OrderState, policy: Policy): boolean =>
  asksSplit(order, policy) && shippedShipments(order).length === 0 && comesApart(order)

/** What is open would leave on different days: some of it is here, or the dates differ. */
function comesApart(order: OrderState): boolean {
  const days = new Set<string>()
  for (const line of order.lines) {
    const waiting = waitingQuantity(line)
    if (openQuantity(line) > waiting) days.add('here')
    if (waiting > 0) days.add(line.backorder?.promise?.shipsBy ?? 'no date')
  }
  return days.size > 1
}
