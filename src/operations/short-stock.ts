import { insertEvent } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { listOrders } from '../db/orders.ts'
import { listLevels } from '../db/skus.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import { type ShortLine, shareShortage, shortLinesOf } from '../domain/short-stock.ts'
import { decideBuffers } from './decide-buffers.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

/** Orders of one SKU that a level is shared over; the newest are the ones it can touch. */
const ORDERS_MAX = 200

/** What a new order lacks, by what is known of its SKUs: recorded as a decision of our own. */
export async function deriveShortLines(
  services: Services,
  db: Db,
  merchant: Merchant,
  placed: MerchantEvent & { type: 'order.placed' },
  now: Instant,
) {
  const skus = new Set(placed.data.lines.flatMap(({ sku }) => (sku ? [sku] : [])))
  const levels = new Map<string, Awaited<ReturnType<typeof listLevels>>>()
  for (const sku of skus) levels.set(sku, await listLevels(db, merchant.id, sku))

  const { order_id: orderId } = placed.data
  const { order } = await settleOrder(services, db, merchant, orderId, [], now)
  const shown = new Map(
    placed.data.lines.flatMap(({ id, shown_ships_by: day }) => (day ? [[id, day] as const] : [])),
  )
  const lines = shortLinesOf(order, levels, merchant.policy, shown)
  if (lines.length > 0)
    await recordShort(services, db, merchant, { orderId, lines, at: placed.occurred_at }, now)
}

/** The same when the level comes after the orders that it counts. */
export async function shareLevel(
  services: Services,
  db: Db,
  merchant: Merchant,
  sku: string,
  now: Instant,
) {
  const levels = await listLevels(db, merchant.id, sku)
  const available = levels.reduce((all, level) => all + level.available, 0)
  if (available >= 0) return

  const orderIds = await findOrdersByTerm(db, merchant.id, [{ kind: 'sku', term: sku }])
  if (orderIds.length === 0) return
  const found = await listOrders(db, merchant.id, {
    status: null,
    orderIds,
    after: null,
    limit: ORDERS_MAX,
  })
  const orders = found.map(({ state }) => state)
  for (const { orderId, line } of shareShortage(orders, sku, available)) {
    await recordShort(services, db, merchant, { orderId, lines: [line], at: now }, now)
  }
}

async function recordShort(
  services: Services,
  db: Db,
  merchant: Merchant,
  { orderId, lines, at }: { orderId: string; lines: ShortLine[]; at: Instant },
  now: Instant,
) {
  const told: MerchantEvent = {
    id: services.newId('evt', merchant.id),
    type: 'backorder.created',
    occurred_at: at,
    data: { order_id: orderId, lines },
  }
  const buffers = await decideBuffers(services, db, merchant, told, { settings: null, now })
  const decided = buffers && { buffers }
  const event: Recorded<MerchantEvent> = { ...told, receivedAt: now, decided }
  await insertEvent(db, merchant.id, event, { orderId, source: 'tidings' })
  await settleOrder(services, db, merchant, orderId, [event], now)
}
