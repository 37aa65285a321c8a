import { sql } from 'kysely'
import type { Place } from '../domain/supply-queue.ts'
import type { Db } from './open.ts'

const placesOf = (db: Db, merchantId: string, sku: string) =>
  db
    .selectFrom('queue')
    .select(['epoch', 'rank'])
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)

/** The last of a queue that a newcomer of this rank stands behind: of a better rank, or told. */
export async function findStopper(
  db: Db,
  merchantId: string,
  { sku, rank }: { sku: string; rank: string },
): Promise<Place | null> {
  const row = await placesOf(db, merchantId, sku)
    .where((eb) => eb.or([eb('rank', '<', rank), eb('is_told', '=', 1)]))
    .orderBy('epoch', 'desc')
    .orderBy('rank', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/**
 * The one behind whom an order stands that was at `from` and is of a worse rank now: those directly
 * behind it that come first by right pass it, and nobody else does.
 */
export async function findPassing(
  db: Db,
  merchantId: string,
  { sku, rank, from }: { sku: string; rank: string; from: Place },
): Promise<Place | null> {
  const stays = await placesOf(db, merchantId, sku)
    .where('rank', '>', rank)
    .where(sql<boolean>`(epoch, rank) > (${from.epoch}, ${from.rank})`)
    .orderBy('epoch')
    .orderBy('rank')
    .limit(1)
    .executeTakeFirst()
  if (!stays) return findLast(db, merchantId, sku)
  const row = await placesOf(db, merchantId, sku)
    .where(sql<boolean>`(epoch, rank) < (${stays.epoch}, ${stays.rank})`)
    .orderBy('epoch', 'desc')
    .orderBy('rank', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The first of a worse rank, told or not: who is put before others is put before that one. */
export async function findOvertaken(
  db: Db,
  merchantId: string,
  { sku, rank }: { sku: string; rank: string },
): Promise<Place | null> {
  const row = await placesOf(db, merchantId, sku)
    .where('rank', '>', rank)
    .orderBy('epoch')
    .orderBy('rank')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The place of the last of a queue; null where nobody waits. */
export async function findLast(db: Db, merchantId: string, sku: string): Promise<Place | null> {
  const row = await placesOf(db, merchantId, sku)
    .orderBy('epoch', 'desc')
    .orderBy('rank', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Those behind a place that share its epoch go to the next one, where a newcomer goes too, and all
 * behind them one further: so they keep their order. Where none share it, nobody is written.
 */
export async function liftBehind(
  db: Db,
  merchantId: string,
  { sku, place }: { sku: string; place: Place },
) {
  const lifted = await placesOf(db, merchantId, sku)
    .where('epoch', '=', place.epoch)
    .where('rank', '>', place.rank)
    .limit(1)
    .executeTakeFirst()
  if (!lifted) return
  await db
    .updateTable('queue')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .where(sql<boolean>`(epoch, rank) > (${place.epoch}, ${place.rank})`)
    .execute()
}
