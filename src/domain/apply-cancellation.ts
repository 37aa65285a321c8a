import type { Apply, Unmet } from './apply-event.ts'
import { addLines, namedBy } from './cancellation-act.ts'
import { echoOfOff, everyLine, offUnknown, takeNamedOff } from './cancelled-off.ts'
import { addMinutes, toInstant } from './instant.ts'
import { shippedQuantity } from './line-quantities.ts'
import {
  type CancelActor,
  type Cancellation,
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
} from './order.ts'
import type { CancelledLine } from './own-event.ts'

type Context = Parameters<Apply>[1]
type LineQuantity = { id: string; quantity: number }

/** Cancellations: the merchant's, ours, a request of the shopper's and the answer to it. */
export const applyCancellationEvent: Apply = (draft, event) => {
  switch (event.type) {
    case 'order.cancelled': {
      const { lines, reason } = event.data
      const known = lines ? notTwice(draft, lines) : everything(draft)
      cancelTheirs(draft, known, event, reason ?? null)
      takeNamedOff(draft, lines ?? everyLine(draft), event)
      if (!lines) for (const { cancelAsked } of draft.lines) cancelAsked.isWhole = true
      return unknownLines(draft, event, lines ?? [])
    }
    case 'cancellation.made': {
      const { by, lines, reason } = event.data
      cancelOurs(draft, lines, { event, by, reason })
      return oursUnknown(draft, event, { by, lines, reason })
    }
    case 'cancellation.requested': {
      const { by, lines, reason } = event.data
      draft.cancellationRequest = {
        eventId: event.id,
        at: toInstant(event.occurred_at),
        by,
        lines,
        reason,
      }
      return null
    }
    case 'cancellation.answered': {
      const request = draft.cancellationRequest
      if (!request) return { why: 'no cancellation was requested', rest: event, lines: null }
      draft.cancellationRequest = null
      if (event.data.answer === 'accept') {
        const { by, reason } = request
        cancelOurs(draft, event.data.lines, { event, by, reason })
        return oursUnknown(draft, event, { by, lines: event.data.lines, reason })
      } else {
        const { id: eventId, data } = event
        draft.cancellationDeclined = {
          eventId,
          at: toInstant(event.occurred_at),
          lines: request.lines.map(({ id }) => id),
          asked: request.lines.map(({ id, quantity }) => ({ id, quantity })),
          reason: data.reason,
        }
      }
      return null
    }
    default:
      return null
  }
}

/** What the merchant's system cancelled; lines that the order does not have are passed over. */
function cancelTheirs(
  draft: OrderState,
  lines: readonly LineQuantity[],
  event: Context,
  reason: string | null,
) {
  asking(draft, { event, by: 'merchant', reason }, () => {
    for (const { id, quantity } of lines) {
      const line = lineOf(draft, id)
      if (!line) continue
      const { ours, theirs } = line.cancelAsked
      if (theirs < ours) line.cancelAsked.confirmedAt = toInstant(event.occurred_at)
      line.cancelAsked.theirs += quantity - echoOfOff(line, quantity)
    }
  })
}

/**
 * What can't be had is cancelled, and counted like a cancellation of ours: a shop that then cancels
 * it in its own system too tells us the same thing twice.
 */
export function cancelUnfulfillable(
  draft: OrderState,
  { id, quantity }: LineQuantity,
  event: Context,
  reason: string | null,
) {
  asking(draft, { event, by: 'merchant', reason, cause: 'unfulfillable' }, () => {
    const line = lineOf(draft, id)
    if (!line) return
    line.cancelAsked.ours = Math.max(line.cancelAsked.ours, line.cancelled + quantity)
  })
}

/** Shipped and cancelled quantities, worked out anew from what is known: shipped wins. */
export function countCancelled(draft: OrderState) {
  for (const line of draft.lines) {
    const shipped = draft.shipments
      .filter((shipment) => !shipment.voided && shipment.shippedAt !== null)
      .flatMap((shipment) => shipment.lines)
      .filter(({ id }) => id === line.id)
      .reduce((all, { quantity }) => all + quantity, 0)
    shippedQuantity(line, Math.min(line.quantity, shipped))
    line.cancelled = Math.min(askedQuantity(line), line.quantity - line.shipped)
  }
  if (!draft.cancellationRequest?.lines.some((one) => isStillAsked(lineOf(draft, one.id), one))) {
    draft.cancellationRequest = null // cancelled or shipped meanwhile: nothing is left to answer
  }
}

/** Not where as many were cancelled meanwhile: a yes to it would cancel what nobody asked about. */
const isStillAsked = (line: Line | undefined, { total }: CancelledLine) =>
  line !== undefined && openQuantity(line) > 0 && line.cancelled < total

/** Units that an update took off a line carry out what was asked of it: so many are asked no more. */
export function carryOutAsked(draft: OrderState, id: string, units: number) {
  const request = draft.cancellationRequest
  if (!request || units <= 0) return
  const lines = request.lines
    .map((one) => {
      const less = one.id === id ? Math.min(units, one.quantity) : 0
      return { ...one, quantity: one.quantity - less, total: one.total - less }
    })
    .filter(({ quantity }) => quantity > 0)
  draft.cancellationRequest = { ...request, lines }
}

/** How many of the line somebody wanted cancelled: an echo of ours counts once. */
export const askedQuantity = ({ cancelAsked: { ours, theirs } }: Line) => Math.max(ours, theirs)

