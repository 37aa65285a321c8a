import { insertAudit } from '../db/audit.ts'
import { revokeLinks } from '../db/links.ts'
import { lockOrder } from '../db/order-lock.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'

/**
 * Ends every link that opens the order's page, and says how many there were. The next message makes a
 * new one. None is made here: who calls twice, after an answer that was lost, would end the new link
 * as well, which somebody may have been given by then.
 */
export async function revokeOrderLinks(
  services: Services,
  merchant: Merchant,
  orderId: string,
  { actor }: { actor: string },
): Promise<number> {
  return services.writer.write(async (db) => {
    const now = await timeOf(services, db, merchant)
    // Under the lock of who makes links: one that is being made is ended with the others, or after them.
    const { state } = await lockOrder(db, merchant.id, orderId, now)
    if (!state) throw new DomainError('not_found', `There is no order ${orderId}`)
    const revoked = await revokeLinks(db, merchant.id, orderId, now)
    if (revoked === 0) return 0
    await insertAudit(db, merchant.id, {
      id: services.newId('aud', merchant.id),
      at: now,
      actor,
      action: 'link.revoked',
      orderId,
      detail: JSON.stringify({ revoked }),
    })
    return revoked
  })
}
