import { type CancellationRequest, type OrderState, openQuantity } from '../order.ts'
import type { Rule } from './context.ts'
import { factsOf, listLines, tell } from './told.ts'

/** A wish to cancel that the merchant must answer is acknowledged at once; so is a no. */
export const wantCancellationAsked: Rule = (order, { now }) => {
  const { cancellationRequest: request, cancellationDeclined: declined } = order
  if (request && isStillAsked(order, request)) {
    const lines = request.lines.map(({ id }) => id)
    return [
      {
        kind: 'cancellation_requested',
        key: `cancellation_requested:${request.eventId}`,
        dueAt: now,
        why: `The ${request.by} asked to cancel ${listLines(order, lines)}; the merchant has to answer.`,
        facts: factsOf({ lines, told: tell(order, {}) }),
      },
    ]
  }
  if (request || !declined) return []
  return [
    {
      kind: 'cancellation_declined',
      key: `cancellation_declined:${declined.eventId}`,
      dueAt: now,
      why: `The merchant declined to cancel${declined.reason ? `: ${declined.reason}` : ''}.`,
      facts: factsOf({ lines: declined.lines, reason: declined.reason, told: tell(order, {}) }),
    },
  ]
}

/** Not once the merchant cancelled it by other means, or all of it has shipped. */
const isStillAsked = (order: OrderState, { lines }: CancellationRequest) =>
  lines.some(({ id, total }) => {
    const line = order.lines.find((one) => one.id === id)
    return line === undefined || (openQuantity(line) > 0 && line.cancelled < total)
  })
