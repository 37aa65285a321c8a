import type { Db } from './open.ts'

/** Rows of one transaction: others wait for it on SQLite. In one sequence, for two may sweep at once. */
const ROWS_MAX = 500

/** Forgets URLs that no order has come with since a day; how many. */
export async function deleteUnseenUrls(db: Db, before: string): Promise<number> {
  const old = db
    .selectFrom('picture_urls')
    .select(['merchant_id', 'url_hash'])
    .where('seen_on', '<', before)
    .orderBy('seen_on')
    .orderBy('merchant_id')
    .orderBy('url_hash')
    .limit(ROWS_MAX)
  const rows = await old.execute()
  for (const { merchant_id, url_hash } of rows)
    await db
      .deleteFrom('picture_urls')
      .where('merchant_id', '=', merchant_id)
      .where('url_hash', '=', url_hash)
      // An order may have come with it meanwhile.
      .where('seen_on', '<', before)
      .execute()
  return rows.length
}

/** Merchants with more URLs than they may have. */
export async function listCrowded(db: Db, max: number): Promise<string[]> {
  const rows = await db
    .selectFrom('picture_urls')
    .select('merchant_id')
    .groupBy('merchant_id')
    .having((eb) => eb.fn.countAll(), '>', max)
    .execute()
  return rows.map(({ merchant_id }) => merchant_id)
}

/** Forgets the URLs of a merchant beyond so many, those first that no order came with longest. */
export async function deleteUrlsBeyond(db: Db, merchantId: string, max: number): Promise<number> {
  const rows = await db
    .selectFrom('picture_urls')
    .select('url_hash')
    .where('merchant_id', '=', merchantId)
    .orderBy('seen_on', 'desc')
    .orderBy('url_hash')
    .offset(max)
    .limit(ROWS_MAX)
    .execute()
  if (rows.length === 0) return 0
  await db
    .deleteFrom('picture_urls')
    .where('merchant_id', '=', merchantId)
    .where(
      'url_hash',
      'in',
      rows.map(({ url_hash }) => url_hash),
    )
    .execute()
  return rows.length
}

/**
 * Forgets bytes to which no URL leads. Not those of today: a worker that fetched them may be about
 * to say which URL they are of.
 */
export async function deleteOrphans(db: Db, keptBefore: string): Promise<number> {
  const rows = await db
    .selectFrom('pictures')
    .select(['merchant_id', 'hash'])
    .where('kept_at', '<', keptBefore)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('picture_urls')
            .select('url_hash')
            .whereRef('picture_urls.merchant_id', '=', 'pictures.merchant_id')
            .whereRef('picture_urls.picture', '=', 'pictures.hash'),
        ),
      ),
    )
    .orderBy('merchant_id')
    .orderBy('hash')
    .limit(ROWS_MAX)
    .execute()
  for (const { merchant_id, hash } of rows)
    await db
      .deleteFrom('pictures')
      .where('merchant_id', '=', merchant_id)
      .where('hash', '=', hash)
      // Fetched again meanwhile: it is of now, and stays.
      .where('kept_at', '<', keptBefore)
      .execute()
  return rows.length
}

/** Forgets SKUs that only an order ever named, long ago: the catalogue keeps its own. */
export async function deleteUnseenSkus(db: Db, before: string): Promise<number> {
  const result = await db
    .deleteFrom('sku_pictures')
    .where('url', 'is', null)
    .where('seen_on', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
