import type { Db } from '../db/open.ts'
import { savePromiseOutcomes } from '../db/promise-outcomes.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { OrderState } from '../domain/order.ts'
import { type PromiseOutcome, promiseOutcomes } from '../domain/promise-outcome.ts'

/**
 * Keeps what came of the told promises of an order where an event has changed it, for the report:
 * nothing before a first date was told, so a new order costs nothing here.
 */
export async function notePromises(
  db: Db,
  merchant: Merchant,
  before: OrderState | null,
  order: OrderState,
) {
  const known = before ? promiseOutcomes(before, merchant.timeZone) : []
  const changed = promiseOutcomes(order, merchant.timeZone).filter(
    (outcome) => !known.some((one) => isSame(one, outcome)),
  )
  if (changed.length > 0) await savePromiseOutcomes(db, merchant.id, order.orderId, changed)
}

const isSame = (a: PromiseOutcome, b: PromiseOutcome) =>
  (Object.keys(a) as (keyof PromiseOutcome)[]).every((field) => a[field] === b[field])
