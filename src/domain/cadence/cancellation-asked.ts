import { because } from '../because.ts'
import type { Notice } from '../message.ts'
import { type CancellationRequest, type OrderState, openQuantity } from '../order.ts'
import { refundFor } from './cancelled.ts'
import type { CadenceContext, Rule } from './context.ts'
import { staysCancelled } from './stays-cancelled.ts'
import { factsOf, listLines, saidQuantity, tell, wasSaid } from './told.ts'
import { toldTooSoon } from './told-too-soon.ts'

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
  if (request && isSaidBeside(order, request)) return []
  if (request && isStillAsked(order, request)) {
    const lines = request.lines.map(({ id }) => id)
    return [
      {
        kind: 'cancellation_requested',
        key: `cancellation_requested:${request.eventId}`,
        dueAt: now,
        why: `The ${request.by} asked to cancel ${listLines(order, lines)}; the answer is the merchant’s.`,
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
      facts: factsOf({
        lines: declined.lines,
        cancelled: stillOpen(order, declined.asked ?? []),
        reason: declined.reason,
        told: tell(order, {}),
      }),
    },
  ]
}

/** A cancellation of the rest says as well what was asked: it was that press's one word. */
const isSaidBeside = ({ said }: OrderState, { at }: CancellationRequest): boolean =>
  said.some((one) => one.kind === 'order_cancelled' && one.at >= at)

/** Not what has left since it was asked: of that a word of its own says so. */
const stillOpen = (
  { lines }: OrderState,
  asked: readonly { id: string; quantity: number }[],
): Notice['facts']['cancelled'] =>
  asked.flatMap(({ id, quantity }) => {
    const line = lines.find((one) => one.id === id)
    const open = line ? Math.min(quantity, openQuantity(line)) : 0
    return open > 0 ? [{ lineId: id, quantity: open }] : []
  })

/**
 * It was cancelled, or asked to be, and has shipped all the same: said to whoever wished it or was
 * told of it. "On its way" alone would read as if nobody had listened. Over once it is voided. What
 * one package took is one word, though it took it from several acts.
 */
function crossed(order: OrderState, context: CadenceContext): Notice[] {
  const found = [...order.crossings, ...toldTooSoon(order)].flatMap((crossing): Crossed[] => {
    const { shipmentId, imported } = crossing
    const isOut = order.shipments.some(
      (one) => one.shipmentId === shipmentId && !one.voided && one.shippedAt !== null,
    )
    const lines = crossing.lines.filter(({ id, wished }) => wished || wasPromised(order, id))
    return imported || !isOut || lines.length === 0 ? [] : [{ ...crossing, lines }]
  })
  const words = Map.groupBy(found, (one) => saidKey(order, one) ?? `in ${one.shipmentId}`)
  return [...words].map(([key, crossings]): Notice => {
    const [{ eventId, shipmentId }] = crossings as [Crossed]
    const lines = crossings.flatMap((one) => one.lines)
    const ids = [...new Set(lines.map(({ id }) => id))]
    return {
      kind: 'cancellation_declined',
      key: wasSaid(order, key) ? key : keyOf(eventId),
      dueAt: context.now,
      why: `Package ${shipmentId} left with ${listLines(order, ids)}, which was to be cancelled.`,
      because: because('shipped_despite_cancellation', {
        lines: ids,
        events: [...new Set(crossings.map((one) => one.eventId))],
        packages: [shipmentId],
      }),
      facts: factsOf({
        lines: ids,
        // Not what was cancelled but what could not be: so much of each line the words are about.
        cancelled: ids.map((lineId) => ({ lineId, quantity: quantityOf(lines, lineId) })),
        shipments: [shipmentId],
        refund: refundOfRest(order, ids, context),
        told: { ...tell(order, {}), cancelled: cancelledNow(order, ids) },
      }),
    }
  })
}

type Crossed = OrderState['crossings'][number]

const keyOf = (eventId: string) => `cancellation_declined:${eventId}`

/** The word that told of it: its own, or that of another crossing of the same package before it. */
function saidKey({ said, crossings }: OrderState, crossing: Crossed): string | undefined {
  const keys = crossings
    .filter(({ shipmentId }) => shipmentId === crossing.shipmentId)
    .map(({ eventId }) => keyOf(eventId))
  return said.find(
    ({ key, at, told }) =>
      key === keyOf(crossing.eventId) ||
      (keys.includes(key) &&
        at >= crossing.at &&
        crossing.lines.every(({ id }) => Object.hasOwn(told.cancelled, id))),
  )?.key
}

const quantityOf = (lines: Crossed['lines'], lineId: string) =>
  lines.filter(({ id }) => id === lineId).reduce((all, { quantity }) => all + quantity, 0)

/** The reader has read of more that is cancelled than now is. */
const wasPromised = (order: OrderState, id: string) =>
  saidQuantity(order, 'cancelled', id) >
  (order.lines.find((line) => line.id === id)?.cancelled ?? 0)

/** The money of what stays cancelled, which the package did not take. */
function refundOfRest(order: OrderState, ids: readonly string[], context: CadenceContext) {
  const rest = staysCancelled(order, ids)
  const act = order.cancellations.findLast(({ lines }) =>
    lines.some(({ id }) => rest.some(({ lineId }) => lineId === id)),
  )
  return rest.length > 0 && act ? refundFor(order, rest, act.at, context) : null
}

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
