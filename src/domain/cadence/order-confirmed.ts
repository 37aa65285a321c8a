import { because } from '../because.ts'
import { isWaiting, orderStatus, shippedShipments, waitingLines } from '../order.ts'
import type { Rule } from './context.ts'
import { offersOfConfirmation, tellOffers } from './delay-words.ts'
import { OVERTAKES } from './tell-shown.ts'
import { factsOf, tell } from './told.ts'

/**
 * At once, where nothing is backordered, until something ships. Not where a backorder was already
 * confirmed: the one message with dates holds the confirmation too. What stock came for before anything
 * was said has its date told here: the page shows one, and it would else pass without a word.
 */
export const wantOrderConfirmed: Rule = (order, context) => {
  const { now, reach } = context
  const { placed } = order
  if (!placed || placed.imported || waitingLines(order).length > 0) return []
  if (orderStatus(order) === 'cancelled' || shippedShipments(order).length > 0) return []
  if (!isWaiting(order) && order.lines.some((line) => line.requiresShipping)) return []
  if (
    order.said.some(({ kind }) => kind === 'backorder_confirmed' || kind === 'preorder_confirmed')
  )
    return []
  // It lay until the morning, and what was cancelled meanwhile was said in its place.
  const [first] = order.said
  if (reach === 'sms' && first && OVERTAKES.has(first.kind)) return []

  // Late already by how long the packing takes: the delay is known at the first word, which is its offer.
  const offers = offersOfConfirmation(order, context)
  return [
    {
      kind: 'order_confirmed',
      key: 'order_confirmed',
      dueAt: now,
      why: `The order was placed on ${placed.at} and nothing in it waits for stock.`,
      because: because('order_confirmed', { events: [placed.eventId], placed_at: placed.at }),
      facts: factsOf({
        offers,
        told: tellOffers(tell(order, { dates: context, allocated: true }), offers),
      }),
    },
  ]
}
