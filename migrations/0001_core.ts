import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

type Columns = Record<string, 'text' | 'text?' | 'integer' | 'blob' | 'blob?'>

/** Everything the first release stores. A released migration is never edited: a change is a new file. */
export const core: Migration = {
  async up(db: Kysely<unknown>) {
    for (const { name, key, columns } of TABLES) await createTable(db, name, key, columns)
    for (const { name, on, unique, columns } of INDEXES) {
      let index = db.schema.createIndex(name).on(on).columns(columns)
      if (unique) index = index.unique()
      await index.execute()
    }
  },
}

const TABLES: { name: string; key: string[]; columns: Columns }[] = [
  {
    name: 'merchants',
    key: ['id'],
    columns: {
      id: 'text',
      slug: 'text',
      name: 'text',
      mode: 'text',
      time_zone: 'text',
      country: 'text',
      locale: 'text',
      sender: 'text',
      notify_email: 'text?',
      brand: 'text',
      policy: 'text',
      clock_at: 'text?',
      clock_running_since: 'text?',
      publishable_key: 'text',
      signing_secret: 'text',
      created_at: 'text',
    },
  },
  {
    name: 'api_keys',
    key: ['merchant_id', 'key_hash'],
    columns: { merchant_id: 'text', key_hash: 'text', created_at: 'text', revoked_at: 'text?' },
  },
  {
    name: 'connections',
    key: ['merchant_id', 'id'],
    columns: {
      merchant_id: 'text',
      id: 'text',
      connector: 'text',
      secret: 'text',
      created_at: 'text',
      closed_at: 'text?',
    },
  },
  {
    name: 'deliveries',
    key: ['merchant_id', 'connection_id', 'delivery_id'],
    columns: {
      merchant_id: 'text',
      connection_id: 'text',
      delivery_id: 'text',
      topic: 'text',
      received_at: 'text',
      order_id: 'text?',
      body: 'text',
      ignored: 'text?',
    },
  },
  {
    name: 'events',
    key: ['merchant_id', 'origin', 'id'],
    columns: {
      merchant_id: 'text',
      origin: 'text',
      id: 'text',
      type: 'text',
      order_id: 'text?',
      occurred_at: 'text',
      received_at: 'text',
      source: 'text',
      body: 'text',
    },
  },
  {
    name: 'orders',
    key: ['merchant_id', 'order_id'],
    columns: {
      merchant_id: 'text',
      order_id: 'text',
      order_number: 'text',
      status: 'text',
      placed_at: 'text',
      state: 'text',
      folded_to: 'text',
      silent_since: 'text?',
      updated_at: 'text',
    },
  },
  {
    name: 'contacts',
    key: ['merchant_id', 'order_id'],
    columns: { merchant_id: 'text', order_id: 'text', contact: 'text' },
  },
  {
    name: 'order_terms',
    key: ['merchant_id', 'term', 'kind', 'order_id'],
    columns: { merchant_id: 'text', term: 'text', kind: 'text', order_id: 'text' },
  },
  {
    name: 'unattached',
    key: ['merchant_id', 'reference', 'event_id'],
    columns: { merchant_id: 'text', reference: 'text', event_id: 'text' },
  },
  {
    name: 'messages',
    key: ['merchant_id', 'id'],
    columns: {
      merchant_id: 'text',
      id: 'text',
      order_id: 'text',
      kind: 'text',
      key: 'text',
      channel: 'text',
      status: 'text',
      due_at: 'text',
      why: 'text',
      withdrawn_why: 'text?',
      created_at: 'text',
      updated_at: 'text',
      sent_at: 'text?',
      provider: 'text?',
      provider_id: 'text?',
    },
  },
  {
    name: 'due',
    key: ['merchant_id', 'message_id'],
    columns: {
      merchant_id: 'text',
      message_id: 'text',
      clock: 'text',
      lane: 'integer',
      at: 'text',
    },
  },
  {
    name: 'attempts',
    key: ['merchant_id', 'message_id', 'n'],
    columns: {
      merchant_id: 'text',
      message_id: 'text',
      n: 'integer',
      provider: 'text',
      begun_at: 'text',
      ended_at: 'text?',
      outcome: 'text?',
      detail: 'text?',
    },
  },
  {
    name: 'message_bytes',
    key: ['merchant_id', 'message_id'],
    columns: {
      merchant_id: 'text',
      message_id: 'text',
      to_address: 'text',
      subject: 'text?',
      template_version: 'text',
      content: 'blob',
      handed_over: 'blob?',
      sha256: 'text',
    },
  },
  {
    name: 'receipts',
    key: ['merchant_id', 'message_id', 'receipt_id'],
    columns: {
      merchant_id: 'text',
      message_id: 'text',
      receipt_id: 'text',
      kind: 'text',
      at: 'text',
      detail: 'text?',
    },
  },
  {
    name: 'links',
    key: ['merchant_id', 'token_hash'],
    columns: {
      merchant_id: 'text',
      token_hash: 'text',
      order_id: 'text',
      purpose: 'text',
      sealed: 'text',
      created_at: 'text',
      revoked_at: 'text?',
    },
  },
  {
    name: 'audit',
    key: ['merchant_id', 'id'],
    columns: {
      merchant_id: 'text',
      id: 'text',
      at: 'text',
      actor: 'text',
      action: 'text',
      order_id: 'text?',
      detail: 'text',
    },
  },
  {
    name: 'sku_items',
    key: ['merchant_id', 'item_id'],
    columns: { merchant_id: 'text', item_id: 'text', sku: 'text', title: 'text?' },
  },
  {
    name: 'sku_levels',
    key: ['merchant_id', 'sku', 'location'],
    columns: {
      merchant_id: 'text',
      sku: 'text',
      location: 'text',
      available: 'integer',
      occurred_at: 'text',
      event_id: 'text',
    },
  },
  {
    name: 'item_levels',
    key: ['merchant_id', 'item_id', 'location'],
    columns: {
      merchant_id: 'text',
      item_id: 'text',
      location: 'text',
      available: 'integer',
      at: 'text',
    },
  },
  {
    name: 'supplies',
    key: ['merchant_id', 'supply_id'],
    columns: {
      merchant_id: 'text',
      supply_id: 'text',
      sku: 'text',
      state: 'text',
      folded_to: 'text',
    },
  },
  {
    name: 'walks',
    key: ['merchant_id', 'id'],
    columns: {
      merchant_id: 'text',
      id: 'text',
      kind: 'text',
      subject: 'text',
      cursor: 'text',
      created_at: 'text',
      done_at: 'text?',
    },
  },
]

