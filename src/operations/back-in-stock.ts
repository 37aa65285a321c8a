import { deleteWaiting, listWaitingAfter } from '../db/waitlist.ts'
import { recordAct } from './record-act.ts'
import { overStops, type WalkKind } from './start-walk.ts'

/**
 * Over the waiting list of a SKU that is to be had again. Each that waits is told once: who is off
 * the list has been told, and joins again for another word.
 */
export const backInStockWalk: WalkKind = {
  turn: overStops(({ db, merchant, walk, limit }) =>
    listWaitingAfter(db, merchant.id, { sku: walk.subject, after: walk.cursor, limit }),
  ),
  async step({ services, db, merchant, orderId, subject, now }) {
    if (!(await deleteWaiting(db, merchant.id, { sku: subject, orderId }))) return
    const data = { order_id: orderId, skus: [subject] }
    const act = { type: 'waitlist.available', data } as const
    await recordAct(services, db, merchant, act, { now, actor: 'tidings' })
  },
}
