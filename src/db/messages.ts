import { type Insertable, sql } from 'kysely'
import type { StoredNotice } from '../domain/merchant-notice.ts'
import type {
  ContactChannel,
  MessageKind,
  MessageStatus,
  StoredMessage,
} from '../domain/message.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import { storedWords, toMessage, toStored } from './message-words.ts'
import type { Db } from './open.ts'
import type { MessageRow, MessagesTable, NewMessageRow } from './schema.ts'

/** Far above what an order hears. */
export const ORDER_MESSAGES_MAX = 2_000

export async function listOrderMessages(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<MessageRow[]> {
  const { rows } = await selectOfOrder(db, merchantId, orderId)
  return rows.map(toMessage).sort(byAge)
}

/**
 * Sorted here: SQLite prepares a query anew at each run that orders its rows beside a parameter (so
 * it is built, with STAT4), and that took as long again as the rows themselves.
 */
const selectOfOrder = compileOnce((db, merchantId: string, orderId: string) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .limit(sql.lit(ORDER_MESSAGES_MAX)),
)

export function byAge(a: MessageRow, b: MessageRow): number {
  if (a.created_at !== b.created_at) return a.created_at < b.created_at ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** What was told of the shop itself and of no order, of one kind: `ping` has as many as one likes. */
export async function listShopMessages(
  db: Db,
  merchantId: string,
  kind: string,
): Promise<MessageRow[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', '')
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .limit(ORDER_MESSAGES_MAX)
    .execute()
  return rows.map(toMessage)
}

/** What the customers of these orders hear next, by order. */
export async function findNextPlanned(
  db: Db,
  merchantId: string,
  orderIds: readonly string[],
): Promise<Map<string, Pick<MessageRow, 'kind' | 'due_at'>>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('messages')
    .select(['order_id', 'kind', 'due_at'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', 'in', orderIds)
    .where('status', '=', 'planned')
    .where('channel', 'not in', OF_THE_MERCHANT)
    // The last one to be put into the map is the next to be sent.
    .orderBy('due_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map(({ order_id, ...next }) => [order_id, next]))
}

export async function findMessage(
  db: Db,
  merchantId: string,
  id: string,
): Promise<MessageRow | null> {
  const [row] = (await selectById(db, merchantId, id)).rows
  return row ? toMessage(row) : null
}

const selectById = compileOnce((db, merchantId: string, id: string) =>
  db.selectFrom('messages').selectAll().where('merchant_id', '=', merchantId).where('id', '=', id),
)

export async function insertMessages(db: Db, rows: readonly NewMessageRow[]) {
  await insertRows(db, rows.map(toStored))
}

/** `or fail`, as rows of `due` are inserted: what was written before a fault goes with its caller. */
const insertRows = compileInsert(
  (db, rows: Insertable<MessagesTable>[]) => {
    const insert = db.insertInto('messages').values(rows)
    return isPostgres(db) ? insert : insert.orFail()
  },
  { late: 'messages' },
)

type Kept = Omit<MessagesTable, 'merchant_id' | 'id' | 'why' | 'because' | 'words'>
type Change = Partial<Insertable<Kept>> & { updated_at: string }

/** The same where it is planned for another reason, which is stored by its key. */
export const rewordMessage = (
  db: Db,
  row: Pick<NewMessageRow, 'merchant_id' | 'id' | 'order_id' | 'key'>,
  { why, because, ...change }: Change & Pick<MessageRow, 'why' | 'because'>,
) => update(db, row.merchant_id, row.id, { ...change, ...storedWords(row, { why, because }) })

export const updateMessage = (db: Db, merchantId: string, id: string, change: Change) =>
  update(db, merchantId, id, change)

async function update(
  db: Db,
  merchantId: string,
  id: string,
  change: Partial<Insertable<MessagesTable>>,
) {
  const fields = Object.keys(change).join()
  const run = updates.get(fields) ?? compileUpdate(fields)
  updates.set(fields, run)
  await run(db, ...Object.values(change), merchantId, id)
}

/** By the fields that are changed: our own code has a dozen such sets. */
const updates = new Map<string, ReturnType<typeof compileUpdate>>()

const compileUpdate = (fields: string) =>
  compileOnce((db, ...values: unknown[]) =>
    db
      .updateTable('messages')
      .set(Object.fromEntries(fields.split(',').map((field, at) => [field, values[at]])))
      .where('merchant_id', '=', values.at(-2) as string)
      .where('id', '=', values.at(-1) as string),
  )

/** The newest messages that somebody reads, for the outbox; endpoints have a page of their own. */
export async function listSentMessages(
  db: Db,
  merchantId: string,
  before: [string, string] | null,
  limit: number,
): Promise<MessageRow[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('sent_at', 'is not', null)
    .where('channel', '!=', 'webhook')
    .$if(before !== null, (query) =>
      query.where((eb) => {
        const [at, id] = before ?? ['', '']
        return eb(eb.refTuple('sent_at', 'id'), '<', eb.tuple(at, id))
      }),
    )
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toMessage)
}

/** What goes to the customer; all else is the merchant's own. */
export const isToCustomer = ({ channel }: Pick<MessageRow, 'channel'>) =>
  !OF_THE_MERCHANT.includes(channel)
const OF_THE_MERCHANT: MessageRow['channel'][] = ['notify', 'webhook']

export const toStoredMessages = (rows: readonly MessageRow[]): StoredMessage[] =>
  rows.filter(isToCustomer).map((row) => ({
    messageId: row.id,
    kind: row.kind as MessageKind,
    key: row.key,
    channel: row.channel as ContactChannel,
    status: row.status as MessageStatus,
    dueAt: row.due_at,
    sentAt: row.sent_at,
    changedAt: row.updated_at,
    why: row.why,
    because: row.because,
    withdrawnWhy: row.withdrawn_why,
    withdrawnBecause: row.withdrawn_because,
  }))

export const toStoredNotices = (rows: readonly MessageRow[]): StoredNotice[] =>
  rows
    .filter((row) => !isToCustomer(row))
    .map(({ id, key, channel, status, due_at, why, because, provider }) => ({
      messageId: id,
      key,
      channel: channel as StoredNotice['channel'],
      status: status as MessageStatus,
      dueAt: due_at,
      why,
      because,
      isBegun: provider !== null,
    }))
