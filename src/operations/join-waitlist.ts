import type { Db } from '../db/open.ts'
import { findOrder } from '../db/orders.ts'
import { insertWaiting } from '../db/waitlist.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import { joinableLines, listedLines } from '../domain/waitlist.ts'
import { type Actor, actOnOrder, type Chosen } from './act-on-order.ts'
import { recordAct } from './record-act.ts'
import type { Services } from './services.ts'

type Joining = { lines: readonly string[] | null } & Actor

/**
 * Puts what was cancelled, and is still wanted, on the waiting list of its SKU. A second press finds
 * it listed and changes nothing.
 */
export async function joinWaitlist(
  services: Services,
  merchant: Merchant,
  orderId: string,
  joining: Joining,
): Promise<Chosen> {
  return actOnOrder(services, merchant, orderId, joining, async ({ db, order, now }) => {
    const joined = await joinInTransaction(services, db, merchant, orderId, { ...joining, now })
    if (joined) return { order: joined, result: 'chosen' }
    if (listedLines(order).length > 0) return { order, result: 'same' }
    throw new DomainError('conflict', 'Nothing of the order was cancelled that can be waited for')
  })
}

/**
 * The same for who cancels and joins by one press: both happen, or neither. Null where nothing of
 * these lines can join; null for lines means all of them.
 */
export async function joinInTransaction(
  services: Services,
  db: Db,
  merchant: Merchant,
  orderId: string,
  { lines: ids, by, actor, now }: Joining & { now: Instant },
): Promise<OrderState | null> {
  const record = await findOrder(db, merchant.id, orderId)
  const joinable = record ? joinableLines(record.state) : []
  const lines = joinable.flatMap(({ id, sku }) =>
    sku !== null && (!ids || ids.includes(id)) ? [{ id, sku }] : [],
  )
  if (lines.length === 0) return null

  for (const sku of new Set(lines.map((line) => line.sku)))
    await insertWaiting(db, merchant.id, { sku, orderId, joinedAt: now })
  const data = { order_id: orderId, by, lines }
  const act = { type: 'waitlist.joined', data } as const
  return (await recordAct(services, db, merchant, act, { now, actor })).order
}
