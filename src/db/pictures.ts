import type { Picture, PictureKind, ShownPicture } from '../domain/picture.ts'
import { hashKey } from '../lib/crypto.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { PictureUrlsTable } from './schema-pictures.ts'

/** A URL may be 2,048 characters long: what keys and indexes hold is its hash. */
export const pictureUrlHash = (url: string) => hashKey(url)

/** Keeps that pictures are wanted; one that is known only has its day set, and keeps its state. */
export async function insertPictureUrls(
  db: Db,
  merchantId: string,
  urls: readonly string[],
  now: string,
) {
  const rows = urls.map((url) => ({
    merchant_id: merchantId,
    url_hash: pictureUrlHash(url),
    url,
    picture: null,
    width: 0,
    height: 0,
    tries: 0,
    next_at: now,
    why: null,
    seen_on: now.slice(0, 10),
  }))
  // In one sequence: two orders with the same new pictures wait for each other otherwise.
  await insertUrls(
    db,
    rows.sort((a, b) => (a.url_hash < b.url_hash ? -1 : 1)),
  )
}

const insertUrls = compileInsert((db, rows: PictureUrlsTable[]) =>
  db
    .insertInto('picture_urls')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'url_hash']).doUpdateSet(({ ref }) => ({
        seen_on: ref('excluded.seen_on'),
      })),
    ),
)

export type WantedPicture = { merchantId: string; url: string; urlHash: string; tries: number }

/** Leases pictures that are to be fetched by now, the ones that waited longest first. */
export async function claimPictures(
  db: Db,
  { now, leaseUntil, limit }: { now: string; leaseUntil: string; limit: number },
): Promise<WantedPicture[]> {
  const wanted = await db
    .selectFrom('picture_urls')
    .select(['merchant_id', 'url_hash', 'url', 'tries'])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .$if(isPostgres(db), (query) => query.forUpdate().skipLocked())
    .execute()
  for (const { merchant_id, url_hash } of wanted)
    await updateUrl(db, { merchantId: merchant_id, urlHash: url_hash }, { next_at: leaseUntil })
  return wanted.map((row) => ({
    merchantId: row.merchant_id,
    url: row.url,
    urlHash: row.url_hash,
    tries: row.tries,
  }))
}

/** Asked first, on every turn of a worker: a transaction of writing would hold up others for nothing. */
export async function arePicturesDue(db: Db, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('picture_urls')
    .select('next_at')
    .where('next_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Key = Pick<WantedPicture, 'merchantId' | 'urlHash'>

export async function keepPicture(
  db: Db,
  key: Key,
  { hash, kind, width, height, bytes }: Picture & { hash: string },
  now: string,
) {
  await db
    .insertInto('pictures')
    .values({ merchant_id: key.merchantId, hash, kind, kept_at: now, bytes })
    // Touched where it is known, so that it is not forgotten at this very moment.
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'hash']).doUpdateSet({ kept_at: now }),
    )
    .execute()
  await updateUrl(db, key, { picture: hash, width, height, next_at: null, why: null })
}

/** Of one that another worker has kept meanwhile there is nothing to note. */
export async function notePictureFailure(
  db: Db,
  { merchantId, urlHash }: Key,
  { tries, nextAt, why }: { tries: number; nextAt: string | null; why: string },
) {
  await db
    .updateTable('picture_urls')
    .set({ tries, next_at: nextAt, why })
    .where('merchant_id', '=', merchantId)
    .where('url_hash', '=', urlHash)
    .where('picture', 'is', null)
    .execute()
}

async function updateUrl(db: Db, key: Key, fields: Partial<PictureUrlsTable>) {
  await db
    .updateTable('picture_urls')
    .set(fields)
    .where('merchant_id', '=', key.merchantId)
    .where('url_hash', '=', key.urlHash)
    .execute()
}

/** Which of these URLs have a picture, by URL: its hash, and its size. */
export async function findPictures(
  db: Db,
  merchantId: string,
  urls: readonly string[],
): Promise<Map<string, Omit<ShownPicture, 'path'> & { hash: string }>> {
  const found = new Map<string, Omit<ShownPicture, 'path'> & { hash: string }>()
  for (const hash of new Set(urls.map(pictureUrlHash))) {
    const [row] = (await selectUrl(db, merchantId, hash)).rows
    if (row && row.picture !== null)
      found.set(row.url, { hash: row.picture, width: row.width, height: row.height })
  }
  return found
}

/** Built once: it is asked before every mail. */
const selectUrl = compileOnce((db, merchantId: string, hash: string) =>
  db
    .selectFrom('picture_urls')
    .select(['url', 'picture', 'width', 'height'])
    .where('merchant_id', '=', merchantId)
    .where('url_hash', '=', hash),
)

export async function findPicture(
  db: Db,
  merchantId: string,
  hash: string,
): Promise<{ kind: PictureKind; bytes: Uint8Array } | null> {
  const row = await db
    .selectFrom('pictures')
    .select(['kind', 'bytes'])
    .where('merchant_id', '=', merchantId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row ?? null
}
