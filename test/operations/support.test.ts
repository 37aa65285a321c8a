import { beforeEach, expect, it } from 'vitest'
import { findNextPlanned } from '../../src/db/messages.ts'
import type { Handle } from '../../src/db/open.ts'
import { policySchema } from '../../src/domain/policy.ts'
import { answerCancellation, cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { putPolicy } from '../../src/operations/settings.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  aLine,
  aPackage,
  OPENED_AT,
  ORDER,
  openShop,
  orderData,
  type Shop,
  waitingLine,
} from '../support/shop.ts'

const PAGE = { cursor: null, limit: 50 }

eachDatabase('what support is shown', (open) => {
  let handle: Handle
  let shop: Shop
  let support: ReturnType<typeof consoleOperations>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
    support = consoleOperations(shop.services)
  })

  it('is everything that happened to an order and was said of it, in the order of time', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT72H')
    await support.cancelOrder(shop.merchant.id, ORDER, {
      scope: 'all',
      reason: 'Asked by phone',
      by: 'user_1',
    })
    await shop.advance('PT1H')
    const { timeline, status, silentSince, trackingUrlMasked } = await support.loadSupportView(
      shop.merchant.id,
      ORDER,
    )

    const lines = timeline.map((entry) =>
      entry.sort === 'event' ? entry.type : entry.sort === 'message' ? entry.kind : entry.sort,
    )
    // Of what was planned and withdrawn, only the check-in: which rules want what is theirs to show.
    const planned = new Set(['backorder_update', 'backorder_choice', 'promise_missed'])
    expect(lines.filter((line) => !planned.has(line))).toEqual([
      'order.placed',
      'backorder_confirmed',
      'backorder_checkin',
      'cancellation.made',
      'order_cancelled',
      // To the merchant, in the same line of time.
      'order.cancelled',
      'refund.due',
      'act',
    ])
    expect(timeline.find(({ sort }) => sort === 'act')).toMatchObject({
      actor: 'user_1',
      detail: 'Asked by phone',
    })
    expect([status, silentSince, trackingUrlMasked]).toEqual([
      'cancelled',
      null,
      'http://127.0.0.1:8080/t/…',
    ])
  })

  it('is at one moment in the order in which it was done: asked, refused, asked again', async () => {
    const policy = policySchema.parse({ cancellation: 'request' })
    await putPolicy(shop.services, shop.merchant, policy)
    const merchant = await loadMerchant(shop.services, shop.merchant.id)
    await shop.place([waitingLine('1')])
    // The clock of a test merchant stands: all of it happens at one moment.
    const ask = {
      scope: 'all',
      lines: null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
    } as const
    const refuse = { answer: 'decline', reason: null, actor: 'api' } as const
    await cancelOrder(shop.services, merchant, ORDER, ask)
    await answerCancellation(shop.services, merchant, ORDER, refuse)
    await cancelOrder(shop.services, merchant, ORDER, ask)

    const { timeline, order } = await support.loadSupportView(shop.merchant.id, ORDER)
    const done = timeline.flatMap((entry) =>
      entry.sort === 'event' && entry.type.startsWith('cancellation') ? [entry] : [],
    )
    expect(done.map(({ type }) => type)).toEqual([
      'cancellation.requested',
      'cancellation.answered',
      'cancellation.requested',
    ])
    expect(new Set(done.map(({ at }) => at)).size).toBe(1)
    // And so the page says that it waits for an answer, and not that there was one.
    expect(order.cancellationRequest).not.toBeNull()
  })

  it('never holds the key of a shopper’s link', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT72H')
    const { id } = await shop.message('backorder_confirmed')
    const shown = JSON.stringify([
      await support.loadSupportView(shop.merchant.id, ORDER),
      await support.loadMessageView(shop.merchant.id, id),
      await support.listOutbox(shop.merchant.id, PAGE),
      await support.searchOrders(shop.merchant.id, { q: '', status: null, ...PAGE }),
    ])

    expect(shown).toContain('/t/…')
    expect(shown).not.toMatch(/trk_/)
  })

  it('pages through the outbox, newest first, without repeats', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await shop.tell('order.placed', orderData([aLine('1')], { order_id: id, order_number: id }))
    }
    await shop.advance('PT1M')
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof support.listOutbox>> = await support.listOutbox(
        shop.merchant.id,
        { cursor, limit: 2 },
      )
      seen.push(...page.rows.map(({ orderId }) => orderId))
      cursor = page.nextCursor
    } while (cursor)

    expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('has no order with a NUL in its id, to be seen or to be cancelled', async () => {
    const act = { scope: 'all', reason: null, by: 'user_1' } as const
    const none = { code: 'not_found' }

    await expect(support.loadSupportView(shop.merchant.id, 'a\0b')).rejects.toMatchObject(none)
    await expect(support.cancelOrder(shop.merchant.id, 'a\0b', act)).rejects.toMatchObject(none)
  })

  it('lists orders with what each customer hears next, the soonest of all that is planned', async () => {
    const { merchant } = shop
    for (const id of ['a', 'b']) {
      const over = { order_id: id, order_number: `#${id}` }
      await shop.tell('order.placed', orderData([waitingLine('1')], over))
    }
    await shop.advance('PT1M')
    await shop.tell('order.placed', orderData([aLine('1')], { order_id: 'c', order_number: '#c' }))
    await shop.advance('PT1M')
    const { rows } = await support.searchOrders(merchant.id, { q: '', status: null, ...PAGE })
    const planned = await findNextPlanned(shop.services.read, merchant.id, ['a', 'b', 'c'])

    expect(rows.map(({ orderId, nextMessage }) => [orderId, nextMessage])).toEqual([
      ['c', { kind: 'order_update', dueAt: expect.any(String) }],
      ['b', { kind: 'backorder_checkin', dueAt: '2026-03-04T15:00:00.000Z' }],
      ['a', { kind: 'backorder_checkin', dueAt: '2026-03-04T15:00:00.000Z' }],
    ])
    expect([...planned.keys()].toSorted()).toEqual(['a', 'b', 'c'])
    const outbox = await support.listOutbox(merchant.id, PAGE)
    expect(new Set(outbox.rows.map(({ orderNumber }) => orderNumber))).toEqual(
      new Set(['#a', '#b', '#c']),
    )
  })

  it('says that nothing was left to cancel', async () => {
    await shop.place([aLine('1')])
    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipped_at: OPENED_AT }))

    await expect(
      support.cancelOrder(shop.merchant.id, ORDER, { scope: 'all', reason: null, by: 'user_1' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is of one merchant alone', async () => {
    const other = await openShop(handle, { name: 'Other' })
    await shop.place([aLine('1')])
    await shop.advance('PT1M')
    const { id } = await shop.message('order_confirmed')

    await expect(support.loadSupportView(other.merchant.id, ORDER)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(support.loadMessageView(other.merchant.id, id)).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await support.listOutbox(other.merchant.id, PAGE)).rows).toEqual([])
  })
})
