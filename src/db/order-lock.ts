import type { OrderState } from '../domain/order.ts'
import { compileOnce, readAhead } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import { toState } from './order-state.ts'

export type LockedOrder = {
  state: OrderState | null
  foldedTo: string
  wakeAt: string | null
  /** What lists know it by, as `summaryOf` it is now; null where it has no row. */
  summary: string | null
  /** The merchant's, of this moment: whoever remembers the merchant sees whether it still holds. */
  policyVersion: number
}

/**
 * Takes the order's row for this transaction, making it where there is none: of two processes that
 * hear of one order at once, the second waits here and then sees what the first decided.
 */
export async function lockOrder(
  db: Db,
  merchantId: string,
  orderId: string,
  now: string,
): Promise<LockedOrder> {
  const row = await lockRow(db, merchantId, orderId, now)
  return {
    state: row?.state ? toState(row.state) : null,
    foldedTo: row?.folded_to ?? '',
    wakeAt: row?.wake_at ?? null,
    summary: row ? summaryOf({ ...row, isReachable: row.unreachable === 0 }) : null,
    policyVersion: (row ? row.policy_version : await findPolicyVersion(db, merchantId)) ?? 0,
  }
}

/** Has the order's row taken and asked for; `lockOrder` then waits for the answer alone. */
export const lockOrderAhead = (db: Db, merchantId: string, orderId: string) =>
  readAhead(db, () => [selectForUpdate(db, merchantId, orderId)])

/** What is stored beside an order's state, so that whoever saves it sees whether it is the same. */
export const summaryOf = (row: {
  status: string
  silent_since: string | null
  look_from: string | null
  isReachable: boolean
}) => JSON.stringify([row.status, row.silent_since, row.isReachable, row.look_from])

/** Looked for before it is made: all but a first event find it, and each statement is a way there. */
async function lockRow(db: Db, merchantId: string, orderId: string, now: string) {
  const [known] = (await selectForUpdate(db, merchantId, orderId)).rows
  if (known || !isPostgres(db)) return known
  await insertEmptyOrder(db, merchantId, orderId, now)
  return (await selectForUpdate(db, merchantId, orderId)).rows[0]
}

const selectForUpdate = compileOnce((db, merchantId: string, orderId: string) =>
  db
    .selectFrom('orders')
    .select(['state', 'folded_to', 'wake_at', 'status', 'silent_since', 'unreachable', 'look_from'])
    .select(({ selectFrom }) =>
      selectFrom('policy_versions')
        .select(({ fn }) => fn.max<number | null>('version').as('version'))
        .whereRef('policy_versions.merchant_id', '=', 'orders.merchant_id')
        .as('policy_version'),
    )
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .$if(isPostgres(db), (query) => query.forUpdate()),
)

/** Of a merchant whose order has no row yet: on SQLite, where nothing is to be locked. */
async function findPolicyVersion(db: Db, merchantId: string): Promise<number | null> {
  const [row] = (await selectPolicyVersion(db, merchantId)).rows
  return row?.policy_version ?? null
}

/**
 * By way of the merchant's row, so that the greatest is asked for beside a column: SQLite prepares
 * a query anew at each run that orders its rows, or looks for their greatest, beside a parameter
 * (so it is built, with STAT4). It was 15 µs instead of 2; a join of both was 45.
 */
const selectPolicyVersion = compileOnce((db, merchantId: string) =>
  db
    .selectFrom('merchants')
    .select(({ selectFrom }) =>
      selectFrom('policy_versions')
        .select(({ fn }) => fn.max<number | null>('version').as('version'))
        .whereRef('policy_versions.merchant_id', '=', 'merchants.id')
        .as('policy_version'),
    )
    .where('id', '=', merchantId),
)

async function insertEmptyOrder(db: Db, merchantId: string, orderId: string, now: string) {
  await db
    .insertInto('orders')
    .values({
      merchant_id: merchantId,
      order_id: orderId,
      order_number: orderId,
      status: 'open',
      placed_at: '',
      state: '',
      folded_to: '',
      silent_since: null,
      unreachable: 0,
      wake_at: null,
      look_from: null,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
