import { type Contact, noContact } from '../domain/contact.ts'
import type { OrderState, OrderStatus } from '../domain/order.ts'
import type { SearchTerm } from '../domain/search.ts'
import { compileInsert, compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import { stateText, toState } from './order-state.ts'
import { listText } from './order-terms.ts'
import type { ContactsTable, OrdersTable } from './schema.ts'

export type OrderRecord = { state: OrderState; contact: Contact; silentSince: string | null }
export type OrderSummary = OrderRecord & {
  orderId: string
  status: OrderStatus
  placedAt: string | null
}

export async function saveOrder(
  db: Db,
  merchantId: string,
  order: {
    state: OrderState
    status: OrderStatus
    foldedTo: string
    silentSince: string | null
    isReachable: boolean
    wakeAt: string | null
    lookFrom: string | null
    now: string
  },
) {
  await upsertOrder(db, [
    {
      merchant_id: merchantId,
      order_id: order.state.orderId,
      order_number: order.state.orderNumber,
      status: order.status,
      placed_at: order.state.placed?.at ?? '',
      state: stateText(order.state),
      folded_to: order.foldedTo,
      silent_since: order.silentSince,
      unreachable: order.isReachable ? 0 : 1,
      wake_at: order.wakeAt,
      look_from: order.lookFrom,
      updated_at: order.now,
    },
  ])
}

const upsertOrder = compileInsert((db, rows: OrdersTable[]) =>
  db
    .insertInto('orders')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'order_id']).doUpdateSet(({ ref }) => ({
        order_number: ref('excluded.order_number'),
        status: ref('excluded.status'),
        placed_at: ref('excluded.placed_at'),
        state: ref('excluded.state'),
        folded_to: ref('excluded.folded_to'),
        silent_since: ref('excluded.silent_since'),
        unreachable: ref('excluded.unreachable'),
        wake_at: ref('excluded.wake_at'),
        look_from: ref('excluded.look_from'),
        updated_at: ref('excluded.updated_at'),
      })),
    ),
)

/** The person behind an order that is new, with what it is found by. */
export async function insertContact(
  db: Db,
  merchantId: string,
  orderId: string,
  contact: Contact,
  terms: readonly SearchTerm[],
) {
  await replaceContact(db, [contactRow(merchantId, orderId, contact, terms)])
}

export async function saveContact(db: Db, merchantId: string, orderId: string, contact: Contact) {
  await upsertContact(db, [contactRow(merchantId, orderId, contact, [])])
}

const contactRow = (
  merchantId: string,
  orderId: string,
  contact: Contact,
  terms: readonly SearchTerm[],
): ContactsTable => ({
  merchant_id: merchantId,
  order_id: orderId,
  contact: JSON.stringify(contact),
  terms: listText(terms),
})

const replaceContact = compileInsert(
  (db, rows: ContactsTable[]) =>
    db
      .insertInto('contacts')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['merchant_id', 'order_id']).doUpdateSet(({ ref }) => ({
          contact: ref('excluded.contact'),
          terms: ref('excluded.terms'),
        })),
      ),
  { late: 'contacts' },
)

/** What an order is found by changes by `replaceTerms` alone. */
const upsertContact = compileInsert((db, rows: ContactsTable[]) =>
  db
    .insertInto('contacts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'order_id'])
        .doUpdateSet(({ ref }) => ({ contact: ref('excluded.contact') })),
    ),
)

export async function findContact(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<Contact | null> {
  const [row] = (await selectContact(db, merchantId, orderId)).rows
  return row ? JSON.parse(row.contact) : null
}

const selectContact = compileOnce((db, merchantId: string, orderId: string) =>
  db
    .selectFrom('contacts')
    .select('contact')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId),
)

export async function findOrder(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<OrderRecord | null> {
  const [row] = (await selectRecord(db, merchantId, NOT_YET, orderId)).rows
  return row ? toRecord(row) : null
}

/** Built once: it is asked at every view of a page. */
const selectRecord = compileOnce((db, merchantId: string, notYet: string, orderId: string) =>
  selectRecords(db, merchantId, notYet).where('orders.order_id', '=', orderId),
)

/** Some order of the merchant's: for who must not be able to tell by the time that there was none. */
export async function findSomeOrder(db: Db, merchantId: string): Promise<OrderRecord | null> {
  const row = await selectRecords(db, merchantId).limit(1).executeTakeFirst()
  return row ? toRecord(row) : null
}

/** The state of a row that was locked before its first event was folded. */
const NOT_YET = ''

const selectRecords = (db: Db, merchantId: string, notYet = NOT_YET) =>
  db
    .selectFrom('orders')
    .leftJoin('contacts', (join) =>
      join
        .onRef('contacts.merchant_id', '=', 'orders.merchant_id')
        .onRef('contacts.order_id', '=', 'orders.order_id'),
    )
    .select(['orders.state', 'orders.silent_since', 'contacts.contact'])
    .where('orders.merchant_id', '=', merchantId)
    .where('orders.state', '!=', notYet)

/**
 * A page of orders, newest first. `after` is the last row of the page before: placed_at and id,
 * never an offset, which would skip or repeat rows while new orders come in.
 */
export async function listOrders(
  db: Db,
  merchantId: string,
  filter: {
    status: OrderStatus | null
    orderIds: readonly string[] | null
    after: [string, string] | null
    /** Only those that a person may have to look at by then. */
    lookBy?: string | null
    limit: number
  },
): Promise<OrderSummary[]> {
  const rows = await db
    .selectFrom('orders')
    .leftJoin('contacts', (join) =>
      join
        .onRef('contacts.merchant_id', '=', 'orders.merchant_id')
        .onRef('contacts.order_id', '=', 'orders.order_id'),
    )
    .select([
      'orders.order_id',
      'orders.state',
      'orders.status',
      'orders.placed_at',
      'orders.silent_since',
      'contacts.contact',
    ])
    .where('orders.merchant_id', '=', merchantId)
    .where('orders.state', '!=', '')
    .$if(filter.status !== null, (query) => query.where('orders.status', '=', filter.status ?? ''))
    .$if(filter.orderIds !== null, (query) =>
      query.where('orders.order_id', 'in', filter.orderIds ?? []),
    )
    .$if(filter.lookBy != null, (query) =>
      query.where('orders.look_from', '<=', filter.lookBy ?? ''),
    )
    .$if(filter.after !== null, (query) =>
      query.where((eb) => {
        const [placedAt, orderId] = filter.after ?? ['', '']
        const position = eb.refTuple('orders.placed_at', 'orders.order_id')
        return eb(position, '<', eb.tuple(placedAt, orderId))
      }),
    )
    .orderBy('orders.placed_at', 'desc')
    .orderBy('orders.order_id', 'desc')
    .limit(filter.limit)
    .execute()
  return rows.map((row) => ({
    ...toRecord(row),
    orderId: row.order_id,
    status: row.status as OrderStatus,
    placedAt: row.placed_at || null,
  }))
}

/** The numbers that people know these orders by. */
export async function findOrderNumbers(
  db: Db,
  merchantId: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('orders')
    .select(['order_id', 'order_number'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', 'in', orderIds)
    .execute()
  return new Map(rows.map((row) => [row.order_id, row.order_number]))
}

const toRecord = (row: {
  state: string
  contact: string | null
  silent_since: string | null
}): OrderRecord => ({
  state: toState(row.state),
  contact: row.contact ? JSON.parse(row.contact) : noContact(),
  silentSince: row.silent_since,
})
