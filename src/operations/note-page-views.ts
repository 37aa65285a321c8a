import { findContact } from '../db/orders.ts'
import { insertPageView, type NewPageView } from '../db/page-views.ts'
import { isOfNobody } from '../domain/erasure.ts'
import type { Services } from './services.ts'

export type { NewPageView } from '../db/page-views.ts'

/** Where the pages say that they were opened. It answers at once and never fails. */
export type PageViewLog = { note(view: NewPageView): void }

/** So many in one transaction: on one machine everybody's writes wait for it. */
const AT_ONCE = 50

/**
 * Writes down that pages were opened, some time after they were answered: a page never waits for
 * it. Of an order whose customer was erased nothing more is written, however often it is opened.
 */
export async function notePageViews(services: Services, views: readonly NewPageView[]) {
  for (let from = 0; from < views.length; from += AT_ONCE) {
    const some = views.slice(from, from + AT_ONCE)
    await services.writer.write(async (db) => {
      for (const view of some) {
        const contact = await findContact(db, view.merchantId, view.orderId)
        if (contact && !isOfNobody(contact)) await insertPageView(db, view)
      }
    })
  }
}
