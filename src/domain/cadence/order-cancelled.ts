import { addWorkingDays, dayOf } from '../calendar.ts'
import type { NoticeFacts } from '../message.ts'
import { type Money, multiply, sum } from '../money.ts'
import type { Cancellation, OrderState } from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell, wasSaid } from './told.ts'

type Cancelled = NoticeFacts['cancelled'][number]

/**
 * Something was cancelled that the customer has not been told: at once, with the day by which the
 * money comes back. Nothing is said of a refund where nothing was paid.
 */
export const wantOrderCancelled: Rule = (order, context) => {
  const acts = order.cancellations.filter(({ imported }) => !imported)
  const news = unsaid(order, acts)
  const act = acts.findLast((one) => isNews(order, one, news)) ?? acts.at(-1)
  if (!act) return []

  const key = keyOf(order, act, news.length > 0)
  const cancelled =
    news.length > 0 ? news : act.lines.map(({ id, quantity }) => ({ lineId: id, quantity }))
  if (cancelled.length === 0) return []
  return [
    {
      kind: 'order_cancelled',
      key,
      dueAt: context.now,
      why: `${listLines(
        order,
        cancelled.map(({ lineId }) => lineId),
      )} cancelled by the ${act.by} on ${act.at}.`,
      facts: factsOf({
        lines: cancelled.map(({ lineId }) => lineId),
        cancelled,
        reason: act.reason,
        refund: order.paymentStatus === 'paid' ? refundOf(order, cancelled, act.at, context) : null,
        told: tell(order, { cancelled: true }),
      }),
    },
  ]
}

/** An act that no message has named, and that cancelled some of what is unsaid. */
const isNews = (order: OrderState, act: Cancellation, news: Cancelled[]) =>
  !wasSaid(order, `order_cancelled:${act.eventId}`) &&
  act.lines.some(({ id }) => news.some(({ lineId }) => lineId === id))

/** What an act cancelled only after it was told (a package was voided) is one word more. */
function keyOf(order: OrderState, { eventId }: Cancellation, isMore: boolean): string {
  const key = `order_cancelled:${eventId}`
  const told = order.said.findLast((said) => said.key === key)
  return told && isMore ? `${key}:${told.messageId}` : key
}

function unsaid(order: OrderState, acts: readonly Cancellation[]): Cancelled[] {
  const named = new Set(acts.flatMap(({ lines }) => lines.map(({ id }) => id)))
  return order.lines
    .filter(({ id }) => named.has(id))
    .map(({ id, cancelled }) => ({
      lineId: id,
      quantity: cancelled - saidQuantity(order, 'cancelled', id),
    }))
    .filter(({ quantity }) => quantity > 0)
}

/** Null amount where a price is not known: "your refund" then, never a wrong sum. */
function refundOf(
  order: OrderState,
  cancelled: readonly Cancelled[],
  at: string,
  { policy, merchantZone, country }: CadenceContext,
): { amount: Money | null; dueOn: string } {
  const prices = cancelled.map(({ lineId, quantity }) => {
    const price = order.lines.find(({ id }) => id === lineId)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  const amount = prices.includes(null) ? null : sum(prices as Money[])
  return { amount, dueOn: addWorkingDays(dayOf(at, merchantZone), policy.refund_days, country) }
}
