import { sql } from 'kysely'
import { compileOnce } from './compiled.ts'
import { LIVE } from './due.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'

/** Work over many orders that lies ahead: what kind, about what, and how far it has come. */
export type Walk = {
  merchantId: string
  id: string
  kind: string
  subject: string
  /** Where it goes on: the position of the last order it has been at, '' at the start. */
  cursor: string
}

export type NewWalk = Omit<Walk, 'cursor'> & { cursor?: string; isLive: boolean; at: string }

export async function insertWalk(
  db: Db,
  { merchantId, id, kind, subject, cursor = '', isLive, at }: NewWalk,
) {
  await db
    .insertInto('walks')
    .values({
      merchant_id: merchantId,
      id,
      kind,
      subject,
      cursor,
      created_at: at,
      done_at: null,
      clock: isLive ? LIVE : merchantId,
      walked_at: '',
    })
    .execute()
}

/** Ends walks that a later one of the same subject makes needless. */
export async function endWalksOf(
  db: Db,
  merchantId: string,
  { kind, subject, at }: { kind: string; subject: string; at: string },
) {
  await db
    .updateTable('walks')
    .set({ done_at: at })
    .where('merchant_id', '=', merchantId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('done_at', 'is', null)
    .execute()
}

/**
 * Takes the open walk of a clock that has waited longest for its turn, for this transaction alone:
 * on PostgreSQL another worker passes over it and takes the next one.
 */
export async function claimWalk(
  db: Db,
  clock: string,
  kinds: readonly string[],
): Promise<Walk | null> {
  const row = await db
    .selectFrom('walks')
    .select(['merchant_id', 'id', 'kind', 'subject', 'cursor'])
    .where('clock', '=', clock)
    .where('done_at', 'is', null)
    .where('kind', 'in', kinds)
    .orderBy('walked_at')
    .limit(1)
    .$if(isPostgres(db), (query) => query.forUpdate().skipLocked())
    .executeTakeFirst()
  return row ? toWalk(row) : null
}

/** How far it has come, at the end of its turn. */
export async function saveWalk(
  db: Db,
  { merchantId, id, cursor }: Walk,
  { walkedAt, doneAt }: { walkedAt: string; doneAt: string | null },
) {
  await db
    .updateTable('walks')
    .set({ cursor, walked_at: walkedAt, done_at: doneAt })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
}

/** What lies ahead of a merchant's orders, oldest first: nearly always nothing, by one look. */
export async function listOpenWalks(db: Db, merchantId: string): Promise<Walk[]> {
  const { rows } = await selectOpen(db, merchantId)
  return rows.sort((a, b) => (a.created_at < b.created_at ? -1 : 1)).map(toWalk)
}

/**
 * Built once: it is asked before every message. Sorted above: ordered beside a parameter, SQLite
 * would prepare it anew each time.
 */
const selectOpen = compileOnce((db, merchantId: string) =>
  db
    .selectFrom('walks')
    .select(['merchant_id', 'id', 'kind', 'subject', 'cursor', 'created_at'])
    .where('merchant_id', '=', merchantId)
    .where('done_at', 'is', null)
    .limit(sql.lit(OPEN_MAX)),
)

/** The kinds of the walks of this clock that are open. */
export async function listOpenKinds(db: Db, clock: string): Promise<string[]> {
  const rows = await db
    .selectFrom('walks')
    .select('kind')
    .where('clock', '=', clock)
    .where('done_at', 'is', null)
    .limit(OPEN_MAX)
    .execute()
  return [...new Set(rows.map(({ kind }) => kind))]
}

/** The open walks about one thing. */
export async function listOpenWalksOf(
  db: Db,
  merchantId: string,
  subject: string,
): Promise<Walk[]> {
  return (await selectOpenOf(db, merchantId, subject)).rows.map(toWalk)
}

const selectOpenOf = compileOnce((db, merchantId: string, subject: string) =>
  db
    .selectFrom('walks')
    .select(['merchant_id', 'id', 'kind', 'subject', 'cursor'])
    .where('merchant_id', '=', merchantId)
    .where('done_at', 'is', null)
    .where('subject', '=', subject),
)

/**
 * Waits for whoever is at the open walks of a kind about one thing, and keeps others from taking
 * them up: who adds to what such a walk is about must not take one for open that has just read it.
 */
export async function lockOpenWalks(
  db: Db,
  merchantId: string,
  { kind, subject }: { kind: string; subject: string },
) {
  if (!isPostgres(db)) return
  await db
    .selectFrom('walks')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('done_at', 'is', null)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .forUpdate()
    .execute()
}

/**
 * Ends the other open walks of a kind about one thing, and answers with them: who goes on takes up
 * where the one that is furthest back stands. Those that another worker has are left to it.
 */
export async function mergeWalks(db: Db, walk: Walk, at: string): Promise<Walk[]> {
  const others = await db
    .selectFrom('walks')
    .select(['merchant_id', 'id', 'kind', 'subject', 'cursor'])
    .where('merchant_id', '=', walk.merchantId)
    .where('done_at', 'is', null)
    .where('kind', '=', walk.kind)
    .where('subject', '=', walk.subject)
    .where('id', '!=', walk.id)
    .$if(isPostgres(db), (query) => query.forUpdate().skipLocked())
    .execute()
  if (others.length > 0)
    await db
      .updateTable('walks')
      .set({ done_at: at })
      .where('merchant_id', '=', walk.merchantId)
      .where(
        'id',
        'in',
        others.map(({ id }) => id),
      )
      .execute()
  return others.map(toWalk)
}

/** Forgets what a merchant's walks were, once they are long done. */
export async function deleteWalksDone(db: Db, merchantId: string, before: string) {
  await db
    .deleteFrom('walks')
    .where('merchant_id', '=', merchantId)
    .where('done_at', '<', before)
    .execute()
}

const OPEN_MAX = 1_000

const toWalk = (row: {
  merchant_id: string
  id: string
  kind: string
  subject: string
  cursor: string
}): Walk => ({
  merchantId: row.merchant_id,
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  cursor: row.cursor,
})

export type Stop = { orderId: string; position: string }

/**
 * The next orders of a merchant that a policy still matters to, along the index by status: what is
 * open, what has shipped in part, and what shipped and was placed since `shippedSince`, for its
 * parcel may still go astray. An order that changes its status meanwhile is planned anew by that.
 */
export async function listUnfinishedAfter(
  db: Db,
  merchantId: string,
  { after, shippedSince, limit }: { after: string; shippedSince: string; limit: number },
): Promise<Stop[]> {
  const [from = '', placedAt = '', orderId = ''] = after ? (JSON.parse(after) as string[]) : []
  const stops: Stop[] = []
  for (const status of STATUSES.slice(Math.max(0, STATUSES.indexOf(from)))) {
    const rows = await db
      .selectFrom('orders')
      .select(['placed_at', 'order_id'])
      .where('merchant_id', '=', merchantId)
      .where('status', '=', status)
      .$if(status === 'shipped', (query) => query.where('placed_at', '>=', shippedSince))
      .$if(status === from, (query) =>
        query.where(sql<boolean>`(placed_at, order_id) > (${placedAt}, ${orderId})`),
      )
      .orderBy('placed_at')
      .orderBy('order_id')
      .limit(limit - stops.length)
      .execute()
    stops.push(
      ...rows.map((row) => ({
        orderId: row.order_id,
        position: JSON.stringify([status, row.placed_at, row.order_id]),
      })),
    )
    if (stops.length === limit) break
  }
  return stops
}

const STATUSES = ['open', 'partially_shipped', 'shipped']
