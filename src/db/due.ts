import { type RawBuilder, sql } from 'kysely'
import { compileInsert, compileOnce } from './compiled.ts'
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
  for (const messageId of messageIds) await deleteOne(db, merchantId, messageId)
}

/** One at a time: there is hardly ever a second, and a list of another length is another query. */
const deleteOne = compileOnce((db, merchantId: string, messageId: string) =>
  db.deleteFrom('due').where('merchant_id', '=', merchantId).where('message_id', '=', messageId),
)

export type Claimed = { merchant_id: string; message_id: string }
/** `lane` goes into the text of a query: each has an index of its own, found by its number alone. */
type Of = { clock: string; lane: number }
type Claiming = Of & { now: string; leaseUntil: string }

const ofLane = ({ clock, lane }: Of) => sql`clock = ${clock} and lane = ${sql.lit(lane)}`

/**
 * Leases up to `limit` due messages of a lane, oldest first. The lease moves the row behind its own
 * end, so that what is leased never stands in front of what is due: a few thousand locked rows in
 * the index once took a whole database server of a peer.
 */
export async function claimDue(
  db: Db,
  { limit, ...claiming }: Claiming & { limit: number },
): Promise<Claimed[]> {
  const due = sql`select merchant_id, message_id from due
    where ${ofLane(claiming)} and at <= ${claiming.now}
    order by at limit ${limit} ${unlocked(db)}`
  return lease(db, claiming, due)
}

/** The same for merchants by turns: of each so many of its oldest. */
export async function claimShares(
  db: Db,
  { merchantIds, share, ...claiming }: Claiming & { merchantIds: string[]; share: number },
): Promise<Claimed[]> {
  if (merchantIds.length === 0) return []
  const shares = merchantIds.map(
    (merchantId) => sql`select * from (select merchant_id, message_id from due
      where ${ofLane(claiming)} and merchant_id = ${merchantId} and at <= ${claiming.now}
      order by at limit ${share} ${unlocked(db)}) as share`,
  )
  return lease(db, claiming, sql.join(shares, sql` union all `))
}

/** What another worker has just taken is not waited for. */
const unlocked = (db: Db) => (isPostgres(db) ? sql`for update skip locked` : sql``)

async function lease(
  db: Db,
  { now, leaseUntil }: Claiming,
  due: RawBuilder<unknown>,
): Promise<Claimed[]> {
  return db
    .updateTable('due')
    .set({ at: leaseUntil })
    .where(sql<boolean>`(merchant_id, message_id) in (${due})`)
    .where('at', '<=', now)
    .returning(['merchant_id', 'message_id'])
    .execute()
}

/**
 * The merchants behind `after` that have something in a lane, in the order of their ids, and whether
 * it is due: two seeks each, however much waits of any of them. At most `limit`.
 */
export async function listTurns(
  db: Db,
  { now, after, limit, ...of }: Of & { now: string; after: string; limit: number },
): Promise<{ merchantId: string; isDue: boolean }[]> {
  const next = (than: RawBuilder<unknown>) =>
    sql`select min(merchant_id) from due where ${ofLane(of)} and merchant_id > ${than}`
  const { rows } = await sql<{ merchant_id: string; is_due: number }>`
    with recursive turn (merchant_id, n) as (
      select (${next(sql`${after}`)}), 1
      union all
      select (${next(sql`turn.merchant_id`)}), n + 1 from turn
      where merchant_id is not null and n < ${limit}
    )
    select merchant_id, case when exists (
      select 1 from due
      where ${ofLane(of)} and due.merchant_id = turn.merchant_id and at <= ${now}
    ) then 1 else 0 end as is_due
    from turn where merchant_id is not null`.execute(db)
  return rows.map(({ merchant_id, is_due }) => ({ merchantId: merchant_id, isDue: is_due === 1 }))
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
  const { numAffectedRows } = await moveFrom(db, until, merchantId, messageId, lease)
  return (numAffectedRows ?? 0n) > 0n
}

const moveFrom = compileOnce(
  (db, until: string, merchantId: string, messageId: string, lease: string) =>
    db
      .updateTable('due')
      .set({ at: until })
      .where('merchant_id', '=', merchantId)
      .where('message_id', '=', messageId)
      .where('at', '=', lease),
)

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
  const ats = (await nextDueOfLanes(db, clock, lanes)).map(({ at }) => at).sort()
  return ats[0] ?? null
}

/** The same of each lane that has something. One statement, an index seek a lane. */
export async function nextDueOfLanes(
  db: Db,
  clock: string,
  lanes: readonly number[],
): Promise<{ lane: number; at: string }[]> {
  if (lanes.length === 0) return []
  const firsts = lanes.map(
    (lane) => sql`select ${sql.lit(lane)} as lane,
      (select min(at) from due where ${ofLane({ clock, lane })}) as at`,
  )
  const { rows } = await sql<{ lane: number; at: string | null }>`${sql.join(
    firsts,
    sql` union all `,
  )}`.execute(db)
  return rows.flatMap(({ lane, at }) => (at === null ? [] : [{ lane, at }]))
}