const INDEXES: { name: string; on: string; unique?: true; columns: string[] }[] = [
  { name: 'merchants_slug', on: 'merchants', unique: true, columns: ['slug'] },
  {
    name: 'merchants_publishable_key',
    on: 'merchants',
    unique: true,
    columns: ['publishable_key'],
  },
  { name: 'api_keys_hash', on: 'api_keys', unique: true, columns: ['key_hash'] },
  { name: 'deliveries_of_order', on: 'deliveries', columns: ['merchant_id', 'order_id'] },
  { name: 'events_of_order', on: 'events', columns: ['merchant_id', 'order_id', 'occurred_at'] },
  { name: 'orders_newest', on: 'orders', columns: ['merchant_id', 'placed_at', 'order_id'] },
  {
    name: 'orders_by_status',
    on: 'orders',
    columns: ['merchant_id', 'status', 'placed_at', 'order_id'],
  },
  { name: 'order_terms_of_order', on: 'order_terms', columns: ['merchant_id', 'order_id'] },
  // The constraint that makes a doubled message impossible, whatever two processes decide.
  {
    name: 'messages_once',
    on: 'messages',
    unique: true,
    columns: ['merchant_id', 'order_id', 'key', 'channel'],
  },
  { name: 'messages_newest_sent', on: 'messages', columns: ['merchant_id', 'sent_at', 'id'] },
  // The due-time index matches the claim exactly, and holds only what waits.
  { name: 'due_next', on: 'due', columns: ['clock', 'lane', 'at'] },
  { name: 'links_of_order', on: 'links', columns: ['merchant_id', 'order_id', 'purpose'] },
  { name: 'audit_of_order', on: 'audit', columns: ['merchant_id', 'order_id', 'at'] },
  { name: 'walks_open', on: 'walks', columns: ['merchant_id', 'done_at', 'created_at'] },
]

async function createTable(db: Kysely<unknown>, name: string, key: string[], columns: Columns) {
  const blob = isPostgres(db) ? sql`bytea` : sql`blob`
  // Byte order, not a language's: ids, cursors and instants compare alike in both databases.
  const text = isPostgres(db) ? sql`text collate "C"` : sql`text`
  let table = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const kind = type.startsWith('blob') ? blob : type.startsWith('text') ? text : sql`integer`
    table = table.addColumn(column, kind, (c) => (type.endsWith('?') ? c : c.notNull()))
  }
  await table.addPrimaryKeyConstraint(`${name}_pk`, key as never[]).execute()
}

const isPostgres = (db: Kysely<unknown>) => db.getExecutor().adapter instanceof PostgresAdapter
