import { beforeAll, expect, it } from 'vitest'
import type { Handle } from '../../../src/db/open.ts'
import { cancelled, order, orderList, problem } from '../../../src/http/openapi/answers.ts'
import { message, messageList } from '../../../src/http/openapi/answers-messages.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  allocated,
  placed,
  pointersOf,
  read,
  type Shop,
  type TestApp,
  testApp,
} from '../http-app.ts'

eachDatabase('orders and messages', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop()
  })
  const get = (path: string, key = shop.key) => test.call('GET', path, undefined, key)
  const post = (path: string, body?: unknown) => test.call('POST', path, body, shop.key)
  const place = (orderId: string, over = {}) => post('/v1/events', placed(orderId, over))

  it('shows what has a label as waiting for no stock', async () => {
    await place('2090')
    const stateOf = async () =>
      (await read(order, await get('/v1/orders/2090'))).lines[0]?.backorder
    expect(await stateOf()).toMatchObject({ state: 'waiting', waiting: 2, allocated: 0 })
    await post('/v1/events', {
      id: 'evt_label_2090',
      type: 'shipment.created',
      occurred_at: '2026-03-02T14:59:30Z',
      data: {
        order_id: '2090',
        shipment_id: 'S2090',
        shipped_at: null,
        lines: [{ id: 'l1', quantity: 2 }],
      },
    })

    expect(await stateOf()).toMatchObject({ state: 'allocated', waiting: 0, allocated: 2 })
  })

  it('shows an order with its promise, what it rests on, and what is said next', async () => {
    await place('2001')
    const shown = await read(order, await get('/v1/orders/2001'))
    expect(shown).toMatchObject({
      order_id: '2001',
      order_number: '#2001',
      status: 'open',
      payment_status: 'paid',
      customer: { name: 'Ada Park', email: 'ada@example.test', sms_consent: false },
      shipping_address: { country: 'US', postal_code: '10001' },
      placed_at: '2026-03-02T14:59:00.000Z',
      next_message: { kind: 'backorder_confirmed', channel: 'email' },
      silence: { last_word: null, next: { kind: 'backorder_confirmed' }, unsaid: [] },
      silent_since: '2026-03-02T14:59:00.000Z',
    })
    expect(shown.lines[0]?.backorder).toMatchObject({
      quantity: 2,
      expected_at: '2026-03-14',
      state: 'waiting',
      waiting: 2,
      allocated: 0,
      promise: { ships_by: '2026-03-19', earliest: '2026-03-14', basis: { buffer_days: 5 } },
    })
    expect(shown.promise).toEqual(shown.lines[0]?.backorder?.promise)
    expect(shown.lines[1]).toMatchObject({ id: 'l2', backorder: null })
    expect(shown.tracking_url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/t\/trk_/)
  })

  it('shows a line that was removed by an update, and of which nothing was told, no more', async () => {
    await place('2002')
    const data = { order_id: '2002', lines: [{ id: 'l2', quantity: 0 }] }
    const occurred_at = '2026-03-02T14:59:30Z'
    await post('/v1/events', { id: 'evt_removed', type: 'order.updated', occurred_at, data })
    const { lines } = await read(order, await get('/v1/orders/2002'))
    expect(lines.map(({ id }) => id)).toEqual(['l1'])
  })

  it('shows it as cancelled once a message has told of it', async () => {
    const { key } = await test.newShop()
    const send = (body: unknown) => test.call('POST', '/v1/events', body, key)
    const linesNow = async () => {
      await test.call('POST', '/v1/clock/advance', { by: 'PT1M' }, key)
      const shown = await read(order, await test.call('GET', '/v1/orders/2012', undefined, key))
      return shown.lines.map(({ id, quantity, cancelled: gone }) => [id, quantity, gone])
    }
    await send(placed('2012'))
    const [first, second] = await linesNow()
    const data = { order_id: '2012', lines: [{ id: 'l2', quantity: 0 }] }
    const occurred_at = '2026-03-02T15:00:30Z'
    await send({ id: 'evt_removed', type: 'order.updated', occurred_at, data })

    expect(second).toEqual(['l2', second?.[1], 0])
    expect(await linesNow()).toEqual([first, ['l2', second?.[1], second?.[1]]])
  })

  it('finds an order whose id holds slashes, percent signs and other alphabets', async () => {
    for (const id of ['a/b?c#d', '100%', 'a%2Fb', '...', '../x', 'Ωμέγα / 1', ' x ']) {
      await place(id)
      const shown = await read(order, await get(`/v1/orders/${encodeURIComponent(id)}`))
      expect(shown.order_id).toBe(id)
    }
  })

  it('refuses an order id that no URL can name, and says so', async () => {
    const answer = await place('..')
    expect(answer.status).toBe(422)
    const { errors } = await read(problem, answer)
    expect(errors).toEqual([
      { pointer: '/data/order_id', message: expect.stringMatching(/no URL could name/) },
    ])
    expect((await get('/v1/orders?q=..')).status).toBe(200)
  })

  it('answers 404 to an unknown order, to one of another merchant and to what no order can be', async () => {
    await place('2003')
    const other = await test.newShop()
    expect((await get('/v1/orders/2003', other.key)).status).toBe(404)
    for (const path of ['/v1/orders/nope', '/v1/orders/a%00b', `/v1/orders/${'x'.repeat(300)}`]) {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect((await read(problem, answer)).type).toBe('/problems/not_found')
      expect((await get(`${path}/messages`)).status).toBe(404)
    }
  })

  it('lists orders by pages that meet without a gap, and takes empty parameters as none', async () => {
    const pages = await test.newShop()
    for (const id of ['p1', 'p2', 'p3']) {
      await test.call('POST', '/v1/events', placed(id), pages.key)
    }
    const first = await read(
      orderList,
      await get('/v1/orders?q=&status=&cursor=&limit=2', pages.key),
    )
    expect(first.data).toHaveLength(2)
    const next = encodeURIComponent(first.next_cursor ?? '')
    const second = await read(orderList, await get(`/v1/orders?limit=2&cursor=${next}`, pages.key))
    expect(second.next_cursor).toBeNull()
    const ids = [...first.data, ...second.data].map(({ order_id }) => order_id)
    expect(ids.sort()).toEqual(['p1', 'p2', 'p3'])
    const found = await read(orderList, await get('/v1/orders?q=p2', pages.key))
    expect(found.data.map(({ order_id }) => order_id)).toEqual(['p2'])
  })

  it('refuses every wrong parameter with its pointer', async () => {
    for (const limit of ['0', '201', 'ten', '1.5', '-1']) {
      const answer = await get(`/v1/orders?limit=${limit}`)
      expect(answer.status).toBe(422)
      expect(await pointersOf(answer)).toEqual(['/limit'])
    }
    const both = await get('/v1/orders?limit=0&status=lost')
    expect(await pointersOf(both)).toEqual(['/limit', '/status'])
    const all = await get('/v1/orders?status=foo&limit=201&cursor=zzz')
    expect((await pointersOf(all)).sort()).toEqual(['/cursor', '/limit', '/status'])
    const cursor = await get('/v1/orders?cursor=nonsense')
    expect(cursor.status).toBe(422)
    expect(await pointersOf(cursor)).toEqual(['/cursor'])
  })

  it('lists messages oldest first with why, and shows one as it was sent', async () => {
    await place('2004')
    await post('/v1/clock/advance', { by: 'PT48H' })
    const { data } = await read(messageList, await get('/v1/orders/2004/messages'))
    expect(data.map(({ kind }) => kind).slice(0, 2)).toEqual([
      'backorder_confirmed',
      'backorder_checkin',
    ])
    expect(data[0]).toMatchObject({ status: 'sent', to: 'ada@example.test' })
    expect(data[0]?.why).not.toBe('')

    const sent = await read(message, await get(`/v1/messages/${data[0]?.id}`))
    const { tracking_url: url } = await read(order, await get('/v1/orders/2004'))
    expect(sent.html).toContain(`${url}/cancel`)
    expect(sent.text).toContain(url)
    expect(sent.headers['Message-ID']).toContain(sent.id)
    expect(sent.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(sent.attempts).toMatchObject([{ n: 1, provider: 'outbox', outcome: 'accepted' }])
    expect((await get('/v1/messages/msg_nope')).status).toBe(404)
    const other = await test.newShop()
    expect((await get(`/v1/messages/${sent.id}`, other.key)).status).toBe(404)
  })

  it('cancels what waits, then the rest, and does nothing the third time', async () => {
    await place('2005')
    const waiting = await post('/v1/orders/2005/cancel', { scope: 'waiting', reason: 'Too late' })
    const first = await read(cancelled, waiting)
    expect(first.result).toBe('made')
    expect(first.order.lines.map((line) => line.cancelled)).toEqual([2, 0])

    const rest = await post('/v1/orders/2005/cancel')
    const second = await read(cancelled, rest)
    expect(second).toMatchObject({ result: 'made', order: { status: 'cancelled' } })

    const again = await post('/v1/orders/2005/cancel', {})
    expect(again.status).toBe(200)
    const third = await read(cancelled, again)
    expect(third.result).toBe('nothing')
    expect(third.order).toEqual(second.order)
  })

  it('cancels only the named quantity of a named line', async () => {
    await place('2006')
    const answer = await post('/v1/orders/2006/cancel', { lines: [{ id: 'l1', quantity: 1 }] })
    const { order: after } = await read(cancelled, answer)
    expect(after.lines.map((line) => line.cancelled)).toEqual([1, 0])
  })

  it('puts what is cancelled on the waiting list where that is said', async () => {
    await place('2009')
    expect((await post('/v1/orders/2009/cancel', { waitlist: true })).status).toBe(200)
    const listed = await handle.read.selectFrom('waitlist').select(['sku', 'order_id']).execute()
    expect(listed).toEqual([{ sku: 'WP', order_id: '2009' }])
  })

  it('asks the merchant for what is being prepared, and takes the answer once', async () => {
    await place('2007')
    await post('/v1/events', allocated('2007'))
    const asked = await read(
      cancelled,
      await post('/v1/orders/2007/cancel', { lines: [{ id: 'l1' }] }),
    )
    expect(asked).toMatchObject({
      result: 'requested',
      order: { cancellation_request: { by: 'merchant', lines: [{ id: 'l1', quantity: 2 }] } },
    })

    const decline = { answer: 'decline', reason: 'It is packed' }
    const answered = await post('/v1/orders/2007/cancellation', decline)
    expect((await read(order, answered)).cancellation_request).toBeNull()
    const twice = await post('/v1/orders/2007/cancellation', decline)
    expect(twice.status).toBe(409)
    expect((await read(problem, twice)).type).toBe('/problems/conflict')
  })

  it('refuses a wrong cancellation with its faults', async () => {
    await place('2008')
    const wrong = { scope: 'some', lines: [{ id: 'l1', quantity: 0 }], waitlist: 'yes' }
    const answer = await post('/v1/orders/2008/cancel', wrong)
    expect(answer.status).toBe(422)
    expect(await pointersOf(answer)).toEqual(['/lines/0/quantity', '/scope', '/waitlist'])
    expect((await post('/v1/orders/2008/cancel', '{')).status).toBe(400)
    expect((await post('/v1/orders/2008/cancellation', {})).status).toBe(422)
    expect((await post('/v1/orders/nope/cancel')).status).toBe(404)
  })
})
