import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { orderStatus } from '../../src/domain/order.ts'
import {
  answerCancellation,
  type CancelAct,
  cancelOrder,
} from '../../src/operations/cancel-order.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, aPackage, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('cancelling', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const press = (act: Partial<CancelAct> = {}, orderId = ORDER) =>
    cancelOrder(shop.services, shop.merchant, orderId, {
      scope: 'all',
      lines: null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
      ...act,
    })
  const answer = (yes: boolean, reason: string | null = null) =>
    answerCancellation(shop.services, shop.merchant, ORDER, {
      answer: yes ? 'accept' : 'decline',
      reason,
      actor: 'api',
    })
  const lines = async () =>
    (await shop.order()).lines.map(({ shipped, cancelled }) => ({ shipped, cancelled }))
  const planned = async () =>
    (await shop.messages()).filter(({ status }) => status === 'planned').map(({ kind }) => kind)
  const allocate = (id: string, quantity = 1) =>
    shop.tell('backorder.allocated', { lines: [{ id, quantity }] })
  const everything = async () => ({
    order: await shop.order(),
    messages: await shop.messages(),
    events: (await handle.read.selectFrom('events').select('id').execute()).length,
    audit: (await handle.read.selectFrom('audit').select('id').execute()).length,
  })

  it('before allocation is done at once, confirmed, and ends what was planned', async () => {
    await shop.place([waitingLine('1', undefined, { quantity: 2 })])
    await shop.advance('PT1H')
    const { result, order } = await press({ reason: 'Found one nearby' })

    expect(result).toBe('made')
    expect(orderStatus(order)).toBe('cancelled')
    expect(order.cancellations).toMatchObject([
      { by: 'shopper', reason: 'Found one nearby', lines: [{ id: '1', quantity: 2 }] },
    ])
    expect(await planned()).toEqual(['order_cancelled'])
    expect((await shop.message('backorder_checkin')).withdrawn_why).toBe('The order was cancelled.')
    expect(await handle.read.selectFrom('audit').selectAll().execute()).toMatchObject([
      { actor: 'shopper', action: 'cancellation.made', order_id: ORDER },
    ])
  })

  it('a second time changes nothing at all', async () => {
    await shop.place([waitingLine('1')])
    await press()
    const before = await everything()
    const { result, order } = await press()

    expect(result).toBe('nothing')
    expect(orderStatus(order)).toBe('cancelled')
    expect(await everything()).toEqual(before)
  })

  it('twice at the same moment is one act', async () => {
    await shop.place([waitingLine('1')])
    const results = await Promise.all([press(), press(), press()])

    expect(results.map(({ result }) => result).sort()).toEqual(['made', 'nothing', 'nothing'])
    expect((await shop.order()).cancellations).toHaveLength(1)
    expect(await planned()).toEqual(['order_cancelled'])
  })

  it('says nothing anew when it comes back from the merchant’s system, before or after the mail', async () => {
    await shop.place([waitingLine('1'), waitingLine('2')])
    await press()
    const at = '2026-03-02T15:00:01.000Z'
    await shop.tell('order.cancelled', { lines: [{ id: '1', quantity: 1 }] }, { at })
    const { sent } = await shop.advance('PT1H')
    await shop.tell('order.cancelled', { reason: 'Requested by the customer' })
    const later = await shop.advance('P10D')

    expect([...sent, ...later.sent].map(({ kind }) => kind)).toEqual(['order_cancelled'])
    expect((await shop.order()).cancellations).toHaveLength(1)
    expect(await lines()).toEqual([
      { shipped: 0, cancelled: 1 },
      { shipped: 0, cancelled: 1 },
    ])
  })

  it('after allocation is a request, acknowledged, that a second press does not double', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await allocate('1')
    await shop.advance('PT2H')
    expect((await press()).result).toBe('requested')
    const before = await everything()

    expect((await press()).result).toBe('requested')
    expect(await everything()).toEqual(before)
    expect(await lines()).toEqual([{ shipped: 0, cancelled: 0 }])
    expect(await planned()).toContain('cancellation_requested')
  })

  it('is done when the merchant accepts, with the shopper as who wished it', async () => {
    await shop.place([waitingLine('1')])
    await allocate('1')
    await press({ reason: 'Too late' })
    await shop.advance('PT1H')
    const order = await answer(true)

    expect(orderStatus(order)).toBe('cancelled')
    expect(order.cancellations).toMatchObject([{ by: 'shopper', reason: 'Too late' }])
    const { sent } = await shop.advance('PT1H')
    expect(sent.map(({ kind }) => kind)).toEqual(['order_cancelled'])
    await expect(answer(true)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is told with the reason when the merchant declines, and may be wished again', async () => {
    await shop.place([waitingLine('1')])
    await allocate('1')
    await press()
    await shop.advance('PT1H')
    await answer(false, 'It is packed already')
    const { sent } = await shop.advance('PT1H')

    expect(sent.map(({ kind }) => kind)).toEqual(['cancellation_declined'])
    expect((await shop.order()).cancellationDeclined?.reason).toBe('It is packed already')
    expect((await press()).result).toBe('requested')
  })

  it('loses against a package that crosses its request', async () => {
    await shop.place([waitingLine('1', undefined, { quantity: 2 })])
    await allocate('1', 2)
    await press()
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    await answer(true)
    expect(await lines()).toEqual([{ shipped: 1, cancelled: 1 }])

    await shop.tell('shipment.created', aPackage({ 1: 1 }, { shipment_id: 'shp_2' }))
    expect(await lines()).toEqual([{ shipped: 2, cancelled: 0 }])
    expect(await planned()).toContain('cancellation_declined')
    expect(anomaliesOf(await shop.order()).map(({ code }) => code)).toEqual([
      'shipped_after_cancelled',
    ])
  })

  it('loses against a package that crosses it after it was made, and the customer is told', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await press()
    await shop.advance('PT1H')
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    const { sent } = await shop.advance('PT1H')

    expect(await lines()).toEqual([{ shipped: 1, cancelled: 0 }])
    expect(sent.map(({ kind }) => kind).sort()).toEqual(['cancellation_declined', 'shipped'])
    const { key } = await shop.message('cancellation_declined')
    expect(key).toBe(`cancellation_declined:${(await shop.order()).crossings[0]?.eventId}`)
  })

  it('of what waits leaves what is in stock', async () => {
    await shop.place([aLine('1'), waitingLine('2'), waitingLine('3', undefined, { quantity: 3 })])
    const { result } = await press({ scope: 'waiting' })

    expect(result).toBe('made')
    expect(await lines()).toMatchObject([{ cancelled: 0 }, { cancelled: 1 }, { cancelled: 3 }])
  })

  it('of lines and quantities takes these alone', async () => {
    await shop.place([waitingLine('1', undefined, { quantity: 5 }), waitingLine('2')])
    await press({
      lines: [
        { id: '1', quantity: 2 },
        { id: 'unknown', quantity: null },
      ],
    })
    expect(await lines()).toMatchObject([{ cancelled: 2 }, { cancelled: 0 }])

    await press({ lines: [{ id: '1', quantity: 99 }] })
    expect(await lines()).toMatchObject([{ cancelled: 5 }, { cancelled: 0 }])
  })

  it('is partly done and partly asked where a part is being prepared', async () => {
    await shop.place([waitingLine('1', undefined, { quantity: 3 })])
    await allocate('1', 1)
    const { result, order } = await press()

    expect(result).toBe('made')
    expect(await lines()).toMatchObject([{ cancelled: 2 }])
    expect(order.cancellationRequest?.lines).toEqual([{ id: '1', quantity: 1, total: 3 }])
    await answer(true)
    expect(await lines()).toMatchObject([{ cancelled: 3 }])
  })

  it('is always a request where the merchant’s policy says so', async () => {
    const careful = await openShop(handle, { name: 'Careful', policy: { cancellation: 'request' } })
    await careful.place([waitingLine('1')])
    const act = {
      scope: 'all',
      lines: null,
      reason: null,
      by: 'shopper',
      actor: 'shopper',
    } as const

    expect((await cancelOrder(careful.services, careful.merchant, ORDER, act)).result).toBe(
      'requested',
    )
  })

  it('finds nothing of an order that is not known, and leaves no row of it', async () => {
    await expect(press({}, 'ord_none')).rejects.toMatchObject({ code: 'not_found' })
    await shop.tell('order.cancelled', { order_id: 'ord_early' })
    await expect(press({}, 'ord_early')).rejects.toMatchObject({ code: 'not_found' })
    await expect(answer(true)).rejects.toMatchObject({ code: 'not_found' })

    const rows = await handle.read.selectFrom('orders').select('order_id').execute()
    expect(rows).toEqual([{ order_id: 'ord_early' }])
  })
})
