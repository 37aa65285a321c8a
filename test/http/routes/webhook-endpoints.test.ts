import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { message } from '../../../src/http/openapi/answers-messages.ts'
import { webhookOperations } from '../../../src/http/openapi/operations-webhooks.ts'
import { eachDatabase } from '../../support/databases.ts'
import { DOWN, fakeEndpoints } from '../../support/webhook-shop.ts'
import { placed, pointersOf, read, type Shop, type TestApp, testApp } from '../http-app.ts'

const BASE = '/v1/webhook_endpoints'

/** What the documents say that a route answers. */
function answerOf(id: string, status: number): z.ZodType {
  const schema = webhookOperations.find((one) => one.id === id)?.answers[status]?.schema
  if (!(schema instanceof z.ZodType)) throw new Error(`no schema for ${id} ${status}`)
  return schema
}

eachDatabase('webhook endpoints', (open) => {
  let test: TestApp
  let shop: Shop
  const endpoints = fakeEndpoints()
  beforeAll(async () => {
    test = await testApp(await open())
    test.services.channels.webhook = endpoints.channel
    shop = await test.newShop()
  })
  const call = (method: string, path = '', body?: unknown, key = shop.key) =>
    test.call(method, BASE + path, body, key)
  const make = async (body: Record<string, unknown> = {}) => {
    const answer = await call('POST', '', { url: 'https://shop.example/hooks', ...body })
    expect(answer.status).toBe(201)
    return (await read(answerOf('createWebhookEndpoint', 201), answer)) as {
      id: string
      secret: string
      events: string[]
    }
  }

  it('are made with a secret that is shown once, and read, changed and removed', async () => {
    const made = await make({ events: ['refund.due', 'refund.due', 'order.cancelled'] })
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(made.events).toEqual(['order.cancelled', 'refund.due'])
    const got = await read(answerOf('getWebhookEndpoint', 200), await call('GET', `/${made.id}`))
    const { secret, ...rest } = made
    expect(got).toEqual(rest)
    const listed = await call('GET')
    expect(await read(answerOf('listWebhookEndpoints', 200), listed)).toMatchObject({
      data: [rest],
    })

    const patched = await call('PATCH', `/${made.id}`, { enabled: false, description: 'Old shop' })
    expect(await read(answerOf('patchWebhookEndpoint', 200), patched)).toMatchObject({
      status: 'disabled',
      disabled_why: 'Turned off.',
      description: 'Old shop',
      events: rest.events,
    })
    const put = await call('PUT', `/${made.id}`, { url: 'https://new.example/' })
    expect(await read(answerOf('putWebhookEndpoint', 200), put)).toMatchObject({
      url: 'https://new.example/',
      events: ['*'],
      description: null,
      status: 'enabled',
    })
    const rotated = await call('POST', `/${made.id}/rotate_secret`)
    const fresh = (await read(answerOf('rotateWebhookSecret', 200), rotated)) as typeof made
    expect(fresh.secret).not.toBe(secret)
    expect((await call('DELETE', `/${made.id}`)).status).toBe(204)
    expect((await call('GET', `/${made.id}`)).status).toBe(404)
  })

  it('are refused with every fault', async () => {
    const refuse = async (body: unknown) => {
      const answer = await call('POST', '', body)
      expect(answer.status).toBe(422)
      return pointersOf(answer)
    }
    expect(await refuse({ url: 'http://127.0.0.1/', events: ['refund.due'] })).toEqual(['/url'])
    expect(await refuse({ url: 'x'.repeat(2_049), events: ['order.placed'] })).toEqual([
      '/events/0',
      '/url',
    ])
    expect(await refuse({ events: [] })).toEqual(['/events', '/url'])
    const { id } = await make()
    expect((await call('PATCH', `/${id}`, { url: 'http://10.0.0.1/' })).status).toBe(422)
    await call('DELETE', `/${id}`)
  })

  it('are at most sixteen a merchant', async () => {
    const made = []
    for (let n = 0; n < 16; n += 1) made.push(await make())
    expect((await call('POST', '', { url: 'https://one.more.example/' })).status).toBe(409)
    for (const { id } of made) await call('DELETE', `/${id}`)
  })

  it('are their merchant’s alone, and need its key', async () => {
    const { id } = await make()
    const other = await test.newShop({ name: 'Birch' })
    for (const [method, path] of [
      ['GET', `/${id}`],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/rotate_secret`],
      ['POST', `/${id}/test`],
      ['POST', `/${id}/replay`],
      ['GET', `/${id}/deliveries`],
    ] as const)
      expect((await call(method, path, undefined, other.key)).status).toBe(404)
    expect((await call('GET', '/whe_%00', undefined)).status).toBe(404)
    expect((await test.app.request(BASE)).status).toBe(401)
    await call('DELETE', `/${id}`)
  })

  it('hear what happens, show what they heard, and hear it again when asked to', async () => {
    const { id } = await make({ events: ['order.cancelled', 'refund.due'] })
    await test.call('POST', '/v1/events', placed('7001'), shop.key)
    const act = await test.call('POST', '/v1/orders/7001/cancel', {}, shop.key)
    expect(act.status).toBe(200)
    await test.call('POST', '/v1/clock/advance', { by: 'P10D' }, shop.key)
    const page = (await read(
      answerOf('listWebhookDeliveries', 200),
      await call('GET', `/${id}/deliveries?limit=1`),
    )) as { data: { id: string; status: string; kind: string; order_id: string }[] }
    // The merchant's own cancellation is no news to it; the refund that it owes is.
    expect(page.data).toMatchObject([{ kind: 'refund.due', status: 'delivered', order_id: '7001' }])

    const [told] = page.data
    const detail = await test.call('GET', `/v1/messages/${told?.id}`, undefined, shop.key)
    const { text, headers, attempts } = await read(message, detail)
    expect(JSON.parse(text ?? '')).toMatchObject({ type: 'refund.due', id: told?.id })
    expect([headers['webhook-id'], attempts.length]).toEqual([told?.id, 1])

    const again = await call('POST', `/${id}/replay`, { message_id: told?.id })
    expect(again.status).toBe(202)
    expect(await read(answerOf('replayWebhookEndpoint', 202), again)).toEqual({
      replayed: 1,
      has_more: false,
    })
    const none = await call('POST', `/${id}/replay`)
    expect(await read(answerOf('replayWebhookEndpoint', 202), none)).toMatchObject({ replayed: 0 })
    expect((await call('POST', `/${id}/replay`, { message_id: told?.id })).status).toBe(409)
    expect((await call('POST', `/${id}/replay`, { message_id: 'msg_x' })).status).toBe(404)
    await call('DELETE', `/${id}`)
  })

  it('can be tried at once', async () => {
    const { id } = await make()
    const tried = async () => read(message, await call('POST', `/${id}/test`))
    expect(await tried()).toMatchObject({ kind: 'ping', channel: 'webhook', status: 'delivered' })
    endpoints.answer = () => DOWN
    expect(await tried()).toMatchObject({ status: 'failed', attempts: [{ detail: 'HTTP 500: ' }] })
    await call('PATCH', `/${id}`, { enabled: false })
    expect((await call('POST', `/${id}/test`)).status).toBe(409)
  })
})
