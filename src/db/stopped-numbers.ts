import { hashKey } from '../lib/crypto.ts'
import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'

/** Keeps that a number wants no texts of these merchants; a second STOP changes nothing. */
export async function insertStopped(
  db: Db,
  merchantIds: readonly string[],
  number: string,
  at: string,
) {
  if (merchantIds.length === 0) return
  await db
    .insertInto('stopped_numbers')
    .values(
      [...merchantIds].sort().map((merchantId) => ({
        merchant_id: merchantId,
        number_hash: hashOf(merchantId, number),
        stopped_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteStopped(db: Db, merchantIds: readonly string[], number: string) {
  for (const merchantId of [...merchantIds].sort())
    await db
      .deleteFrom('stopped_numbers')
      .where('merchant_id', '=', merchantId)
      .where('number_hash', '=', hashOf(merchantId, number))
      .execute()
}

export async function isStopped(db: Db, merchantId: string, number: string): Promise<boolean> {
  return (await selectStopped(db, merchantId, hashOf(merchantId, number))).rows.length > 0
}

const selectStopped = compileOnce((db, merchantId: string, numberHash: string) =>
  db
    .selectFrom('stopped_numbers')
    .select('stopped_at')
    .where('merchant_id', '=', merchantId)
    .where('number_hash', '=', numberHash),
)

/**
 * Of the number as E.164, and of no use beside the one merchant. Not under the installation's
 * secret: that may be changed, and a STOP must outlive it.
 */
const hashOf = (merchantId: string, number: string) => hashKey(`stop ${merchantId} ${number}`)
