import type { EvidencePack } from './evidence.ts'
import { toInstant } from './instant.ts'
import { type Money, multiply, sum } from './money.ts'
import type { OrderState } from './order.ts'
import type { AnyEvent } from './own-event.ts'
import { type RefundRules, refundDeadline } from './refund-owed.ts'

type Pack = EvidencePack

/** What was cancelled, by whom and why, with the day by which its money had to be back. */
export function evidenceCancellations(
  order: OrderState,
  rules: RefundRules,
): Pack['cancellations'] {
  const isPaid = order.paymentStatus === 'paid'
  const acts = order.cancellations.filter(({ lines }) => lines.length > 0)
  return acts.map(({ eventId, at, by, lines, reason, cause }) => ({
    event_id: eventId,
    at,
    by,
    lines: lines.map(({ id, quantity }) => ({ line_id: id, quantity })),
    reason,
    cause: cause ?? null,
    refund_due_on: isPaid ? refundDeadline(at, rules) : null,
    refund_amount: isPaid ? goodsTotal(order, lines) : null,
  }))
}

/**
 * Every request and the answer to it. The state keeps the open one alone: an answered request is
 * history to it, and the very thing that a dispute asks for.
 */
export function evidenceRequests(events: readonly AnyEvent[]): Pack['cancellation_requests'] {
  const requests: Pack['cancellation_requests'] = []
  for (const event of events) {
    const at = toInstant(event.occurred_at)
    if (event.type === 'cancellation.requested') {
      const { by, lines, reason } = event.data
      const quantities = lines.map(({ id, quantity }) => ({ line_id: id, quantity }))
      requests.push({ event_id: event.id, at, by, lines: quantities, reason, answer: null })
    }
    const open = requests.findLast(({ answer }) => answer === null)
    if (event.type === 'cancellation.answered' && open) {
      const { answer, reason } = event.data
      open.answer = { event_id: event.id, at, answer, reason }
    }
  }
  return requests
}

/** Null where the price of one of them is not known: never a wrong sum. */
export function goodsTotal(
  order: OrderState,
  lines: readonly { id: string; quantity: number }[],
): Money | null {
  const prices = lines.map(({ id, quantity }) => {
    const price = order.lines.find((line) => line.id === id)?.unitPrice
    return price ? multiply(price, quantity) : null
  })
  return prices.includes(null) ? null : sum(prices as Money[])
}
