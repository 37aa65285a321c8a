import { findOrderNumbers } from '../db/orders.ts'
import { liftSuppression, readSuppressions } from './lift-suppression.ts'
import { loadMerchant } from './merchants.ts'
import type { Services } from './services.ts'
import type { SuppressionConsole } from './suppression-console-types.ts'

/** Its cursor is the last one's id; nothing else is asked of the database. */
const CURSOR = /^sup_\w{1,64}$/

export const suppressionConsole = (services: Services): SuppressionConsole => ({
  async listSuppressions(merchantId, { address, cursor, limit }) {
    const merchant = await loadMerchant(services, merchantId)
    const { rows, nextCursor } = await readSuppressions(services, merchant, {
      address,
      cursor: cursor && CURSOR.test(cursor) ? cursor : null,
      limit,
    })
    const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
    const numbers = await findOrderNumbers(services.read, merchantId, orderIds)
    return {
      nextCursor,
      rows: rows.map((row) => ({ ...row, orderNumber: numbers.get(row.orderId) ?? row.orderId })),
    }
  },
  async liftSuppression(merchantId, id, by) {
    const merchant = await loadMerchant(services, merchantId)
    await liftSuppression(services, merchant, { id, actor: by })
  },
})
