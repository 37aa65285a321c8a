import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely'
import { compileInsert, compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { DueTable } from './schema.ts'

/** `clock` of everything that live merchants send: they share the system's. */
export const LIVE = 'live'

/**
 * `fresh`: of messages that are new, which have no row yet. On SQLite those are one statement, and
 * the others one each: to be able to take a half-done statement of several rows back, it copies
 * every page that they touch, which is a quarter of what they cost. `or fail` spares it that, and
 * whoever fails in here is taken back as a whole.
 */
export async function insertDue(
  db: Db,
  rows: readonly DueTable[],
  fresh: readonly DueTable[] = [],
) {
  if (isPostgres(db)) return void (await insertOrMove(db, [...fresh, ...rows]))
  await insertFresh(db, fresh)
  for (const row of rows) await insertOrMove(db, [row])
}

const insertFresh = compileInsert(
  (db, rows: DueTable[]) => db.insertInto('due').values(rows).orFail(),
  { late: 'due' },
)

const insertOrMove = compileInsert(
  (db, rows: DueTable[]) =>
    db
      .insertInto('due')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['merchant_id', 'message_id'])
          .doUpdateSet((eb) => ({ at: eb.ref('excluded.at') })),
      ),
  { late: 'due' },
)

export async function deleteDue(db: Db, merchantId: string, messageIds: readonly string[]) {
  for (const messageId of messageIds) await deleteOne(db, merchantId, messageId)
}

/** One at a time: there is hardly ever a second, and a list of another length is another query. */
const deleteOne = compileOnce((db, merchantId: string, messageId: string) =>
  db.deleteFrom('due').where('merchant_id', '=', merchantId).where('message_id', '=', messageId),
)

/** `order_id`: of whose order the message is, on PostgreSQL, where it saves a way there and back. */
export type Claimed = { merchant_id: string; message_id: string; order_id?: string | null }
/** `lane` goes into the text of a query: each has an index of its own, found by its number alone. */
export type Of = { clock: string; lane: number }
type Claiming = Of & { now: string; leaseUntil: string }

export const ofLane = (db: Db, { clock, lane }: Of) =>
  sql`clock = ${unseen(db, clock)} and lane = ${sql.lit(lane)}`

/**
 * A value that SQLite's planner does not look at. One that it does look at (beside `min`, or an order
 * with a limit) it takes for a new query at each run, and prepares it anew: a look for what is due
 * took 130 µs instead of 15, a claim 110 instead of 20.
 */
export const unseen = (db: Db, value: unknown) =>
  isPostgres(db) ? sql`${value}` : sql`(select ${value})`

/**
 * Leases up to `limit` due messages of a lane, oldest first. The lease moves the row behind its own
 * end, so that what is leased never stands in front of what is due: a few thousand locked rows in
 * the index once took a whole database server of a peer.
 */
export async function claimDue(
  db: Db,
  { clock, lane, now, leaseUntil, limit }: Claiming & { limit: number },
): Promise<Claimed[]> {
  return (await claimOldest(lane)(db, leaseUntil, clock, now, limit, now)).rows
}

const claimOldest = oncePer((lane: number) =>
  compileOnce((db, until: string, clock: string, now: string, limit: number, before: string) => {
    const due = sql`select merchant_id, message_id from due
      where ${ofLane(db, { clock, lane })} and at <= ${unseen(db, now)}
      order by at limit ${unseen(db, limit)} ${unlocked(db)}`
    return lease(db, { until, before }, due)
  }),
)

/** The same for merchants by turns: of each so many of its oldest. */
export async function claimShares(
  db: Db,
  { merchantIds, share, ...claiming }: Claiming & { merchantIds: string[]; share: number },
): Promise<Claimed[]> {
  const { clock, lane, now, leaseUntil } = claiming
  if (merchantIds.length === 0) return []
  const shares = merchantIds.flatMap((merchantId) => [clock, merchantId, now, share])
  return (await claimTurns(lane, merchantIds.length)(db, leaseUntil, ...shares, now)).rows
}

