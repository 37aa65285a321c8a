import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * A new order made 56 entries in SQLite's B-trees, and 30 of them were its search terms: a row, its
 * key and an index by order for each. Narrow tables now are their own key (`without rowid`), an
 * order's terms are listed with its contact instead of in an index, and what was not sent stands
 * in no index of what was. 31 are left.
 */
export const leanRows: Migration = {
  async up(db: Kysely<unknown>) {
    const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
    await listTerms(db, isPostgres)
    await sql`drop index order_terms_of_order`.execute(db)
    await sql`drop index messages_newest_sent`.execute(db)
    await sql`create index messages_newest_sent on messages (merchant_id, sent_at, id)
      where sent_at is not null`.execute(db)
    if (!isPostgres) for (const table of KEYED) await rebuild(db, table)
  },
}

async function listTerms(db: Kysely<unknown>, isPostgres: boolean) {
  const list = isPostgres
    ? sql`json_agg(json_build_array(kind, term))::text`
    : sql`json_group_array(json_array(kind, term))`
  const text = isPostgres ? sql`text collate "C"` : sql`text`
  await sql`alter table contacts add column terms ${text} not null default '[]'`.execute(db)
  await sql`update contacts set terms = coalesce((
    select ${list} from order_terms as of_order
    where of_order.merchant_id = contacts.merchant_id and of_order.order_id = contacts.order_id
  ), '[]')`.execute(db)
}

type Keyed = { name: string; columns: string; key: string; index?: string }

/** PostgreSQL keeps every table as a heap beside its key; there nothing is to be gained. */
const KEYED: readonly Keyed[] = [
  {
    name: 'order_terms',
    columns: `merchant_id text not null, term text not null, kind text not null,
      order_id text not null`,
    key: 'merchant_id, term, kind, order_id',
  },
  {
    name: 'due',
    columns: `merchant_id text not null, message_id text not null, clock text not null,
      lane integer not null, at text not null`,
    key: 'merchant_id, message_id',
    index: 'create index due_next on due (clock, lane, at)',
  },
  {
    // Its rows lie by order, which is how all but a shopper's request asks for them.
    name: 'links',
    columns: `merchant_id text not null, token_hash text not null, order_id text not null,
      purpose text not null, sealed text not null, created_at text not null, revoked_at text`,
    key: 'merchant_id, order_id, purpose, token_hash',
    index: 'create unique index links_by_token on links (merchant_id, token_hash)',
  },
]

async function rebuild(db: Kysely<unknown>, { name, columns, key, index }: Keyed) {
  const rows = sql.table(`${name}_by_key`)
  await sql`create table ${rows} (${sql.raw(columns)},
    constraint ${sql.id(`${name}_pk`)} primary key (${sql.raw(key)})) without rowid`.execute(db)
  // In the order of the new key: each row is put behind the last one, and no page is split.
  await sql`insert into ${rows} select * from ${sql.table(name)} order by ${sql.raw(key)}`.execute(
    db,
  )
  await sql`drop table ${sql.table(name)}`.execute(db)
  await sql`alter table ${rows} rename to ${sql.table(name)}`.execute(db)
  if (index) await sql.raw(index).execute(db)
}
