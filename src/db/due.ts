import { sql } from 'kysely'
import { compileInsert } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { DueTable } from './schema.ts'

/** `clock` of everything that live merchants send: they share the system's. */
export const LIVE = 'live'

export async function insertDue(db: Db, rows: readonly DueTable[]) {
  await insertOrMove(db, rows)
}

const insertOrMove = compileInsert((db, rows: DueTable[]) =>
  db
    .insertInto('due')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'message_id'])
        .doUpdateSet((eb) => ({ at: eb.ref('excluded.at') })),
    ),
)

export async function deleteDue(db: Db, merchantId: string, messageIds: readonly string[]) {
  if (messageIds.length === 0) return
  await db
    .deleteFrom('due')
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messageIds)
    .execute()
}

export type Claimed = { merchant_id: string; message_id: string }

/**
 * Leases up to `limit` due messages of a lane, oldest first. The lease moves the row behind its own
 * end, so that what is leased never stands in front of what is due: a few thousand locked rows in
 * the index once took a whole database server of a peer.
 */
export async function claimDue(
  db: Db,
  {
    clock,
    lane,
    now,
    leaseUntil,
    limit,
  }: { clock: string; lane: number; now: string; leaseUntil: string; limit: number },
): Promise<Claimed[]> {
  const due = db
    .selectFrom('due')
    .select(['merchant_id', 'message_id'])
    .where('clock', '=', clock)
    .where('lane', '=', lane)
    .where('at', '<=', now)
    .orderBy('at')
    .limit(limit)
    .$if(isPostgres(db), (query) => query.forUpdate().skipLocked())

  return db
    .updateTable('due')
    .set({ at: leaseUntil })
    .where(sql<boolean>`(merchant_id, message_id) in (${due})`)
    .where('at', '<=', now)
    .returning(['merchant_id', 'message_id'])
    .execute()
}

/**
 * Takes a lease on, or answers false where it is no longer the caller's: it ended and another has
 * the message, or the message was moved. Without this look two workers that share a slow provider
 * hand one mail over twice.
 */
export async function renewLease(
  db: Db,
  {
    merchantId,
    messageId,
    lease,
    until,
  }: { merchantId: string; messageId: string; lease: string; until: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('due')
    .set({ at: until })
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .where('at', '=', lease)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Looks at one message later than its lease would. */
export async function postponeDue(
  db: Db,
  { merchantId, messageId, at }: { merchantId: string; messageId: string; at: string },
) {
  await db
    .updateTable('due')
    .set({ at })
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .execute()
}

/** The next moment at which something of this clock falls due; null where nothing waits. */
export async function nextDueAt(
  db: Db,
  clock: string,
  lanes: readonly number[],
): Promise<string | null> {
  const firsts = await Promise.all(
    lanes.map((lane) =>
      db
        .selectFrom('due')
        .select('at')
        .where('clock', '=', clock)
        .where('lane', '=', lane)
        .orderBy('at')
        .limit(1)
        .executeTakeFirst(),
    ),
  )
  const ats = firsts.flatMap((row) => (row ? [row.at] : [])).sort()
  return ats[0] ?? null
}
