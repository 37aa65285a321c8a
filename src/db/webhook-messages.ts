import { type SelectQueryBuilder, sql } from 'kysely'
import type { MessageStatus } from '../domain/message.ts'
import { ENDPOINT_ID_LENGTH, webhookKey } from '../domain/webhook.ts'
import { toMessage } from './message-words.ts'
import type { Db } from './open.ts'
import type { Database, MessageRow } from './schema.ts'

/** As the index over them says it: a parameter in its place would keep SQLite from using it. */
const IS_WEBHOOK = sql<boolean>`channel = 'webhook'`
const ENDPOINT = sql<string>`substr(key, 1, ${sql.raw(String(ENDPOINT_ID_LENGTH))})`

type Row = { merchantId: string; endpointId: string; orderId: string }

/**
 * What has to be told of this order to this endpoint before `row`: the earliest that is due and not
 * yet taken, with the moment at which it is looked at next.
 */
export async function findEarlier(
  db: Db,
  { merchantId, endpointId, orderId, row }: Row & { row: Pick<MessageRow, 'id' | 'due_at'> },
): Promise<{ id: string; at: string | null } | null> {
  const found = await ofOrder(db, { merchantId, endpointId, orderId })
    .leftJoin('due', (join) =>
      join
        .onRef('due.merchant_id', '=', 'messages.merchant_id')
        .onRef('due.message_id', '=', 'messages.id'),
    )
    .select(['messages.id', 'due.at'])
    .where('messages.status', 'in', ['planned', 'sending'])
    .where((eb) =>
      eb(eb.refTuple('messages.due_at', 'messages.id'), '<', eb.tuple(row.due_at, row.id)),
    )
    .orderBy('messages.due_at')
    .orderBy('messages.id')
    .limit(1)
    .executeTakeFirst()
  return found ?? null
}

/** The next one of the order that waited for the one before it goes now. */
export async function wakeNext(
  db: Db,
  { merchantId, endpointId, orderId, now }: Row & { now: string },
) {
  const next = ofOrder(db, { merchantId, endpointId, orderId })
    .select('id')
    .where('status', '=', 'planned')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
  await bringForward(db, { merchantId, now }, next)
}

/** Of how many at once: they stand in one lane with other merchants' mail. */
const WOKEN_MAX = 1_000

/**
 * What waits for an endpoint is looked at now: it answers again, or it has gone. The oldest of many;
 * the others come in their own time.
 */
export async function wakeWaiting(
  db: Db,
  { merchantId, endpointId, now }: Omit<Row, 'orderId'> & { now: string },
) {
  const waiting = ofEndpoint(db, merchantId, endpointId)
    .select('id')
    .where('status', '=', 'planned')
    .where('due_at', '<=', now)
    .orderBy('created_at')
    .orderBy('id')
    .limit(WOKEN_MAX)
  await bringForward(db, { merchantId, now }, waiting)
}

const bringForward = (
  db: Db,
  { merchantId, now }: { merchantId: string; now: string },
  ids: SelectQueryBuilder<Database, 'messages', { id: string }>,
) =>
  db
    .updateTable('due')
    .set({ at: now })
    .where('merchant_id', '=', merchantId)
    .where('at', '>', now)
    .where('message_id', 'in', ids)
    .execute()

/**
 * By the order and the beginning of the key: an endpoint that is down for a day has more that waits
 * than one order has ever been told, and each of those asks this.
 */
const ofOrder = (db: Db, { merchantId, endpointId, orderId }: Row) =>
  db
    .selectFrom('messages')
    .where('messages.merchant_id', '=', merchantId)
    .where('messages.order_id', '=', orderId)
    .where('messages.key', '>=', webhookKey(endpointId, ''))
    .where('messages.key', '<', `${endpointId};`)

const ofEndpoint = (db: Db, merchantId: string, endpointId: string) =>
  db
    .selectFrom('messages')
    .where('merchant_id', '=', merchantId)
    .where(IS_WEBHOOK)
    .where(ENDPOINT, '=', endpointId)

export type Position = [createdAt: string, id: string]

/** What was told to an endpoint, or is to be, the newest first. */
export async function listDeliveries(
  db: Db,
  merchantId: string,
  {
    endpointId,
    statuses,
    before,
    limit,
  }: {
    endpointId: string
    statuses: readonly MessageStatus[]
    before: Position | null
    limit: number
  },
): Promise<MessageRow[]> {
  // One look a status, each along the index, rather than one at all that was ever told.
  const found = await Promise.all(
    statuses.map((status) =>
      ofEndpoint(db, merchantId, endpointId)
        .selectAll()
        .where('status', '=', status)
        .$if(before !== null, (query) =>
          query.where((eb) => {
            const [at, id] = before ?? ['', '']
            return eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(at, id))
          }),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    ),
  )
  return found
    .flat()
    .map(toMessage)
    .sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? 1 : -1))
    .slice(0, limit)
}

/** Parked events, the oldest first: in that order they go again. */
export async function listParked(
  db: Db,
  merchantId: string,
  endpointId: string,
  limit: number,
): Promise<MessageRow[]> {
  const rows = await ofEndpoint(db, merchantId, endpointId)
    .selectAll()
    .where('status', '=', 'failed')
    .where('kind', '!=', 'ping')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toMessage)
}

/** How many are parked, counted up to a limit. */
export async function countParked(
  db: Db,
  merchantId: string,
  endpointId: string,
  limit: number,
): Promise<number> {
  const rows = await ofEndpoint(db, merchantId, endpointId)
    .select('id')
    .where('status', '=', 'failed')
    .where('kind', '!=', 'ping')
    .limit(limit)
    .execute()
  return rows.length
}
