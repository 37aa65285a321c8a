import { PAGE_VIEWS_MAX, type PageView } from '../domain/page-view.ts'
import type { Db } from './open.ts'

type OrderKey = { merchantId: string; orderId: string }
export type NewPageView = OrderKey & PageView & { linkHash: string }

/** `2026-03-01T04` of `2026-03-01T04:30:00.000Z`. */
export const hourOf = (at: string) => at.slice(0, 13)

/** Of an hour the first view stands; that the postcode was given later in it is added. */
export async function insertPageView(db: Db, view: NewPageView) {
  if ((await countPageViews(db, view)) >= PAGE_VIEWS_MAX) return
  await db
    .insertInto('page_views')
    .values({
      merchant_id: view.merchantId,
      order_id: view.orderId,
      link_hash: view.linkHash,
      page: view.page,
      hour: hourOf(view.at),
      at: view.at,
      client: view.client,
      way: view.way,
      postcode_given: view.postcodeGiven ? 1 : 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['merchant_id', 'order_id', 'link_hash', 'page', 'hour'])
        .doUpdateSet(({ ref }) => ({ postcode_given: ref('excluded.postcode_given') }))
        .where('page_views.postcode_given', '=', 0),
    )
    .execute()
}

async function countPageViews(db: Db, { merchantId, orderId }: OrderKey): Promise<number> {
  const row = await db
    .selectFrom('page_views')
    .select(({ fn }) => fn.countAll().as('views'))
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return Number(row?.views ?? 0)
}

/** Oldest first. */
export async function listPageViews(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<PageView[]> {
  const rows = await db
    .selectFrom('page_views')
    .select(['at', 'page', 'client', 'way', 'postcode_given'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('at')
    .orderBy('page')
    .orderBy('link_hash')
    .execute()
  return rows.map(({ postcode_given: given, ...view }) => ({ ...view, postcodeGiven: given === 1 }))
}

export async function erasePageViews(db: Db, merchantId: string, orderId: string) {
  await db
    .deleteFrom('page_views')
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .execute()
}
