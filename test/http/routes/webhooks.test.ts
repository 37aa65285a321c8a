import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { beforeAll, expect, it } from 'vitest'
import { connection, delivery, problem, verdicts } from '../../../src/http/openapi/answers.ts'
import { eachDatabase } from '../../support/databases.ts'
import { NOW, placed, read, type Shop, type TestApp, testApp } from '../http-app.ts'

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes long').toString('base64')}`

eachDatabase('POST /webhooks', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })
  const connect = async (connector: string, secret = SECRET) => {
    const made = await test.call('POST', '/v1/connections', { connector, secret }, shop.key)
    return new URL((await read(connection, made)).url).pathname
  }
  const deliver = (path: string, body: string, headers: Record<string, string>) =>
    test.app.request(path, { method: 'POST', body, headers })
  const signed = (body: string, id = 'wh_1') => ({
    'webhook-id': id,
    'webhook-timestamp': String(Date.parse(NOW) / 1000),
    'webhook-signature': new Webhook(SECRET).sign(id, new Date(NOW), body),
  })
  const shopifySigned = (body: string, id: string) => ({
    'x-shopify-topic': 'shop/update',
    'x-shopify-webhook-id': id,
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
  })

  it('takes the events of a signed standard webhook like POST /v1/events', async () => {
    const path = await connect('standard')
    const body = JSON.stringify({ events: [placed('6001'), { type: 'x' }] })
    const answer = await deliver(path, body, signed(body))
    expect(answer.status).toBe(202)
    const { results } = await read(verdicts, answer)
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected'])
    const order = await test.call('GET', '/v1/orders/6001', undefined, shop.key)
    expect(order.status).toBe(200)
  })

  it('reads NDJSON there too', async () => {
    const path = await connect('standard')
    const body = `${JSON.stringify(placed('6002'))}\nnonsense\n`
    const type = { 'content-type': 'application/x-ndjson' }
    const answer = await deliver(path, body, { ...signed(body), ...type })
    const { results } = await read(verdicts, answer)
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected'])
  })

  it('answers 401 to a bad signature, a changed body and none, and keeps nothing', async () => {
    const path = await connect('standard')
    const body = JSON.stringify(placed('6003'))
    const forged = { ...signed(body), 'webhook-signature': 'v1,AAAA' }
    for (const [sent, headers] of [
      [body, forged],
      [`${body} `, signed(body)],
      [body, {}],
    ] as const) {
      const answer = await deliver(path, sent, headers)
      expect(answer.status).toBe(401)
      expect((await read(problem, answer)).type).toBe('/problems/unauthorized')
    }
    const order = await test.call('GET', '/v1/orders/6003', undefined, shop.key)
    expect(order.status).toBe(404)
  })

  it('answers 404 to an unknown connection and to one of another connector', async () => {
    const path = await connect('standard')
    const body = JSON.stringify(placed('6004'))
    for (const unknown of [
      '/webhooks/standard/con_nope',
      '/webhooks/fax/con_nope',
      path.replace('standard', 'shopify'),
    ]) {
      expect((await deliver(unknown, body, signed(body))).status).toBe(404)
    }
  })

  it('answers 200 to a verified delivery that it does not understand, and to its repetition', async () => {
    const path = await connect('shopify')
    const body = JSON.stringify({ id: 1 })
    const first = await deliver(path, body, shopifySigned(body, 'd1'))
    expect([first.status, (await read(delivery, first)).answer]).toEqual([200, 'ignored'])
    const again = await deliver(path, body, shopifySigned(body, 'd1'))
    expect([again.status, (await read(delivery, again)).answer]).toEqual([200, 'duplicate'])
    const bad = { ...shopifySigned(body, 'd2'), 'x-shopify-hmac-sha256': 'AAAA' }
    expect((await deliver(path, body, bad)).status).toBe(401)
  })
})
