import { findMerchant } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import type { LockedOrder } from '../db/order-lock.ts'
import type { Merchant } from '../domain/merchant.ts'

/**
 * The merchant as of this transaction. A process remembers whose key it was for two seconds, and in
 * them another may have changed the policy: planned under the old one, an order that the walk of the
 * new one has passed already would keep the old plan. The number of the policy comes with the
 * order's row, so it costs no query to see that nothing has changed, which is nearly always.
 */
export async function asItIsNow(
  db: Db,
  known: Merchant,
  { policyVersion }: LockedOrder,
): Promise<Merchant> {
  if (known.policyVersion === undefined || known.policyVersion === policyVersion) return known
  return (await findMerchant(db, known.id)) ?? known
}
