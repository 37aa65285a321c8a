import { because } from '../because.ts'
import { addHours } from '../instant.ts'
import type { Notice } from '../message.ts'
import type { OrderState, Removal } from '../order.ts'
import { refundFor } from './cancelled.ts'
import type { CadenceContext } from './context.ts'
import { factsOf, listLines, tell, wasSaid } from './told.ts'

/**
 * A line that the shop took off the order is gone for its reader, whatever the shop calls it: told
 * like any other cancellation, at once and once, with what comes back. Not to who had heard nothing
 * yet: the first word will be of the order as it is.
 */
export const wantRemoved = (order: OrderState, context: CadenceContext): Notice[] =>
  (order.removals ?? [])
    .filter((removal) => !removal.imported && isNews(order, removal, context))
    .flatMap((removal) => noticeOf(order, removal, context))

/** What was taken off before we kept such facts is found when an order is folded anew: long past. */
const isNews = ({ said }: OrderState, { at }: Removal, { now }: CadenceContext) =>
  at >= addHours(now, -NEWS_HOURS) && said.some((one) => one.at <= at)

const NEWS_HOURS = 14 * 24

function noticeOf(order: OrderState, removal: Removal, context: CadenceContext): Notice[] {
  const { eventId, at, isExchange } = removal
  const key = `order_cancelled:${eventId}`
  const cancelled = stillGone(order, removal)
  // Said by mail it stays wanted for a text that waits for the morning; put back, neither.
  if (cancelled.length === 0) return []
  const lines = cancelled.map(({ lineId }) => lineId)
  return [
    {
      kind: 'order_cancelled',
      key,
      dueAt: wasSaid(order, key) ? at : context.now,
      why: `${listLines(order, lines)} taken off the order by the merchant on ${at}.`,
      because: because('order_cancelled', {
        lines,
        cancelled: Object.fromEntries(cancelled.map((one) => [one.lineId, one.quantity])),
        events: [eventId],
        by: 'merchant',
        cancelled_at: at,
      }),
      facts: factsOf({
        lines,
        cancelled,
        // Where something else took its place, what comes back is the shop's sum to make.
        refund: isExchange ? null : refundFor(order, cancelled, at, context),
        told: tell(order, {}),
      }),
    },
  ]
}

const stillGone = (order: OrderState, { lines }: Removal) =>
  lines.flatMap(({ id, quantity, from }) => {
    const now = order.lines.find((line) => line.id === id)?.quantity ?? 0
    const gone = Math.min(quantity, from - now)
    return gone > 0 ? [{ lineId: id, quantity: gone }] : []
  })
