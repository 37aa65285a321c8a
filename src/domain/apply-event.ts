import { dateAllocations } from './allocation-date.ts'
import { applyAct } from './apply-act.ts'
import { applyBackorderEvent } from './apply-backorder.ts'
import { applyCancellationEvent } from './apply-cancellation.ts'
import { withCrossings } from './apply-crossing.ts'
import { applyOrderEvent } from './apply-order.ts'
import { applyQueueEvent } from './apply-queue.ts'
import { applyShipmentEvent } from './apply-shipment.ts'
import { noteUndated } from './left-here.ts'
import type { OrderState, PendingEvent } from './order.ts'
import {
  type AnyEvent,
  compareEvents,
  type Decided,
  isImported,
  type Recorded,
} from './own-event.ts'
import { copyPlain } from './plain-copy.ts'
import type { PromiseRules } from './promise.ts'

/**
 * What an event that could not be applied, or only in part, waits for. `rest` is the part that is
 * still to be applied.
 */
export type Unmet = { why: string; rest: AnyEvent; lines: string[] | null }
/** How one event changes the draft: null where all of it took effect. */
export type Apply<E extends AnyEvent = AnyEvent> = (
  draft: OrderState,
  event: E & { receivedAt: string; imported: boolean; decided?: Decided | null },
  rules: PromiseRules,
) => Unmet | null

/**
 * The state of an order: the fold of its events by `occurred_at`, then type, then id, whatever the
 * order in which they came. An event whose premise is missing waits, and is tried again after each
 * that takes effect. Refusing it instead would lose what a busy shop sends out of turn.
 */
export function foldOrder(
  orderId: string,
  events: readonly Recorded[],
  rules: PromiseRules,
): OrderState {
  return applyEvents(newOrder(orderId), [...events].sort(compareEvents), rules)
}

/**
 * Applies events that come after everything folded so far, in their order. Only for an order with
 * nothing pending: what waits is not kept whole in the state, so such an order is folded anew.
 */
export function applyEvents(
  order: OrderState,
  events: readonly Recorded[],
  rules: PromiseRules,
): OrderState {
  const draft = draftOf(order)
  let waiting: { event: Recorded; unmet: Unmet }[] = []
  for (const event of events) {
    const unmet = applyOne(draft, event, rules)
    if (unmet) waiting.push({ event, unmet })
    else waiting = retry(draft, waiting, rules)
    if (unmet?.lines) waiting = retry(draft, waiting, rules)
  }
  draft.pending = waiting.map(({ event, unmet }) => toPending(event, unmet))
  return draft
}

/**
 * A copy to apply events to. What was said and done once is added to and never changed, so the
 * copy shares each of its entries: of an order that has heard ten words they are the most of it.
 */
function draftOf(order: OrderState): OrderState {
  const draft: OrderState = { ...order }
  for (const name of Object.keys(draft) as (keyof OrderState)[]) copyField(draft, name)
  return draft
}

function copyField<K extends keyof OrderState>(draft: OrderState, name: K) {
  const field = draft[name]
  const isAddedTo = ONLY_ADDED_TO.has(name) && Array.isArray(field)
  draft[name] = isAddedTo ? (field.slice() as OrderState[K]) : copyPlain(field)
}

const ONLY_ADDED_TO: ReadonlySet<keyof OrderState> = new Set<keyof OrderState>([
  'crossings',
  'refunds',
  'priceCuts',
  'consents',
  'expiries',
  'kept',
  'waitlist',
  'available',
  'inquiries',
  'letters',
  'resends',
  'removals',
  'said',
])

export const newOrder = (orderId: string): OrderState => ({
  orderId,
  placed: null,
  orderNumber: orderId,
  currency: 'USD',
  paymentStatus: 'paid',
  priority: 0,
  split: null,
  lines: [],
  shipments: [],
  cancellations: [],
  cancellationRequest: null,
  cancellationDeclined: null,
  crossings: [],
  refunds: [],
  substitutes: [],
  consents: [],
  expiries: [],
  splitChosen: null,
  kept: [],
  waitlist: [],
  available: [],
  inquiries: [],
  letters: [],
  resends: [],
  said: [],
  pending: [],
})

function applyOne(draft: OrderState, event: Recorded, rules: PromiseRules): Unmet | null {
  if (!draft.placed && event.type !== 'order.placed' && event.type !== 'message.sent') {
    return { why: 'the order is not known yet', rest: event, lines: null }
  }
  const handle = handlerOf(event)
  if (!handle) return null
  const known = { ...event, imported: isImported(event) }
  const unmet = handle(draft, known, rules)
  noteUndated(draft, known)
  dateAllocations(draft, known, rules)
  return unmet
}

/** Again and again while anything takes effect: one premise may be the premise of the next. */
function retry(
  draft: OrderState,
  waiting: { event: Recorded; unmet: Unmet }[],
  rules: PromiseRules,
) {
  let left = waiting
  for (let round = 0; round <= waiting.length; round += 1) {
    const before = progress(left)
    left = left.flatMap(({ event, unmet }) => {
      const rest = { ...unmet.rest, receivedAt: event.receivedAt } as Recorded
      const again = applyOne(draft, rest, rules)
      return again ? [{ event, unmet: again }] : []
    })
    if (progress(left) === before) break
  }
  return left
}

const progress = (left: { unmet: Unmet }[]) =>
  left.reduce((all, { unmet }) => all + 1 + (unmet.lines?.length ?? 0), 0)

function handlerOf(event: AnyEvent): Apply | null {
  const noun = event.type.split('.')[0]
  switch (event.type) {
    case 'inventory.level':
    case 'supply.expected':
    case 'supply.received':
    case 'supply.cancelled':
      return null // of a SKU, not of an order
    case 'order.cancelled':
      return applyCancellationEvent
    case 'substitute.chosen':
      return applyAct
    default:
      return HANDLERS[noun as keyof typeof HANDLERS]
  }
}

const HANDLERS = {
  order: applyOrderEvent,
  message: applyOrderEvent,
  substitute: applyOrderEvent,
  backorder: applyBackorderEvent,
  queue: applyQueueEvent,
  shipment: withCrossings(applyShipmentEvent),
  cancellation: withCrossings(applyCancellationEvent),
  delay: withCrossings(applyAct),
  split: applyAct,
  wait: applyAct,
  waitlist: applyAct,
  inquiry: applyAct,
  letter: applyAct,
  resend: applyAct,
  texts: applyAct, // of the contact, not of the order
  preferences: applyAct, // of the contact too
  feedback: applyAct,
} satisfies Record<string, Apply>

function toPending(event: Recorded, { why, lines }: Unmet): PendingEvent {
  return { eventId: event.id, type: event.type, at: event.occurred_at, why, lines }
}
