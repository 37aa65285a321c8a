import { insertEvent, listOrderEvents } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { applyEvents, foldOrder } from '../domain/apply-event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import { type OwnEvent, type OwnEventDraft, type Recorded, sortKey } from '../domain/own-event.ts'
import type { Services } from './services.ts'
import { promiseRules } from './settle-order.ts'

/** An order in the middle of being settled: `events` is what has been folded into it by now. */
export type Unsettled = {
  order: OrderState
  locked: { foldedTo: string }
  events: Recorded[]
}

/**
 * Records what was decided about an order that is being settled, and folds it: events of ours like
 * any other, so that it is never decided again.
 */
export async function recordDecision(
  services: Services,
  db: Db,
  merchant: Merchant,
  { order, locked, events }: Unsettled,
  drafts: readonly OwnEventDraft[],
  now: Instant,
): Promise<OrderState> {
  const rules = promiseRules(merchant)
  const decided = drafts.map((draft) => asRecorded(services, merchant, draft, now))
  for (const event of decided)
    await insertEvent(db, merchant.id, event, { orderId: order.orderId, source: 'tidings' })
  // The very news that brought us here may lie ahead of our clock, and so behind what we decide.
  const last = lastFolded(locked, events)
  const isLate = decided.some((event) => sortKey(event) < last)
  events.push(...decided)
  return isLate || order.pending.length > 0
    ? foldOrder(order.orderId, await listOrderEvents(db, merchant.id, order.orderId), rules)
    : applyEvents(order, decided, rules)
}

export const lastFolded = ({ foldedTo }: { foldedTo: string }, events: readonly Recorded[]) =>
  events.map(sortKey).reduce((last, key) => (key > last ? key : last), foldedTo)

/** An act of our own, of this moment. */
export const asRecorded = (
  services: Services,
  merchant: Merchant,
  draft: OwnEventDraft,
  now: Instant,
): Recorded<OwnEvent> =>
  ({
    ...draft,
    id: services.newId('evt', merchant.id),
    occurred_at: now,
    receivedAt: now,
  }) as Recorded<OwnEvent>