type Act = {
  event: Context
  by: CancelActor
  reason: string | null
  cause?: NonNullable<Cancellation['cause']>
  isThroughUs?: boolean
}

/** Cancels to the totals that our own act named; what is unknown of them is passed over. */
export function cancelOurs(draft: OrderState, lines: readonly CancelledLine[], act: Act) {
  const isThroughUs = act.by === 'merchant' && !act.cause
  asking(draft, { ...act, isThroughUs }, () => {
    for (const one of lines) {
      const line = lineOf(draft, one.id)
      if (!line) continue
      const more = unknownThen(draft, line, one, toInstant(act.event.occurred_at))
      const total = one.total + more - offUnknown(draft, line, act.event)
      line.cancelAsked.ours = Math.max(line.cancelAsked.ours, total)
    }
  })
  takeNamedOff(draft, lines, act.event)
}

/**
 * What the shop had cancelled before our act and told us after it: the act counted none of it, and is
 * not its cause. By a clock that is a little behind an echo of the act comes first as well.
 */
function unknownThen(
  { cancellations }: OrderState,
  { id, cancelled }: Line,
  { quantity, total }: CancelledLine,
  at: Instant,
): number {
  const before = addMinutes(at, -CLOCKS_DIFFER_MINUTES)
  const theirs = cancellations
    .filter((act) => act.by === 'merchant' && !act.isThroughUs && act.at < before)
    .flatMap(namedBy)
    .reduce((all, line) => (line.id === id ? all + line.quantity : all), 0)
  return Math.max(0, Math.min(theirs, cancelled - (total - quantity)))
}

const CLOCKS_DIFFER_MINUTES = 5

/** Runs `change` and keeps what it really cancelled as one act; an echo leaves none. */
function asking(
  draft: OrderState,
  { event, by, reason, cause, isThroughUs }: Act,
  change: () => void,
) {
  const before = new Map(draft.lines.map((line) => [line.id, countsOf(line)]))
  change()
  countCancelled(draft)
  const changed = draft.lines.map((line) => {
    const { cancelled = 0, named = 0 } = before.get(line.id) ?? {}
    const now = countsOf(line)
    const quantity = Math.max(0, now.cancelled - cancelled)
    return { id: line.id, quantity, held: Math.max(0, now.named - named - quantity) }
  })
  const lines = present(changed)
  const held = present(changed.map((one) => ({ id: one.id, quantity: one.held })))
  if (lines.length + held.length === 0) return
  const at = toInstant(event.occurred_at)
  const { id: eventId, imported } = event
  // One event that names several lines is one act, though it takes effect line by line.
  const same = draft.cancellations.find((act) => act.eventId === eventId && act.cause === cause)
  if (same) {
    same.lines = addLines(same.lines, lines)
    if (held.length > 0) same.held = addLines(same.held ?? [], held)
  } else {
    const made = { eventId, at, by, lines, reason, imported, ...(held.length > 0 && { held }) }
    const why = { ...(cause && { cause }), ...(isThroughUs && { isThroughUs: true as const }) }
    draft.cancellations.push({ ...made, ...why })
  }
}

/** Cancelled of a line, and what was to be: what a package holds is of the second alone. */
const countsOf = (line: Line) => ({
  cancelled: line.cancelled,
  named: Math.min(askedQuantity(line), line.quantity),
})

const present = (lines: readonly LineQuantity[]): LineQuantity[] =>
  lines.filter(({ quantity }) => quantity > 0).map(({ id, quantity }) => ({ id, quantity }))

/**
 * Of a line that went with its whole order a cancellation by name is an echo: Shopify tells of one
 * act as an order cancelled, and as the lines that were refunded. Only what the line has grown by
 * since is news.
 */
function notTwice(draft: OrderState, lines: readonly LineQuantity[]): LineQuantity[] {
  return lines.flatMap(({ id, quantity }) => {
    const line = lineOf(draft, id)
    if (!line) return []
    const { theirs, isWhole } = line.cancelAsked
    if (!isWhole) return [{ id, quantity }]
    const left = Math.max(0, line.quantity - line.shipped - theirs)
    return [{ id, quantity: Math.min(quantity, left) }]
  })
}

/** All that is not shipped: what an `order.cancelled` without lines means. */
function everything(draft: OrderState): LineQuantity[] {
  return draft.lines.map((line) => ({
    id: line.id,
    quantity: Math.max(0, line.quantity - line.shipped - line.cancelAsked.theirs),
  }))
}

function unknownLines(
  draft: OrderState,
  event: Context,
  lines: readonly LineQuantity[],
): Unmet | null {
  const missing = lines.filter(({ id }) => !lineOf(draft, id))
  if (missing.length === 0) return null
  const ids = missing.map(({ id }) => id)
  const rest = { ...event, data: { ...event.data, lines: missing } } as Unmet['rest']
  return { why: `the order has no line ${ids.join(', ')}`, rest, lines: ids }
}

/**
 * A line that we cancelled may come later in the fold than our act: its event was ahead of our
 * clock. The act waits for it; an answer is an act by then, for its request is over.
 */
function oursUnknown(
  draft: OrderState,
  event: Context,
  { by, lines, reason }: { by: CancelActor; lines: CancelledLine[]; reason: string | null },
): Unmet | null {
  const data = { order_id: draft.orderId, by, lines, reason }
  const made = { ...event, type: 'cancellation.made', data } as Context
  return unknownLines(draft, made, lines)
}

const lineOf = (draft: OrderState, id: string) => draft.lines.find((line) => line.id === id)
