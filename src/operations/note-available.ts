import type { Db } from '../db/open.ts'
import { listLevels } from '../db/skus.ts'
import { hasWaiting } from '../db/waitlist.ts'
import { endWalksOf, insertWalk } from '../db/walks.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Services } from './services.ts'

/**
 * Stock of a SKU that somebody waits for: a walk over its waiting list, stored in the transaction of
 * the event that told it. An arrival counts only where no level is known: one that backorders have
 * taken already leaves nothing to be had, and the level says so.
 */
export async function noteAvailable(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  now: Instant,
): Promise<void> {
  if (event.type !== 'inventory.level' && event.type !== 'supply.received') return
  const { sku } = event.data
  if (!(await hasWaiting(db, merchant.id, sku))) return
  const levels = await listLevels(db, merchant.id, sku)
  const available = levels.reduce((all, level) => all + level.available, 0)
  if (levels.length > 0 ? available <= 0 : event.type !== 'supply.received') return

  const walk = { kind: 'back_in_stock', subject: sku }
  await endWalksOf(db, merchant.id, { ...walk, at: now })
  const id = services.newId('wlk', merchant.id)
  const isLive = merchant.mode === 'live'
  await insertWalk(db, { ...walk, merchantId: merchant.id, id, isLive, at: now })
}
