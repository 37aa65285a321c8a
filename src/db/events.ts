import { toInstant } from '../domain/instant.ts'
import type { AnyEvent, Decided, Recorded } from '../domain/own-event.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { EventsTable } from './schema.ts'

export type EventSource = 'api' | 'standard' | 'shopify' | 'tidings'
export type StoredEvent = Recorded & { source: string }

/** Records an event once; false where its id was recorded before, and nothing changed. */
export async function insertEvent(
  db: Db,
  merchantId: string,
  event: Recorded,
  { orderId, source }: { orderId: string | null; source: EventSource },
): Promise<boolean> {
  const { receivedAt, decided, ...body } = event
  const written = await insertOnce(db, [
    {
      merchant_id: merchantId,
      origin: source === 'tidings' ? 'tidings' : 'merchant',
      id: event.id,
      type: event.type,
      order_id: orderId,
      occurred_at: toInstant(event.occurred_at),
      received_at: receivedAt,
      source,
      body: JSON.stringify(body),
      decided: decided ? JSON.stringify(decided) : null,
    },
  ])
  return written > 0n
}

const insertOnce = compileInsert((db, rows: EventsTable[]) =>
  db
    .insertInto('events')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
)

export async function hasEvent(db: Db, merchantId: string, id: string): Promise<boolean> {
  if (id.includes('\0')) return false
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('merchant_id', '=', merchantId)
    .where('origin', '=', 'merchant')
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Every event of an order, as recorded; the fold sorts them. */
export async function listOrderEvents(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<StoredEvent[]> {
  const { rows } = await selectOfOrder(db, merchantId, orderId, ORDER_EVENTS_MAX)
  return rows.map(({ source, ...row }) => ({ ...toRecorded(row), source }))
}

const selectOfOrder = compileOnce((db, merchantId: string, orderId: string, most: number) =>
  db
    .selectFrom('events')
    .select(['body', 'received_at', 'source', 'decided'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('occurred_at')
    .limit(most),
)

/**
 * Lets who brings a package and who speaks of it take turns on PostgreSQL. Else the scan looks for
 * its package and the package for its scan, and neither sees the row that the other has not yet
 * committed: the scan would lie there for good. A row of the same key makes the second one wait.
 */
export async function lockReferences(db: Db, merchantId: string, references: readonly string[]) {
  if (!isPostgres(db)) return
  for (const reference of [...references].sort()) {
    await insertUnattached(db, merchantId, reference, NO_EVENT)
  }
}

const NO_EVENT = ''

/** Keeps an event that names no order until a package with its reference is known. */
export async function insertUnattached(
  db: Db,
  merchantId: string,
  reference: string,
  eventId: string,
) {
  await db
    .insertInto('unattached')
    .values({ merchant_id: merchantId, reference, event_id: eventId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Gives an order the events that waited for one of its packages, and returns them. */
export async function attachEvents(
  db: Db,
  merchantId: string,
  references: readonly string[],
  orderId: string,
): Promise<Recorded[]> {
  if (references.length === 0) return []
  const waiting = await db
    .deleteFrom('unattached')
    .where('merchant_id', '=', merchantId)
    .where('reference', 'in', references)
    .returning('event_id')
    .execute()
  if (waiting.length === 0) return []

  const rows = await db
    .updateTable('events')
    .set({ order_id: orderId })
    .where('merchant_id', '=', merchantId)
    .where('origin', '=', 'merchant')
    .where('id', 'in', [...new Set(waiting.map(({ event_id }) => event_id))])
    .where('order_id', 'is', null)
    .returning(['body', 'received_at', 'decided'])
    .execute()
  return rows.map(toRecorded)
}

type StoredBody = { body: string; received_at: string; decided: string | null }

const toRecorded = ({ body, received_at, decided }: StoredBody): Recorded => ({
  ...(JSON.parse(body) as AnyEvent),
  receivedAt: received_at,
  ...(decided ? { decided: JSON.parse(decided) as Decided } : {}),
})

/** Far above what an order lives through; a feed that loops must not fill the memory. */
const ORDER_EVENTS_MAX = 5_000
