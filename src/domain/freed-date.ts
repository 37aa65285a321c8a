import type { CadenceContext } from './cadence/context.ts'
import { handlingOf, packedBy } from './handling-time.ts'
import { type Day, type Instant, type Line, type OrderState, ownValue } from './order.ts'
import { heldWith, type SaidRules } from './said-date.ts'

/**
 * By when a line in stock ships that was kept for the rest and is no longer: what it waited for was
 * cancelled, left without it, or all is not held for all any more. It is here, so it takes the handling
 * time from then on, and at most until the day that was told of it; once those days are over the day
 * told still stands. Null for what never had a date, or had to be told that there is none.
 *
 * To go by the missing promise instead would tell of what is being packed that it has no date, and
 * cancel it.
 */
export function freedDate(
  order: OrderState,
  line: Line,
  { since, context, rules }: { since: Instant | null; context: CadenceContext; rules: SaidRules },
): Day | null {
  if (line.backorder !== null) return null
  const telling = order.said.findLast(({ told }) => Object.hasOwn(told.dates, line.id))
  const told = telling && ownValue(telling.told.dates, line.id)
  if (!telling || !told || told < rules.today || telling.at <= (since ?? '')) return null
  if (heldWith(order, line, rules.split).some((one) => one !== line)) return null

  const freedAt = lastFreeing(order, telling.at)
  if (!freedAt) return told
  const packedOn = packedBy(freedAt, handlingOf([line], context))
  return packedOn >= rules.today && packedOn < told ? packedOn : told
}

/** The last that may have freed it after a moment, as far as it has one: a changed policy has none here. */
export const lastFreeing = (order: OrderState, after: Instant): Instant | null =>
  [
    ...(order.splitChosen ? [order.splitChosen.at] : []),
    ...[...order.cancellations, ...(order.removals ?? [])].map(({ at }) => at),
    ...order.shipments.flatMap(({ shippedAt }) => shippedAt ?? []),
  ]
    .filter((at) => at > after)
    .sort()
    .at(-1) ?? null
