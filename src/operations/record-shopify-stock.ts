import type { Translation } from '../connectors/connector.ts'
import type { Db } from '../db/open.ts'
import {
  deleteItemLevels,
  findItemSku,
  listItemLevels,
  saveItem,
  saveItemLevel,
} from '../db/skus.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { noteSkuPicture } from './note-pictures.ts'
import { recordInTransaction } from './record-events.ts'
import type { Services } from './services.ts'
import { shareLevel } from './short-stock.ts'

type Level = Translation['levels'][number]

/** Which SKU an inventory item is; levels that came before it was known are told now. */
export async function recordItem(
  services: Services,
  db: Db,
  merchant: Merchant,
  item: Translation['items'][number],
  now: Instant,
) {
  if (!item.sku) return
  await saveItem(db, merchant.id, { itemId: item.itemId, sku: item.sku, title: item.title })
  await noteSkuPicture(services, db, merchant.id, { sku: item.sku, imageUrl: item.imageUrl })
  const waiting = await listItemLevels(db, merchant.id, item.itemId)
  if (waiting.length === 0) return

  await deleteItemLevels(db, merchant.id, item.itemId)
  for (const level of waiting)
    await tellLevel(services, db, merchant, { ...level, sku: item.sku }, now)
}

/** Stock of an item at a place, as `inventory.level` of its SKU; kept until the SKU is known. */
export async function recordLevel(
  services: Services,
  db: Db,
  merchant: Merchant,
  level: Level,
  now: Instant,
) {
  const sku = await findItemSku(db, merchant.id, level.itemId)
  if (sku) await tellLevel(services, db, merchant, { ...level, sku }, now)
  else await saveItemLevel(db, merchant.id, level)
}

async function tellLevel(
  services: Services,
  db: Db,
  merchant: Merchant,
  level: Level & { sku: string },
  now: Instant,
) {
  const { itemId, location, available, at, sku } = level
  const event: MerchantEvent = {
    id: `shopify:level:${itemId}:${location}:${at}:${available}`,
    type: 'inventory.level',
    occurred_at: at,
    data: { sku, available, location },
  }
  const status = await recordInTransaction(services, db, merchant, event, {
    source: 'shopify',
    now,
  })
  if (status === 'accepted') await shareLevel(services, db, merchant, sku, now)
}
