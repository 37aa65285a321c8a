import { beforeAll, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { messageList } from '../../src/http/openapi/answers-messages.ts'
import { eachDatabase } from '../support/databases.ts'
import { orderData, waitingLine } from '../support/shop.ts'
import { NOW, read, type TestApp, testApp } from './http-app.ts'

eachDatabase('a policy that was put in another process', (open) => {
  let handle: Handle
  let one: TestApp
  let other: TestApp
  beforeAll(async () => {
    handle = await open()
    one = await testApp(handle)
    other = await testApp(handle)
  })
  const place = (test: TestApp, key: string, order_id: string) =>
    test.call(
      'POST',
      '/v1/events',
      {
        id: `evt ${order_id}`,
        type: 'order.placed',
        occurred_at: NOW,
        data: orderData([waitingLine('1')], { order_id }),
      },
      key,
    )
  const kinds = async (key: string, orderId: string) => {
    const answer = await other.call('GET', `/v1/orders/${orderId}/messages`, undefined, key)
    return (await read(messageList, answer)).data.map(({ kind }) => kind)
  }

  it.each(['live', 'test'])('is what a %s order is planned by at once', async (mode) => {
    const { key } = await one.newShop({
      mode,
      policy: { delay_options: 'notify' },
      ...(mode === 'live' && { clock: undefined, clock_mode: undefined }),
    })
    await place(one, key, 'before')
    expect(await kinds(key, 'before')).toContain('backorder_checkin')

    const policy = { delay_options: 'notify', kinds_off: ['backorder_checkin'] }
    expect((await other.call('PUT', '/v1/policy', policy, key)).status).toBe(200)
    await place(one, key, 'after')

    expect(await kinds(key, 'after')).not.toContain('backorder_checkin')
    expect(await kinds(key, 'after')).toContain('backorder_confirmed')
  })
})
