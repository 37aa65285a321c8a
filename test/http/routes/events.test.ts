import { beforeAll, expect, it } from 'vitest'
import { BATCH_MAX } from '../../../src/domain/event.ts'
import { BODY_MAX_BYTES } from '../../../src/http/body.ts'
import { order, problem, verdicts } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, read, type Shop, type TestApp, testApp } from '../http-app.ts'

eachDatabase('POST /v1/events', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const post = (body: unknown, key: string = shop.key) => test.call('POST', '/v1/events', body, key)
  const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    test.app.request('/v1/events', {
      method: 'POST',
      body: body as string,
      headers: { authorization: `Bearer ${shop.key}`, ...headers },
    })
  const exists = async (orderId: string) =>
    (await test.call('GET', `/v1/orders/${orderId}`, undefined, shop.key)).status === 200

  it('accepts one event, and answers duplicate to its id whatever the body says then', async () => {
    const first = await post(placed('1001'))
    expect(first.status).toBe(202)
    expect(await read(verdicts, first)).toEqual({
      results: [{ id: 'evt_placed_1001', status: 'accepted' }],
    })

    const again = await post(placed('1001', { order_number: '#other' }))
    expect(again.status).toBe(202)
    expect((await read(verdicts, again)).results).toEqual([
      { id: 'evt_placed_1001', status: 'duplicate' },
    ])
    const shown = await test.call('GET', '/v1/orders/1001', undefined, shop.key)
    expect((await read(order, shown)).order_number).toBe('#1001')
  })

  it('refuses a wrong event with every fault and its pointer, and keeps nothing', async () => {
    const wrong = placed('1002', { currency: 'usd' })
    wrong.data.lines = [{ id: 'l1', title: '', quantity: -1 } as never]
    const answer = await post({ ...wrong, occurred_at: 'yesterday' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await pointersOf(answer)).toEqual([
      '/data/currency',
      '/data/lines/0/quantity',
      '/data/lines/0/title',
      '/occurred_at',
    ])
    expect(await exists('1002')).toBe(false)
    expect((await post(placed('1002'))).status).toBe(202)
  })

  it('names the types it knows when it does not know one', async () => {
    const answer = await post({ ...placed('1003'), type: 'order.teleported' })
    expect(answer.status).toBe(422)
    const { type, errors } = await read(problem, answer)
    expect([type, errors?.[0]?.pointer]).toEqual(['/problems/invalid', '/type'])
    expect(errors?.[0]?.message).toContain('order.placed')
  })

  it('answers 400 to what is not JSON and says where', async () => {
    const answer = await send('{"id": "x",}')
    expect(answer.status).toBe(400)
    const { type, detail } = await read(problem, answer)
    expect(type).toBe('/problems/unreadable')
    expect(detail).toContain('position 11')
  })

  it('answers 400 to bytes that are not UTF-8 instead of storing replacement characters', async () => {
    const bytes = Buffer.from(JSON.stringify(placed('1004')).replace('Ada', 'Ad\u00e9'), 'latin1')
    const answer = await send(bytes)
    expect(answer.status).toBe(400)
    expect((await read(problem, answer)).detail).toBe('The body is not UTF-8')
    expect(await exists('1004')).toBe(false)
  })

  it('answers 413 to a body over 1 MB, and takes one of exactly 1 MB', async () => {
    const pad = (bytes: number, orderId: string) => {
      const text = JSON.stringify({ ...placed(orderId), pad: '' })
      return text.replace('"pad":""', `"pad":"${'x'.repeat(bytes - text.length)}"`)
    }
    expect((await send(pad(BODY_MAX_BYTES + 1, '1005'))).status).toBe(413)
    expect(await exists('1005')).toBe(false)
    expect((await send(pad(BODY_MAX_BYTES, '1005'))).status).toBe(202)
  })

  it('refuses a compressed body with 415 instead of reading noise', async () => {
    const answer = await send('x', { 'content-encoding': 'gzip' })
    expect(answer.status).toBe(415)
  })

  it('keeps a shipment of an order that has not come, shows it, and applies it when the order comes', async () => {
    const shipment = {
      id: 'evt_ship_1006',
      type: 'shipment.created',
      occurred_at: '2026-03-02T14:59:40Z',
      data: {
        order_id: '1006',
        shipment_id: 's1',
        shipped_at: '2026-03-02T14:59:40Z',
        lines: [{ id: 'l2', quantity: 1 }],
      },
    }
    expect((await read(verdicts, await post(shipment))).results[0]?.status).toBe('accepted')
    const shown = async () =>
      read(order, await test.call('GET', '/v1/orders/1006', undefined, shop.key))
    const before = await shown()
    expect(before).toMatchObject({ order_number: null, placed_at: null, shipments: [] })
    expect(before.anomalies).toMatchObject([{ event_id: 'evt_ship_1006' }])

    expect((await post(placed('1006'))).status).toBe(202)
    const after = await shown()
    expect(after.anomalies).toEqual([])
    expect(after.shipments).toMatchObject([{ shipment_id: 's1' }])
    expect(after.lines[1]).toMatchObject({ id: 'l2', shipped: 1 })
  })

  it('takes what lies up to 24 hours ahead, and refuses what lies further', async () => {
    const at = (iso: string, orderId: string) => ({ ...placed(orderId), occurred_at: iso })
    expect((await post(at('2026-03-03T15:00:00Z', '1007'))).status).toBe(202)
    const late = await post(at('2026-03-03T15:00:01Z', '1008'))
    expect(late.status).toBe(422)
    expect(await pointersOf(late)).toEqual(['/occurred_at'])
  })

  it('gives each event of a batch its verdict in the order sent, and keeps the good ones', async () => {
    const wrong = placed('1010')
    wrong.data.lines = [{ id: 'l1', title: 'W', quantity: -1 } as never]
    const answer = await post({ events: [placed('1009'), wrong, placed('1001'), 'nonsense'] })
    expect(answer.status).toBe(202)
    const body = await read(verdicts, answer)
    expect(body.results.map(({ id, status }) => [id, status])).toEqual([
      ['evt_placed_1009', 'accepted'],
      ['evt_placed_1010', 'rejected'],
      ['evt_placed_1001', 'duplicate'],
      [null, 'rejected'],
    ])
    expect(body.results[1]?.errors?.[0]?.pointer).toBe('/data/lines/0/quantity')
    expect(await exists('1009')).toBe(true)
    expect(await exists('1010')).toBe(false)
  })

  it('refuses a batch of none, of too many and of no list as a whole', async () => {
    const many = Array.from({ length: BATCH_MAX + 1 }, () => placed('x'))
    for (const events of [[], many, 'x', null]) {
      const answer = await post({ events })
      expect(answer.status).toBe(422)
      expect(await pointersOf(answer)).toEqual(['/events'])
    }
  })

  it('reads NDJSON by lines: a bad line is named by its number and takes no other with it', async () => {
    const lines = [JSON.stringify(placed('1011')), '', '{"id":', JSON.stringify(placed('1012')), '']
    const answer = await send(lines.join('\r\n'), {
      'content-type': 'application/x-ndjson; charset=utf-8',
    })
    expect(answer.status).toBe(202)
    const { results } = await read(verdicts, answer)
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(results[1]?.errors?.[0]?.message).toMatch(/^line 3: /)
  })

  it('takes the good lines beside one that is no UTF-8', async () => {
    const line = (id: string) => Buffer.from(`${JSON.stringify(placed(id))}\n`)
    const body = Buffer.concat([line('u1'), Buffer.from([0x7b, 0xff, 0x7d, 0x0a]), line('u2')])
    const answer = await send(body as never, { 'content-type': 'application/x-ndjson' })
    const { results } = await read(verdicts, answer)
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(results[1]?.errors?.[0]?.message).toBe('line 2: The line is not UTF-8')
  })

  it('names a moment that lies ahead beside what else is wrong', async () => {
    const wrong = placed('ahead', { currency: 'dollars' })
    const answer = await post({ ...wrong, occurred_at: '2099-01-01T00:00:00Z' })
    expect((await pointersOf(answer)).sort()).toEqual(['/data/currency', '/occurred_at'])
  })

  it('refuses an id of half a character, of which another would be a duplicate', async () => {
    for (const id of ['half \ud800', 'half \ud801']) {
      const answer = await post({ ...placed('half'), id })
      expect([answer.status, await pointersOf(answer)]).toEqual([422, ['/id']])
    }
  })

  it('refuses more NDJSON lines than a batch may have', async () => {
    const answer = await send('{}\n'.repeat(BATCH_MAX + 1), {
      'content-type': 'application/x-ndjson',
    })
    expect(answer.status).toBe(422)
  })

  it('refuses JSON nested without end instead of running out of stack', async () => {
    const deep = JSON.stringify({ ...placed('1013'), extra: 0 }).replace(
      '"extra":0',
      `"extra":${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    )
    expect((await send(deep)).status).toBe(400)
  })

  it('refuses text that PostgreSQL cannot hold, and does not fail on it', async () => {
    const wrong = { ...placed('10\0', { order_number: '#\0' }), id: 'evt_nul' }
    const answer = await post(wrong)
    expect(answer.status).toBe(422)
    expect(await pointersOf(answer)).toEqual(['/data/order_id', '/data/order_number'])
  })

  it('answers 401 with a challenge to a wrong key, to none and to another scheme', async () => {
    const headers: Record<string, string>[] = [
      { authorization: `Bearer ${shop.key}x` },
      { authorization: 'Bearer key_0123456789ab_notakey' },
      { authorization: 'Bearer nonsense' },
      { authorization: `Basic ${shop.key}` },
      {},
    ]
    for (const one of headers) {
      const answer = await test.app.request('/v1/events', {
        method: 'POST',
        body: JSON.stringify(placed('1014')),
        headers: one,
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
      expect((await read(problem, answer)).type).toBe('/problems/unauthorized')
    }
    expect(await exists('1014')).toBe(false)
  })
})
