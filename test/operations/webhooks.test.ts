import { beforeEach, expect, it } from 'vitest'
import { eraseOrder } from '../../src/db/erasure.ts'
import type { Handle } from '../../src/db/open.ts'
import { cancelOrder } from '../../src/operations/cancel-order.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { noteFeedSilence } from '../../src/operations/note-feed-silence.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { settleOrder } from '../../src/operations/settle-order.ts'
import {
  pingEndpoint,
  readDeliveries,
  replayEndpoint,
  replayMessage,
} from '../../src/operations/webhook-deliveries.ts'
import {
  changeEndpoint,
  loadEndpoint,
  removeEndpoint,
  rotateSecret,
} from '../../src/operations/webhook-endpoints.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, OPENED_AT, ORDER, waitingLine } from '../support/shop.ts'
import { DOWN, GONE_410, type HookedShop, openHookedShop, TAKEN } from '../support/webhook-shop.ts'

const NOTIFY = 'owner@fern.example'

eachDatabase('events to endpoints', (open) => {
  let handle: Handle
  let shop: HookedShop
  beforeEach(async () => {
    handle = await open()
    shop = await openHookedShop(handle, { notify_email: NOTIFY })
  })

  const cancel = (orderId = ORDER) =>
    cancelOrder(shop.services, shop.merchant, orderId, {
      scope: 'all',
      lines: null,
      reason: 'Found one nearby',
      by: 'shopper',
      actor: 'shopper',
    })
  const mails = async () => {
    const rows = await handle.read
      .selectFrom('messages')
      .select(['kind', 'status'])
      .where('channel', '=', 'notify')
      // Of the endpoint itself: told elsewhere.
      .where('kind', 'not like', 'endpoint.%')
      .orderBy('id')
      .execute()
    return rows.map(({ kind, status }) => `${kind} ${status}`)
  }
  const bodies = () => shop.endpoints.calls.map(({ body }) => JSON.parse(body))
  const statuses = async () => (await shop.hooks()).map(({ kind, status }) => `${kind} ${status}`)

  it('cost a merchant without one no row', async () => {
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.eta_changed', { lines: [{ id: '1', expected_at: '2026-04-30' }] })
    await shop.advance('P1D')
    expect(await shop.hooks()).toEqual([])
  })

  it('tell what happened, in its order, and keep what was handed over', async () => {
    const { id } = await shop.register()
    await shop.place([waitingLine('1', '2026-03-12', { sku: 'FERN' })])
    await shop.advance('PT1H')
    await shop.tell('backorder.eta_changed', {
      lines: [{ id: '1', expected_at: '2026-04-30' }],
      reason: 'Strike',
    })
    await cancel()
    await shop.advance('PT1H')

    expect(shop.endpoints.types()).toEqual([
      'message.sent',
      'promise.changed',
      'order.cancelled',
      'refund.due',
      'message.sent',
    ])
    const [sent, moved, cancelled, refund] = bodies()
    expect(sent.data).toMatchObject({
      order_id: ORDER,
      kind: 'backorder_confirmed',
      channel: 'email',
    })
    expect(moved).toMatchObject({
      timestamp: expect.stringMatching(/^2026-03-02T16/),
      data: {
        order_id: ORDER,
        order_number: '1001',
        line_id: '1',
        sku: 'FERN',
        old: '2026-03-16',
        basis: { expected_at: '2026-04-30' },
      },
    })
    expect(moved.data.new > '2026-04-30').toBe(true)
    expect(cancelled.data).toMatchObject({ by: 'shopper', lines: [{ id: '1', quantity: 1 }] })
    expect(refund.data).toMatchObject({
      amount: { amount: '19.90', currency: 'USD' },
      deadline: '2026-03-11',
    })
    expect(JSON.stringify(bodies())).not.toMatch(/jon|snow|mill lane/i)

    const [row] = await shop.hooks()
    const kept = await loadMessage(shop.services, shop.merchant, row?.id ?? '')
    expect(kept.sent).toMatchObject({
      to: 'https://shop.example/hooks',
      content: { text: shop.endpoints.calls[0]?.body, headers: { 'webhook-id': row?.id } },
    })
    expect(kept.attempts).toMatchObject([{ provider: 'webhook', outcome: 'accepted' }])
    expect(await mails()).toEqual([])
    const { rows } = await readDeliveries(shop.services, shop.merchant, id, {
      status: null,
      cursor: null,
      limit: 50,
    })
    expect(rows.map(({ message }) => message.kind)).toEqual(shop.endpoints.types().toReversed())
  })

  it('are no word to the customer: not listed, not next, not in what advancing answers', async () => {
    await shop.register()
    await shop.place([waitingLine('1')])
    await cancel()
    const { sent } = await shop.advance('PT1H')
    expect(sent.every(({ channel }) => channel === 'email')).toBe(true)
    expect((await shop.messages()).every(({ channel }) => channel === 'email')).toBe(true)
    expect((await shop.order()).said.every(({ channel }) => channel === 'email')).toBe(true)
  })

  it('tell nothing twice, whatever is told again and in what order', async () => {
    await shop.register()
    const event = { id: 'evt_slip', at: '2026-03-02T15:30:00.000Z' }
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    const slip = { lines: [{ id: '1', expected_at: '2026-04-30' }] }
    await shop.tell('backorder.eta_changed', slip, event)
    await shop.advance('PT1H')
    await shop.tell('backorder.eta_changed', slip, event)
    // Comes late, and folds the order anew.
    await shop.tell('inventory.level', { sku: 'X', available: 1, order_id: undefined })
    await shop.tell('order.updated', { priority: 1 }, { at: '2026-03-02T15:10:00.000Z' })
    await shop.advance('PT1H')
    expect(shop.endpoints.types().filter((type) => type === 'promise.changed')).toHaveLength(1)
  })

  it('go to each endpoint that takes their type, and only since it does', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    const a = await shop.register(['order.cancelled'], 'https://a.example/')
    const b = await shop.register(['refund.due', 'message.sent'], 'https://b.example/')
    await cancel()
    await shop.advance('PT1M')
    const told = shop.endpoints.calls.map(({ url, body }) => `${url} ${JSON.parse(body).type}`)
    expect(told.sort()).toEqual([
      'https://a.example/ order.cancelled',
      'https://b.example/ message.sent',
      'https://b.example/ refund.due',
    ])
    expect(new Set(shop.endpoints.calls.map(({ messageId }) => messageId)).size).toBe(3)
    expect([a.id.length, b.id.length]).toEqual([43, 43])
  })

  it('are tried again under the same id and with the same words', async () => {
    await shop.register(['order.cancelled'])
    shop.endpoints.answer = () => (shop.endpoints.calls.length < 3 ? DOWN : TAKEN)
    await shop.place([waitingLine('1')])
    await cancel()
    await shop.advance('PT1M')
    const { calls } = shop.endpoints
    expect(calls).toHaveLength(3)
    expect(new Set(calls.map(({ messageId, body }) => messageId + body)).size).toBe(1)
    expect(await statuses()).toEqual(['order.cancelled delivered'])
  })

  it('hold up the later ones of their order, and no other order', async () => {
    await shop.register(['order.cancelled', 'refund.due'])
    const refused = () =>
      shop.endpoints.calls.filter(({ body }) => body.includes('order.cancelled'))
    shop.endpoints.answer = ({ body }) =>
      body.includes('"ord_1"') && body.includes('order.cancelled') && refused().length < 6
        ? DOWN
        : TAKEN
    await shop.place([aLine('1')])
    await shop.place([aLine('1')], { order_id: 'ord_2', order_number: '1002' })
    await cancel()
    await cancel('ord_2')
    await shop.advance('PT10M')

    const told = bodies().map(({ type, data }) => `${data.order_id} ${type}`)
    const first = (what: string) => told.indexOf(what)
    expect(first('ord_1 refund.due')).toBeGreaterThan(told.lastIndexOf('ord_1 order.cancelled'))
    expect(first('ord_2 refund.due')).toBeLessThan(told.lastIndexOf('ord_1 order.cancelled'))
    expect((await shop.hooks()).every(({ status }) => status === 'delivered')).toBe(true)
  })

  it('are parked after three days and said by mail where they need an act, and go again by hand', async () => {
    const { id } = await shop.register()
    shop.endpoints.answer = () => DOWN
    await shop.place([waitingLine('1')])
    await cancel()
    await shop.advance('P2DT23H')
    expect(await mails()).toEqual([])
    expect(await shop.hooks('failed')).toEqual([])

    await shop.advance('P1D')
    expect(await statuses()).toEqual([
      'order.cancelled failed',
      'refund.due failed',
      'message.sent failed',
    ])
    expect(await mails()).toEqual(['order.cancelled sent', 'refund.due sent'])
    expect(await loadEndpoint(shop.services, shop.merchant, id)).toMatchObject({
      parked: 3,
      failingSince: OPENED_AT,
      status: 'enabled',
    })

    const before = shop.endpoints.calls.length
    shop.endpoints.answer = () => TAKEN
    const replay = await replayEndpoint(shop.services, shop.merchant, {
      id,
      messageId: null,
      actor: 'test',
    })
    await shop.advance('PT30M')
    expect(replay).toEqual({ replayed: 3, isAll: true })
    expect(shop.endpoints.types().slice(before)).toEqual([
      'order.cancelled',
      'refund.due',
      'message.sent',
    ])
    const ids = shop.endpoints.calls.map(({ messageId }) => messageId)
    expect(ids.slice(before).every((one) => ids.slice(0, before).includes(one))).toBe(true)
    expect((await shop.hooks()).every(({ status }) => status === 'delivered')).toBe(true)
    expect(await mails()).toEqual(['order.cancelled sent', 'refund.due sent'])
    expect(await loadEndpoint(shop.services, shop.merchant, id)).toMatchObject({
      parked: 0,
      failingSince: null,
    })
  })

  it('can be asked for again one by one, also what was taken', async () => {
    await shop.register(['order.cancelled', 'refund.due'])
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('PT1M')
    const [, refund] = await shop.hooks()
    const messageId = refund?.id ?? ''
    await replayMessage(shop.services, shop.merchant, { messageId, actor: 'test' })
    await shop.advance('PT1M')
    expect(shop.endpoints.types()).toEqual(['order.cancelled', 'refund.due', 'refund.due'])
    const again = () =>
      replayMessage(shop.services, shop.merchant, { messageId: 'msg_nowhere', actor: 'test' })
    await expect(again()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('turn an endpoint off that is gone, and then say by mail what needs an act', async () => {
    const { id } = await shop.register()
    shop.endpoints.answer = () => GONE_410
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('PT1M')
    expect(shop.endpoints.calls).toHaveLength(1)
    expect(await loadEndpoint(shop.services, shop.merchant, id)).toMatchObject({
      status: 'disabled',
      disabledWhy: 'It answered 410 Gone.',
    })
    expect((await mails()).sort()).toEqual(['order.cancelled sent', 'refund.due sent'])
    expect((await loadMerchant(shop.services, shop.merchant.id)).webhooks).toEqual([])
  })

  it('are withdrawn with their endpoint, and said by mail where they need an act', async () => {
    const { id } = await shop.register(['refund.due', 'message.sent'])
    shop.endpoints.answer = () => DOWN
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('PT1H')
    await removeEndpoint(shop.services, shop.merchant, { id, actor: 'test' })
    await shop.advance('PT1M')
    expect(new Set((await shop.hooks()).map(({ status }) => status))).toEqual(
      new Set(['withdrawn']),
    )
    expect((await mails()).sort()).toEqual(['order.cancelled sent', 'refund.due sent'])
    await expect(loadEndpoint(shop.services, shop.merchant, id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('begin anew with an endpoint that is turned on again', async () => {
    const { id } = await shop.register(['message.sent'])
    const turn = async (enabled: boolean) => {
      const change = { enabled }
      await changeEndpoint(shop.services, shop.merchant, { id, change, actor: 'test' })
      await shop.refresh()
    }
    await turn(false)
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    await turn(true)
    await shop.tell('order.updated', { priority: 1 })
    await shop.advance('PT1H')
    expect(shop.endpoints.calls).toEqual([])
    await cancel()
    await shop.advance('PT1H')
    expect(shop.endpoints.types()).toEqual(['message.sent'])
  })

  it('are signed by the old secret beside the new one for a day', async () => {
    const { id, secret } = await shop.register(['order.cancelled'])
    await shop.place([aLine('1')])
    const rotated = await rotateSecret(shop.services, shop.merchant, { id, actor: 'test' })
    await cancel()
    await shop.advance('PT1M')
    expect(shop.endpoints.calls[0]?.secrets).toEqual([rotated.secret, secret])
    expect(rotated.oldSecretUntil).toBe('2026-03-03T15:00:00.000Z')
    shop.services.clock.set('2026-03-03T15:00:00.000Z')
    const ping = await pingEndpoint(shop.services, shop.merchant, id)
    expect(shop.endpoints.calls[1]?.secrets).toEqual([rotated.secret])
    expect(ping.message).toMatchObject({ kind: 'ping', status: 'delivered' })
  })

  it('are signed by each secret of the last day where it was rotated again, four at most', async () => {
    const { id, secret } = await shop.register(['order.cancelled'])
    const rotate = () => rotateSecret(shop.services, shop.merchant, { id, actor: 'test' })
    const ping = async () => {
      await pingEndpoint(shop.services, shop.merchant, id)
      return shop.endpoints.calls.at(-1)?.secrets
    }
    const second = await rotate()
    shop.services.clock.advance({ hours: 12 })
    const third = await rotate()
    expect(await ping()).toEqual([third.secret, second.secret, secret])

    shop.services.clock.advance({ hours: 12 })
    expect(await ping()).toEqual([third.secret, second.secret])
    const more = []
    for (let n = 0; n < 4; n += 1) more.unshift((await rotate()).secret)
    expect(await ping()).toEqual([...more, third.secret])
  })

  it('answer a ping at once, and do not try it again', async () => {
    const { id } = await shop.register()
    shop.endpoints.answer = () => DOWN
    const { message, attempts } = await pingEndpoint(shop.services, shop.merchant, id)
    expect([message.status, attempts.length]).toEqual(['failed', 1])
    await shop.advance('P1D')
    expect(shop.endpoints.calls).toHaveLength(1)
    expect(await loadEndpoint(shop.services, shop.merchant, id)).toMatchObject({ parked: 0 })
  })

  it('tell of a message that failed', async () => {
    await shop.register(['message.failed'])
    const refusing = {
      name: 'fake',
      send: async () => ({
        outcome: { status: 'rejected' as const, code: '550', detail: 'no such mailbox' },
        bytes: '',
      }),
    }
    const { outbox } = shop.services.channels
    Object.assign(shop.services.channels, { outbox: { ...outbox, mail: refusing } })
    await shop.place([aLine('1')])
    await shop.advance('PT1H')
    expect(bodies()[0]).toMatchObject({
      type: 'message.failed',
      data: { kind: 'order_confirmed', channel: 'email', status: 'failed' },
    })
  })

  it('tell of stock that came in, once', async () => {
    await shop.register(['backorder.allocated'])
    await shop.place([waitingLine('1')])
    await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 1 }] })
    await shop.advance('P1D')
    expect(bodies().map(({ data }) => data.lines)).toEqual([[{ id: '1', sku: null, quantity: 1 }]])
  })

  it('tell of a feed that fell silent, and by mail where that was not taken', async () => {
    await shop.register(['feed.silent'])
    const since = '2026-02-27T15:00:00.000Z'
    const note = () =>
      shop.services.writer.write((db) =>
        noteFeedSilence(shop.services, db, shop.merchant, { since, now: OPENED_AT }),
      )
    await note()
    await note()
    await shop.advance('PT1M')
    expect(bodies()).toMatchObject([{ type: 'feed.silent', data: { since } }])
    expect([await statuses(), await mails()]).toEqual([['feed.silent delivered'], []])
  })

  it('are made anew without the person where they were erased before they were taken', async () => {
    await shop.register(['order.cancelled'])
    shop.endpoints.answer = () => DOWN
    await shop.place([aLine('1')])
    await cancel()
    await shop.advance('PT1M')
    expect(shop.endpoints.calls[0]?.body).toContain('Found one nearby')
    await shop.services.writer.write((db) => eraseOrder(db, shop.merchant.id, ORDER))
    await shop.services.writer.write((db) =>
      settleOrder(shop.services, db, shop.merchant, ORDER, [], OPENED_AT, { anew: true }),
    )
    shop.endpoints.answer = () => TAKEN
    await shop.advance('PT1H')
    expect(shop.endpoints.calls.at(-1)?.body).not.toContain('Found one nearby')
    expect(await statuses()).toEqual(['order.cancelled delivered'])
  })
})
