import { insertAudit } from '../db/audit.ts'
import { insertEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { OwnEventDraft } from '../domain/own-event.ts'
import { asRecorded } from './record-decision.ts'
import type { Services } from './services.ts'
import { type Settled, settleOrder } from './settle-order.ts'

/**
 * Records what a shopper, an agent or the merchant did through us as an event of our own, leaves
 * its trace in the audit log, and brings the order up to date: all in the caller's transaction,
 * which has read the order under its lock before it decided.
 */
export async function recordAct(
  services: Services,
  db: Db,
  merchant: Merchant,
  act: OwnEventDraft,
  { now, actor }: { now: Instant; actor: string },
): Promise<Settled> {
  const { order_id: orderId, ...detail } = act.data
  const event = asRecorded(services, merchant, act, now)
  await insertEvent(db, merchant.id, event, { orderId, source: 'tidings' })
  await insertAudit(db, merchant.id, {
    id: services.newId('aud', merchant.id),
    at: now,
    actor,
    action: act.type,
    orderId,
    detail: JSON.stringify(detail),
  })
  return settleOrder(services, db, merchant, orderId, [event], now)
}
