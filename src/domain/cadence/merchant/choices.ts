import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import { isWaiting } from '../../order.ts'
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

/** Another article that the shopper took; the order itself is the merchant's to change. */
export const wantSubstituteChosen: MerchantRule = (order) =>
  order.substitutes.flatMap(({ lineId, chosen }) =>
    chosen
      ? [
          {
            kind: 'substitute.chosen',
            key: `substitute.chosen:${chosen.eventId}`,
            dueAt: chosen.at,
            why: `The shopper took ${chosen.sku} instead; the order has to be changed.`,
            because: because('substitute_chosen', {
              lines: [lineId],
              events: [chosen.eventId],
              sku: chosen.sku,
              chosen_at: chosen.at,
            }),
            facts: merchantFacts({ lines: [{ lineId, quantity: 1 }], chosen: chosen.sku }),
          },
        ]
      : [],
  )
