import { sql } from 'kysely'
import type { Ahead, Place } from '../domain/supply-queue.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { QueueTable } from './schema-stock.ts'

/** A waiting line in the queue of its SKU, with the assignment that its date was made from. */
export type QueueEntry = Place & {
  orderId: string
  lineId: string
  /** 0, and counted on for what was ordered more of the line behind others who had been told. */
  part: number
  sku: string
  quantity: number
  countedAt: string
  isTold: boolean
  /** What it is assigned to; null while nobody has worked that out. */
  dated: { supplyId: string | null; expectedAt: string | null; ahead: number } | null
}

/** The lines of an order that stand in a queue. */
export async function listEntriesOfOrder(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<QueueEntry[]> {
  return (await selectOfOrder(db, merchantId, orderId)).rows.map(toEntry)
}

const selectOfOrder = compileOnce((db, merchantId: string, orderId: string) =>
  db
    .selectFrom('queue')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId),
)

export async function listEntriesOfOrders(
  db: Db,
  merchantId: string,
  orderIds: readonly string[],
): Promise<QueueEntry[]> {
  if (orderIds.length === 0) return []
  const rows = await db
    .selectFrom('queue')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('order_id', 'in', orderIds)
    .execute()
  return rows.map(toEntry)
}

export async function insertEntries(db: Db, merchantId: string, entries: readonly QueueEntry[]) {
  await insertRows(
    db,
    entries.map((entry) => toRow(merchantId, entry)),
  )
}

const insertRows = compileInsert((db, rows: QueueTable[]) =>
  db
    .insertInto('queue')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()),
)

export async function updateEntry(db: Db, merchantId: string, entry: QueueEntry) {
  const { merchant_id: _, order_id, line_id, part, ...fields } = toRow(merchantId, entry)
  await db
    .updateTable('queue')
    .set(fields)
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', order_id)
    .where('line_id', '=', line_id)
    .where('part', '=', part)
    .execute()
}

/** That a customer was told the date of a line, or is told none any more: it moves nobody. */
export async function markTold(db: Db, merchantId: string, entry: QueueEntry) {
  await db
    .updateTable('queue')
    .set({ is_told: entry.isTold ? 1 : 0 })
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', entry.orderId)
    .where('line_id', '=', entry.lineId)
    .execute()
}

export async function deleteEntry(db: Db, merchantId: string, entry: QueueEntry) {
  await db
    .deleteFrom('queue')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', entry.orderId)
    .where('line_id', '=', entry.lineId)
    .where('part', '=', entry.part)
    .execute()
}

/** What many entries are assigned to, each with its own: a walk writes a batch at a time. */
export async function saveAssignments(db: Db, merchantId: string, entries: readonly QueueEntry[]) {
  for (const { orderId, lineId, part, dated } of entries) {
    const { supplyId = null, expectedAt = null, ahead = 0 } = dated ?? {}
    const name = [merchantId, orderId, lineId, part] as const
    await setAssignment(db, supplyId, expectedAt, dated ? 1 : 0, ahead, ...name)
  }
}

const setAssignment = compileOnce(
  (
    db,
    supplyId: string | null,
    expectedAt: string | null,
    isDated: number,
    ahead: number,
    merchantId: string,
    orderId: string,
    lineId: string,
    part: number,
  ) =>
    db
      .updateTable('queue')
      .set({ supply_id: supplyId, expected_at: expectedAt, is_dated: isDated, ahead })
      .where('merchant_id', '=', merchantId)
      .where('order_id', '=', orderId)
      .where('line_id', '=', lineId)
      .where('part', '=', part),
)

/** The next entries of a queue, in its order, along its index. */
export async function listEntriesAfter(
  db: Db,
  merchantId: string,
  { sku, after, limit }: { sku: string; after: Place | null; limit: number },
): Promise<QueueEntry[]> {
  const { epoch, rank } = after ?? BEFORE_ALL
  const { rows } = await selectAfter(db, merchantId, sku, epoch, rank, limit)
  return rows.map(toEntry)
}

const BEFORE_ALL: Place = { epoch: -1, rank: '' }

const selectAfter = compileOnce(
  (db, merchantId: string, sku: string, epoch: number, rank: string, limit: number) =>
    db
      .selectFrom('queue')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('sku', '=', sku)
      .where(sql<boolean>`(epoch, rank) > (${epoch}, ${rank})`)
      .orderBy('epoch')
      .orderBy('rank')
      .limit(limit),
)

/** Units ahead of a place: all of them, and those of who waited by `until`. From the index alone. */
export async function sumAhead(
  db: Db,
  merchantId: string,
  { sku, place, until }: { sku: string; place: Place; until: string },
): Promise<Ahead> {
  const [row] = (await selectSum(db, until, merchantId, sku, place.epoch, place.rank)).rows
  return { units: Number(row?.units ?? 0), eligible: Number(row?.eligible ?? 0) }
}

const selectSum = compileOnce(
  (db, until: string, merchantId: string, sku: string, epoch: number, rank: string) =>
    db
      .selectFrom('queue')
      .select([
        sql<number | null>`sum(quantity)`.as('units'),
        sql<number | null>`sum(case when counted_at <= ${until} then quantity else 0 end)`.as(
          'eligible',
        ),
      ])
      .where('merchant_id', '=', merchantId)
      .where('sku', '=', sku)
      .where(sql<boolean>`(epoch, rank) < (${epoch}, ${rank})`),
)

/** Units that are missing only since after `at`: few, for it is nearly always the present. */
export async function sumCountedAfter(
  db: Db,
  merchantId: string,
  { sku, at }: { sku: string; at: string },
): Promise<number> {
  const row = await db
    .selectFrom('queue')
    .select(sql<number | null>`sum(quantity)`.as('units'))
    .where('merchant_id', '=', merchantId)
    .where('sku', '=', sku)
    .where('counted_at', '>', at)
    .executeTakeFirst()
  return Number(row?.units ?? 0)
}

const toRow = (merchantId: string, entry: QueueEntry): QueueTable => ({
  merchant_id: merchantId,
  order_id: entry.orderId,
  line_id: entry.lineId,
  part: entry.part,
  sku: entry.sku,
  epoch: entry.epoch,
  rank: entry.rank,
  quantity: entry.quantity,
  counted_at: entry.countedAt,
  is_told: entry.isTold ? 1 : 0,
  is_dated: entry.dated ? 1 : 0,
  supply_id: entry.dated?.supplyId ?? null,
  expected_at: entry.dated?.expectedAt ?? null,
  ahead: entry.dated?.ahead ?? 0,
})

const toEntry = (row: QueueTable): QueueEntry => ({
  orderId: row.order_id,
  lineId: row.line_id,
  part: row.part,
  sku: row.sku,
  epoch: row.epoch,
  rank: row.rank,
  quantity: row.quantity,
  countedAt: row.counted_at,
  isTold: row.is_told === 1,
  dated:
    row.is_dated === 1
      ? { supplyId: row.supply_id, expectedAt: row.expected_at, ahead: row.ahead }
      : null,
})
