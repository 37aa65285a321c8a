import Database from 'better-sqlite3'

/** Whose rows are copied, with its own name in them put in place of the first one's. */
const TABLES = [
  'orders',
  'contacts',
  'order_terms',
  'events',
  'messages',
  'promise_outcomes',
  'queue',
]
/** Ids that must be other ones in each copy. */
const IDS = new Set(['events.id', 'messages.id'])

/**
 * Makes many waiting orders of one that the product itself has brought to where they are to stand:
 * row by row it would take longer than what is to be measured.
 */
export function copyOrder(file: string, orderId: string, copies: number) {
  const db = new Database(file)
  try {
    db.transaction(() => {
      for (const table of TABLES) copyRows(db, table, orderId, copies)
      db.prepare('update sku_queues set units = units + ?, joined = joined + ?').run(copies, copies)
    })()
  } finally {
    db.close()
  }
}

function copyRows(db: Database.Database, table: string, orderId: string, copies: number) {
  const columns = (db.pragma(`table_info(${table})`) as { name: string; type: string }[]).map(
    ({ name, type }) => ({ name, value: copyOf(table, name, type) }),
  )
  const names = columns.map(({ name }) => name).join(', ')
  const values = columns.map(({ value }) => value).join(', ')
  db.prepare(
    `with recursive copies(n) as (select 1 union all select n + 1 from copies where n < :copies)
    insert into ${table} (${names})
    select ${values} from ${table}, copies where order_id = :orderId`,
  ).run({ copies, orderId })
}

function copyOf(table: string, name: string, type: string): string {
  if (IDS.has(`${table}.${name}`)) return `${name} || '_' || n`
  if (table === 'queue' && name === 'rank') return `substr(rank, 1, 33) || printf('%010d', n + 1)`
  if (type.toLowerCase() !== 'text') return name
  return `replace(${name}, :orderId, :orderId || '_' || printf('%06d', n))`
}
