import type { Db } from './open.ts'

/** The merchants that a user may see. */
export async function listMemberships(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('merchant_id')
    .where('user_id', '=', userId)
    .orderBy('merchant_id')
    .limit(200)
    .execute()
  return rows.map((row) => row.merchant_id)
}
