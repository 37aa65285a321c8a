import { because } from '../because.ts'
import type { Notice } from '../message.ts'
import { type CancellationRequest, type OrderState, openQuantity } from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell } from './told.ts'

/**
 * A wish to cancel that the merchant must answer is acknowledged at once; so is a no, and so is the
 * package that left with it.
 */
export const wantCancellationAsked: Rule = (order, context) => [
  ...askedOrAnswered(order, context),
  ...crossed(order, context),
]

function askedOrAnswered(order: OrderState, { now }: CadenceContext): Notice[] {
  const { cancellationRequest: request, cancellationDeclined: declined } = order
  if (request && isStillAsked(order, request)) {
    const lines = request.lines.map(({ id }) => id)
    return [
      {
        kind: 'cancellation_requested',
        key: `cancellation_requested:${request.eventId}`,
        dueAt: now,
        why: `The ${request.by} asked to cancel ${listLines(order, lines)}; the merchant has to answer.`,
        because: because('cancellation_requested', {
          lines,
          events: [request.eventId],
          by: request.by,
          asked_at: request.at,
        }),
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
      because: because('cancellation_declined', {
        lines: declined.lines,
        events: [declined.eventId],
        declined_at: declined.at,
      }),
      facts: factsOf({ lines: declined.lines, reason: declined.reason, told: tell(order, {}) }),
    },
  ]
}

/**
 * It was cancelled, or asked to be, and has shipped all the same: said to whoever wished it or was
 * told of it. "On its way" alone would read as if nobody had listened. Over once it is voided.
 */
function crossed(order: OrderState, { now }: CadenceContext): Notice[] {
  return order.crossings.flatMap(({ eventId, shipmentId, imported, lines }): Notice[] => {
    const isOut = order.shipments.some((one) => one.shipmentId === shipmentId && !one.voided)
    const told = lines.filter(({ id, wished }) => wished || wasPromised(order, id))
    if (imported || !isOut || told.length === 0) return []
    const ids = told.map(({ id }) => id)
    return [
      {
        kind: 'cancellation_declined',
        key: `cancellation_declined:${eventId}`,
        dueAt: now,
        why: `Package ${shipmentId} left with ${listLines(order, ids)}, which was to be cancelled.`,
        because: because('shipped_despite_cancellation', {
          lines: ids,
          events: [eventId],
          packages: [shipmentId],
        }),
        facts: factsOf({
          lines: ids,
          // Not what was cancelled but what could not be: so much of each line the words are about.
          cancelled: told.map(({ id, quantity }) => ({ lineId: id, quantity })),
          shipments: [shipmentId],
          told: { ...tell(order, {}), cancelled: cancelledNow(order, ids) },
        }),
      },
    ]
  })
}

/** The reader has read of more that is cancelled than now is. */
const wasPromised = (order: OrderState, id: string) =>
  saidQuantity(order, 'cancelled', id) >
  (order.lines.find((line) => line.id === id)?.cancelled ?? 0)

/** What is left of a cancellation that was told: a voided package is then news again. */
const cancelledNow = (order: OrderState, ids: readonly string[]) =>
  Object.fromEntries(
    order.lines.filter(({ id }) => ids.includes(id)).map(({ id, cancelled }) => [id, cancelled]),
  )

/** Not once the merchant cancelled it by other means, or all of it has shipped. */
export const isStillAsked = (order: OrderState, { lines }: CancellationRequest) =>
  lines.some(({ id, total }) => {
    const line = order.lines.find((one) => one.id === id)
    return line === undefined || (openQuantity(line) > 0 && line.cancelled < total)
  })
