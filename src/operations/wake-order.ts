import { deleteDue, insertDue, renewLease } from '../db/due.ts'
import { findMerchant } from '../db/merchants.ts'
import { lockOrderFirst } from '../db/order-first.ts'
import { addHours } from '../domain/instant.ts'
import { timeOf } from './record-events.ts'
import { walkAhead } from './run-walks.ts'
import { wakeRow } from './save-plan.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

type Claimed = { merchantId: string; messageId: string; lease: string }

/**
 * An order whose moment has come though no message is due: what time decided is recorded, and what
 * follows from it planned. Its row then stands at the next such moment, or goes.
 */
export async function wakeOrder(
  services: Services,
  { merchantId, messageId, lease }: Claimed,
  orderId: string,
): Promise<void> {
  await services.writer.write(async (db) => {
    const merchant = await findMerchant(db, merchantId)
    if (!merchant) return deleteDue(db, merchantId, [messageId])
    const now = await timeOf(services, db, merchant)
    const until = addHours(now, services.leaseSeconds / 3_600)
    await lockOrderFirst(db, merchantId, orderId)
    if (!(await renewLease(db, { merchantId, messageId, lease, until }))) return

    await walkAhead(services, db, merchant, orderId, now)
    const { wakeAt } = await settleOrder(services, db, merchant, orderId, [], now)
    if (wakeAt === null) await deleteDue(db, merchantId, [messageId])
    else await insertDue(db, [wakeRow(merchant, orderId, wakeAt)])
  })
}
