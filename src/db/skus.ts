import type { Db } from './open.ts'

export async function saveItem(
  db: Db,
  merchantId: string,
  item: { itemId: string; sku: string; title: string | null },
) {
  const { itemId: item_id, sku, title } = item
  await db
    .insertInto('sku_items')
    .values({ merchant_id: merchantId, item_id, sku, title })
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'item_id']).doUpdateSet({ sku, title }),
    )
    .execute()
}

export async function findItemSku(
  db: Db,
  merchantId: string,
  itemId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('sku_items')
    .select('sku')
    .where('merchant_id', '=', merchantId)
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return row?.sku ?? null
}

/** The level of a SKU at a place, unless a newer one is known: levels come out of turn too. */
export async function saveLevel(
  db: Db,
  merchantId: string,
  level: { sku: string; location: string; available: number; occurredAt: string; eventId: string },
) {
  const fields = {
    available: level.available,
    occurred_at: level.occurredAt,
    event_id: level.eventId,
  }
  await db
    .insertInto('sku_levels')
    .values({ merchant_id: merchantId, sku: level.sku, location: level.location, ...fields })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'sku', 'location'])
        .doUpdateSet(fields)
        .where('sku_levels.occurred_at', '<=', level.occurredAt),
    )
    .execute()
}

export async function listLevels(db: Db, merchantId: string, sku: string) {
  return db
    .selectFrom('sku_levels')
    .select(['location', 'available', 'occurred_at'])
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .execute()
}

export type ItemLevel = { itemId: string; location: string; available: number; at: string }

/** A level of an item whose SKU nobody has told us yet: the newest at each place is kept. */
export async function saveItemLevel(
  db: Db,
  merchantId: string,
  { itemId, location, available, at }: ItemLevel,
) {
  await db
    .insertInto('item_levels')
    .values({ merchant_id: merchantId, item_id: itemId, location, available, at })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'item_id', 'location'])
        .doUpdateSet({ available, at })
        .where('item_levels.at', '<=', at),
    )
    .execute()
}

export async function listItemLevels(
  db: Db,
  merchantId: string,
  itemId: string,
): Promise<ItemLevel[]> {
  const rows = await db
    .selectFrom('item_levels')
    .select(['location', 'available', 'at'])
    .where('merchant_id', '=', merchantId)
    .where('item_id', '=', itemId)
    .execute()
  return rows.map((row) => ({ itemId, ...row }))
}

export async function deleteItemLevels(db: Db, merchantId: string, itemId: string) {
  await db
    .deleteFrom('item_levels')
    .where('merchant_id', '=', merchantId)
    .where('item_id', '=', itemId)
    .execute()
}
