import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { listPageViews } from '../../src/db/page-views.ts'
import { addHours } from '../../src/domain/instant.ts'
import { PAGE_VIEWS_MAX } from '../../src/domain/page-view.ts'
import { loadEvidence } from '../../src/operations/evidence.ts'
import { type NewPageView, notePageViews } from '../../src/operations/note-page-views.ts'
import { handlePrivacy } from '../../src/operations/privacy.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { eachDatabase } from '../support/databases.ts'
import { ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const AT = '2026-03-03T15:10:00.000Z'

eachDatabase('page views', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
    await shop.place([waitingLine('tent')], { customer: { email: 'anna@example.com' } })
  })

  const view = (over: Partial<NewPageView> = {}): NewPageView => ({
    merchantId: shop.merchant.id,
    orderId: ORDER,
    linkHash: 'aa',
    at: AT,
    page: 'order',
    client: 'Safari on iPhone',
    way: 'direct',
    postcodeGiven: false,
    ...over,
  })
  const note = (...views: NewPageView[]) => notePageViews(shop.services, views)
  const listed = () => listPageViews(handle.read, shop.merchant.id, ORDER)

  it('are kept once an hour of a link and page, and the postcode is added', async () => {
    await note(view(), view({ at: addHours(AT, 0.5), client: 'Chrome on Mac' }))
    await note(view({ page: 'cancel' }), view({ linkHash: 'bb' }), view({ at: addHours(AT, 1) }))
    await note(view({ postcodeGiven: true }), view())

    expect(
      (await listed()).map(({ at, page, postcodeGiven }) => [at, page, postcodeGiven]),
    ).toEqual([
      [AT, 'cancel', false],
      [AT, 'order', true],
      [AT, 'order', false],
      [addHours(AT, 1), 'order', false],
    ])
  })

  it('are no more than so many of an order', async () => {
    const many = Array.from({ length: PAGE_VIEWS_MAX + 5 }, (_, n) => view({ at: addHours(AT, n) }))
    await note(...many)

    expect(await listed()).toHaveLength(PAGE_VIEWS_MAX)
  })

  it('are of orders that are known, and none is written once the customer is erased', async () => {
    await note(view(), view({ orderId: 'unknown' }))
    const before = await loadEvidence(shop.services, shop.merchant, ORDER)
    const request = { kind: 'redact_customer', email: 'anna@example.com', phone: null } as const
    await shop.services.writer.write((db) =>
      handlePrivacy(shop.services, db, shop.merchant, { ...request, orderIds: [ORDER] }, AT),
    )
    await note(view({ at: addHours(AT, 5) }))

    expect(before.page_views).toHaveLength(1)
    expect(await listed()).toEqual([])
  })

  it('change one record to another, and are said in the summary but for what may be a scanner', async () => {
    const empty = await loadEvidence(shop.services, shop.merchant, ORDER)
    await shop.advance('PT1H')
    const sentAt = (await shop.messages()).find(({ sent_at: at }) => at !== null)?.sent_at ?? ''
    await note(view({ at: sentAt }), view())
    const pack = await loadEvidence(shop.services, shop.merchant, ORDER)

    expect(pack.page_views.map((one) => one.soon_after_message)).toEqual([
      pack.messages[0]?.id,
      null,
    ])
    const promised = pack.summary.find(({ reason }) => reason === 'not_as_promised')
    expect(promised?.text).toMatch(/One view of the order's pages.*2026-03-03/)
    expect(JSON.stringify(empty.summary)).not.toContain('view')
    const again = await loadEvidence(shop.services, shop.merchant, ORDER)
    expect(again.integrity).toEqual(pack.integrity)
  })

  it('stand on the timeline of the support page', async () => {
    await note(view())
    const { timeline } = await consoleOperations(shop.services).loadSupportView(
      shop.merchant.id,
      ORDER,
    )

    expect(timeline.filter(({ sort }) => sort === 'view')).toEqual([
      { sort: 'view', at: AT, page: 'order', client: 'Safari on iPhone', postcodeGiven: false },
    ])
  })
})
