import { expect, it } from 'vitest'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { createEndpoint } from '../../src/operations/webhook-endpoints.ts'
import { testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'
import { connect, placeOrder, postEvents, providers, sendgridEvent } from '../support/receipts.ts'
import { fakeEndpoints } from '../support/webhook-shop.ts'

const PAGE = { cursor: null, limit: 50 }

eachDatabase('a bounce', (open) => {
  it('goes on by text where that was agreed to, and is told to the endpoint and in the console', async () => {
    const handle = await open()
    const test = await testApp(handle)
    const shop = await test.newShop({ mode: 'live', clock: undefined })
    const providing = providers(test)
    const endpoints = fakeEndpoints()
    Object.assign(test.services.channels, { webhook: endpoints.channel })
    const merchant = await loadMerchant(test.services, shop.id)
    const input = { url: 'https://shop.example/h', events: null, description: null }
    await createEndpoint(test.services, merchant, { input, actor: 'test' })
    const url = await connect(test, 'sendgrid')

    await placeOrder(test, shop, { orderId: 'a', sms: true })
    await providing.run()
    const sent = await handle.read
      .selectFrom('messages')
      .select('id')
      .where('provider', '=', 'sendgrid')
      .executeTakeFirstOrThrow()
    const hard = { type: 'bounce', status: '5.1.1', reason: '550 no such user' }
    await postEvents(test, url, [sendgridEvent(sent.id, 'bounce', hard)])
    // An endpoint hears of one order one after the other.
    for (const _ of ['the text', 'the webhooks', 'and those behind them']) {
      test.services.clock.advance({ seconds: 5 })
      await providing.run()
    }

    expect(providing.texts).toHaveLength(1)
    const told = endpoints.calls.map(({ body }) => JSON.parse(body))
    const failed = told.filter(({ type }) => type === 'message.failed')
    expect(failed.map(({ data }) => data)).toMatchObject([
      { message_id: sent.id, channel: 'email', status: 'bounced', order_id: 'a' },
    ])
    // Reached after all: nobody has to act, so nothing says that they can't be.
    expect(told.map(({ type }) => type)).not.toContain('customer.unreachable')
    const support = consoleOperations(test.services)
    const undelivered = await support.listUndelivered(shop.id, PAGE)
    expect(undelivered.rows).toMatchObject([{ messageId: sent.id, status: 'bounced' }])

    const list = () => support.listSuppressions(shop.id, { ...PAGE, address: null })
    const { rows } = await list()
    expect(rows).toMatchObject([
      {
        address: 'jon.snow@example.com',
        reason: 'hard_bounce',
        source: 'sendgrid',
        orderId: 'a',
        orderNumber: 'a',
        messageId: sent.id,
      },
    ])
    const of = (address: string) => support.listSuppressions(shop.id, { ...PAGE, address })
    expect((await of('JON.SNOW@example.com')).rows).toHaveLength(1)
    expect((await of('other@example.com')).rows).toEqual([])
    expect(
      (await support.listSuppressions(shop.id, { ...PAGE, address: null, cursor: '\0' })).rows,
    ).toHaveLength(1)

    await support.liftSuppression(shop.id, rows[0]?.id ?? '', 'sam@example.test')
    expect((await list()).rows).toEqual([])
    const audit = await handle.read
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('action', '=', 'suppression.lifted')
      .execute()
    expect(audit).toEqual([{ actor: 'sam@example.test', action: 'suppression.lifted' }])
  })
})