const claimTurns = oncePer((lane: number, merchants: number) =>
  compileOnce((db, ...[until, ...values]: unknown[]) => {
    const shares = Array.from({ length: merchants }, (_, at) => {
      const [clock, merchantId, now, share] = values.slice(at * 4)
      const of = ofMerchant(db, { clock: String(clock), lane, merchantId, now })
      return sql`select * from (select merchant_id, message_id from due
        where ${of} limit ${unseen(db, share)} ${unlocked(db)}) as share`
    })
    const lasting = { until: String(until), before: String(values.at(-1)) }
    return lease(db, lasting, sql.join(shares, sql` union all `))
  }),
)

/**
 * The lane by a `select`, which hides from PostgreSQL that the index of the lane alone would serve as
 * well: without statistics it takes that one, and passes by all that is due of others.
 */
const ofMerchant = (
  db: Db,
  { clock, lane, merchantId, now }: Of & { merchantId: unknown; now: unknown },
) => {
  const it = isPostgres(db) ? sql`(select ${sql.lit(lane)})` : sql.lit(lane)
  return sql`clock = ${unseen(db, clock)} and lane = ${it} and merchant_id = ${unseen(db, merchantId)}
    and at <= ${unseen(db, now)} order by at`
}

/** What another worker has just taken is not waited for. */
const unlocked = (db: Db) => (isPostgres(db) ? sql`for update skip locked` : sql``)

/** By `is true` no index serves the second look: PostgreSQL 18 would walk all lanes by it first. */
const lease = (
  db: Db,
  { until, before }: { until: string; before: string },
  due: RawBuilder<unknown>,
) =>
  db
    .updateTable('due')
    .set({ at: until })
    .where(sql<boolean>`(merchant_id, message_id) in (${due})`)
    .where(sql<boolean>`(at <= ${before}) is true`)
    .returning(['merchant_id', 'message_id'])
    .$if(isPostgres(db), (query) =>
      query.returning(({ selectFrom }) =>
        selectFrom('messages')
          .select('order_id')
          .whereRef('messages.merchant_id', '=', 'due.merchant_id')
          .whereRef('messages.id', '=', 'due.message_id')
          .as('order_id'),
      ),
    )

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

/**
 * The same of each lane that has something. One statement, an index seek a lane; compiled, so that
 * PostgreSQL keeps its plan: to plan it, it reads a page of each index more than to run it.
 */
export async function nextDueOfLanes(
  db: Db,
  clock: string,
  lanes: readonly number[],
): Promise<{ lane: number; at: string }[]> {
  if (lanes.length === 0) return []
  const { rows } = await selectNext(...lanes)(db, ...lanes.map(() => clock))
  return rows.flatMap(({ lane, at }) => (at === null ? [] : [{ lane, at }]))
}

const selectNext = oncePer((...lanes: number[]) =>
  compileOnce((db, ...clocks: string[]) => {
    const firsts = lanes.map(
      (lane, n) => sql`select ${sql.lit(lane)} as lane,
      (select min(at) from due where ${ofLane(db, { clock: clocks[n] ?? '', lane })}) as at`,
    )
    return compilable<{ lane: number; at: string | null }>(db, sql.join(firsts, sql` union all `))
  }),
)

/**
 * Whether anything falls due before a moment: what who waits asks now and then, of PostgreSQL, where
 * the row of a lane's next moment is a page of its own. With a million waiting in two lanes it reads
 * 6 pages, and the next moments of six lanes 20.
 */
export async function isDueBefore(
  db: Db,
  clock: string,
  lanes: readonly number[],
  before: string,
): Promise<boolean> {
  const { rows } = await selectBefore(...lanes)(db, clock, before)
  return rows[0]?.is_due === 1
}

const selectBefore = oncePer((...lanes: number[]) =>
  compileOnce((db, clock: string, before: string) => {
    const of = sql.join(lanes.map((lane) => sql.lit(lane)))
    return compilable<{ is_due: number }>(
      db,
      sql`select case when exists (
        select 1 from due where clock = ${clock} and lane in (${of}) and at < ${before}
      ) then 1 else 0 end as is_due`,
    )
  }),
)

export const compilable = <Row>(db: Db, text: RawBuilder<unknown>): Compilable<Row> => ({
  compile: () => text.compile(db) as CompiledQuery<Row>,
})

/** A text of its own for each of so few numbers. */
export function oncePer<Numbers extends number[], Text>(make: (...numbers: Numbers) => Text) {
  const made = new Map<string, Text>()
  return (...numbers: Numbers): Text => {
    const key = numbers.join()
    const text = made.get(key) ?? make(...numbers)
    made.set(key, text)
    return text
  }
}
