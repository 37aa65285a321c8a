import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import { isWaiting } from '../../order.ts'
import { saidRules } from '../../said-date.ts'
import { takenOffers } from '../../substitute.ts'
import { unitsInWait } from '../../wait-units.ts'
import type { MerchantRule } from './rule.ts'

/** How the shopper wants the order split, while something of it is still to be sent. */
export const wantSplitChosen: MerchantRule = (order) => {
  const { splitChosen } = order
  if (!splitChosen || !isWaiting(order)) return []
  const { eventId, at, split } = splitChosen
  return [
    {
      kind: 'split.chosen',
      key: `split.chosen:${eventId}`,
      dueAt: at,
      why: `The shopper chose how the order is sent: ${split}.`,
      because: because('split_chosen', { events: [eventId], split, chosen_at: at }),
      facts: merchantFacts({ chosen: split }),
    },
  ]
}

/**
 * Another article that the shopper took, for as many as wait: that many the page and the mails said.
 * The order itself is the merchant's to change; once it is, there is nothing to tell.
 */
export const wantSubstituteChosen: MerchantRule = (order, context) => {
  const { split } = saidRules(order, context)
  return takenOffers(order).flatMap(({ line, offer: { lineId, chosen } }) => {
    if (!chosen) return []
    const { sku, eventId, at } = chosen
    return {
      kind: 'substitute.chosen',
      key: `substitute.chosen:${eventId}`,
      dueAt: at,
      why: `The shopper took ${sku} instead; the order has to be changed.`,
      because: because('substitute_chosen', {
        lines: [lineId],
        events: [eventId],
        sku,
        chosen_at: at,
      }),
      facts: merchantFacts({
        lines: [{ lineId, quantity: unitsInWait(line, split) }],
        chosen: sku,
      }),
    }
  })
}
