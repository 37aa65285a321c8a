import type { ShownPicture } from '../domain/picture.ts'
import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import { findPictures, pictureUrlHash } from './pictures.ts'

/** What the catalogue says of a SKU's picture. Says whether an order ever came with the SKU. */
export async function saveSkuPicture(
  db: Db,
  merchantId: string,
  { sku, url }: { sku: string; url: string | null },
): Promise<{ isSeen: boolean }> {
  const fields = { url, url_hash: url === null ? null : pictureUrlHash(url) }
  const row = await db
    .insertInto('sku_pictures')
    .values({ merchant_id: merchantId, sku, ...fields, seen_on: null })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'sku']).doUpdateSet(fields))
    .returning('seen_on')
    .executeTakeFirstOrThrow()
  return { isSeen: row.seen_on !== null }
}

/**
 * Keeps that an order came with these SKUs on a day, where that is news. Says which pictures are
 * wanted for them: neither the catalogue nor the order needs to come first.
 */
export async function noteSkusSeen(
  db: Db,
  merchantId: string,
  skus: readonly string[],
  day: string,
): Promise<string[]> {
  const known = await db
    .selectFrom('sku_pictures')
    .select('sku')
    .where('merchant_id', '=', merchantId)
    .where('sku', 'in', skus)
    .where('seen_on', '=', day)
    .execute()
  const fresh = skus.filter((sku) => !known.some((row) => row.sku === sku))
  if (fresh.length === 0) return []
  const rows = await db
    .insertInto('sku_pictures')
    .values(
      // In one sequence: two orders of the same goods wait for each other otherwise.
      fresh.sort().map((sku) => ({
        merchant_id: merchantId,
        sku,
        url: null,
        url_hash: null,
        seen_on: day,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'sku']).doUpdateSet({ seen_on: day }),
    )
    .returning('url')
    .execute()
  return rows.flatMap(({ url }) => url ?? [])
}

/**
 * Which of these SKUs have a picture by the catalogue, by SKU: its hash, and its size. Asked before
 * every mail, mostly of one or two: a list of any length would be another query each time.
 */
export async function findSkuPictures(
  db: Db,
  merchantId: string,
  skus: readonly string[],
): Promise<Map<string, Omit<ShownPicture, 'path'> & { hash: string }>> {
  const named: { sku: string; url: string }[] = []
  for (let from = 0; from < skus.length; from += SKUS_A_LOOK) {
    const [first = '', ...others] = skus.slice(from, from + SKUS_A_LOOK)
    const [second = first, third = first, fourth = first] = others
    const { rows } = await selectOfSkus(db, merchantId, first, second, third, fourth)
    for (const { sku, url } of rows) if (url !== null) named.push({ sku, url })
  }
  if (named.length === 0) return new Map()
  const urls = named.map(({ url }) => url)
  const kept = await findPictures(db, merchantId, urls)
  return new Map(
    named.flatMap(({ sku, url }) => {
      const picture = kept.get(url)
      return picture ? [[sku, picture] as const] : []
    }),
  )
}

const SKUS_A_LOOK = 4
/** Hardly any has one, and joined to what is kept of it SQLite took four times as long to say so. */
const selectOfSkus = compileOnce((db, merchantId: string, ...skus: string[]) =>
  db
    .selectFrom('sku_pictures')
    .select(['sku', 'url'])
    .where('merchant_id', '=', merchantId)
    .where('sku', 'in', skus)
    .where('url_hash', 'is not', null),
)
