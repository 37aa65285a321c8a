import { beforeEach, expect, it } from 'vitest'
import { toMessage } from '../../src/db/message-words.ts'
import type { Handle } from '../../src/db/open.ts'
import type { MessageRow } from '../../src/db/schema.ts'
import { suppressionList } from '../../src/http/openapi/operations-suppressions.ts'
import { consoleOperations } from '../../src/operations/support.ts'
import { read, type Shop, type TestApp, testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'
import {
  connect,
  type Event,
  placeOrder,
  postEvents,
  postStatus,
  providers,
  sendgridEvent,
} from '../support/receipts.ts'
import { aPackage } from '../support/shop.ts'

const EMAIL = 'jon.snow@example.com'
const SAID = 1_772_463_600
const HARD = { type: 'bounce', status: '5.1.1', reason: '550 no such user' }

eachDatabase('an address that was given up', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  let providing: ReturnType<typeof providers>
  let url: string
  beforeEach(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop({ mode: 'live', clock: undefined, notify_email: 'own@alder.test' })
    providing = providers(test)
    url = await connect(test, 'sendgrid')
  })
  const of = async (orderId: string): Promise<MessageRow[]> => {
    const all = await handle.read.selectFrom('messages').selectAll().orderBy('id').execute()
    return all.map(toMessage).filter((row) => row.order_id === orderId)
  }
  const first = async (orderId: string) => {
    const row = (await of(orderId)).find(({ provider }) => provider === 'sendgrid')
    return row?.id ?? ''
  }
  const sendTo = async (orderId: string, over: { email?: string; sms?: boolean } = {}) => {
    await placeOrder(test, shop, { orderId, ...over })
    await providing.run()
    return first(orderId)
  }
  const tell = (...batch: Event[]) => postEvents(test, url, batch)
  const kinds = async (orderId: string) =>
    (await of(orderId))
      .filter(({ channel }) => channel !== 'notify')
      .map(({ kind, channel, status }) => `${kind} ${channel} ${status}`)
  const list = async (query = '') => {
    const answer = await test.call('GET', `/v1/suppressions${query}`, undefined, shop.key)
    return (await read(suppressionList, answer)).data
  }
  const mailsTo = (email: string) => providing.mails.filter(({ to }) => to.email === email)

  it('by a hard bounce is replaced by texts at once, also for what came back', async () => {
    const id = await sendTo('a', { sms: true })
    expect(await kinds('a')).toContain('backorder_confirmed email sent')
    await tell(sendgridEvent(id, 'bounce', HARD))

    expect(await kinds('a')).toContain('backorder_confirmed email bounced')
    expect(await kinds('a')).toContain('backorder_confirmed sms planned')
    expect((await kinds('a')).filter((one) => one.includes('email planned'))).toEqual([])
    await providing.run()
    expect(providing.texts).toHaveLength(1)
    expect(await kinds('a')).toContain('backorder_confirmed sms sent')
  })

  it('is told to the merchant where no text may go', async () => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, 'bounce', HARD))

    const unreachable = (await of('a')).find(({ kind }) => kind === 'customer.unreachable')
    expect(unreachable).toMatchObject({ channel: 'notify', status: 'planned' })
    const held = (await of('a')).find(({ status }) => status === 'held')
    expect(held?.why).toContain('takes no mail (hard_bounce)')
    test.services.clock.advance({ hours: 2 })
    await providing.run()
    expect(mailsTo(EMAIL)).toHaveLength(1)
    expect(mailsTo('own@alder.test')).toHaveLength(1)
  })

  it('is written to by no order that comes later, in any spelling, before the first mail goes', async () => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, 'bounce', HARD))
    await sendTo('b', { email: 'Jon.Snow@Example.com', sms: true })
    await sendTo('c', { email: 'other@example.com' })

    expect(providing.mails.map(({ to }) => to.email)).toEqual([EMAIL, 'other@example.com'])
    expect(await kinds('b')).toContain('backorder_confirmed email withdrawn')
    expect(await kinds('b')).toContain('backorder_confirmed sms sent')
  })

  it.each([
    ['spamreport', {}, 'complaint', 'delivered'],
    ['unsubscribe', {}, 'unsubscribed', 'delivered'],
    ['group_unsubscribe', {}, 'unsubscribed', 'delivered'],
    ['dropped', { reason: 'Bounced Address' }, 'hard_bounce', 'failed'],
    ['dropped', { reason: 'Spam Reporting Address' }, 'complaint', 'failed'],
  ])('is so by %s %j: %s', async (event, over, reason, status) => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, event, over))

    expect(await list()).toMatchObject([
      { reason, address: EMAIL, message_id: id, source: 'sendgrid' },
    ])
    expect((await of('a')).find((row) => row.id === id)?.status).toBe(status)
    expect((await kinds('a')).filter((one) => one.includes('email planned'))).toEqual([])
  })

  it.each([
    ['deferred', {}, 'sent'],
    ['bounce', { type: 'blocked', status: '5.7.1' }, 'bounced'],
    ['bounce', { status: '4.2.2', type: 'bounce' }, 'bounced'],
    ['dropped', { reason: 'Spam Content' }, 'failed'],
  ])('is not so by %s %j', async (event, over, status) => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, event, over))

    expect(await list()).toEqual([])
    expect((await of('a')).find((row) => row.id === id)?.status).toBe(status)
    expect((await kinds('a')).some((one) => one.includes('email planned'))).toBe(true)
  })

  it('is free again where the order gets another one, and where it is lifted by hand', async () => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, 'bounce', HARD))
    const update = {
      id: 'mended',
      type: 'order.updated',
      occurred_at: test.services.clock.now().toISOString(),
      data: { order_id: 'a', customer: { email: 'mended@example.com' } },
    }
    await test.call('POST', '/v1/events', update, shop.key)
    expect((await kinds('a')).some((one) => one.includes('email planned'))).toBe(true)
    expect(await list()).toMatchObject([{ address: null, reason: 'hard_bounce' }])

    await sendTo('b')
    expect(await kinds('b')).toContain('backorder_confirmed email held')
    const [found] = await list(`?address=${encodeURIComponent(EMAIL.toUpperCase())}`)
    const other = await test.newShop({ mode: 'live', clock: undefined, name: 'Other' })
    const path = `/v1/suppressions/${found?.id}`
    expect((await test.call('DELETE', path, undefined, other.key)).status).toBe(404)
    expect((await test.call('DELETE', path, undefined, shop.key)).status).toBe(204)
    expect(await list()).toEqual([])
    await sendTo('c')
    expect(mailsTo(EMAIL)).toHaveLength(2)
  })

  it('is written to again at once where its own order is still there', async () => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, 'bounce', HARD))
    const [found] = await list()
    await test.call('DELETE', `/v1/suppressions/${found?.id}`, undefined, shop.key)

    expect((await kinds('a')).some((one) => one.includes('email planned'))).toBe(true)
    // The same bounce, repeated, is no news.
    expect(await handle.read.selectFrom('suppressions').selectAll().execute()).toEqual([])
  })

  it('comes back by itself where the provider takes back an unsubscribing, and only that', async () => {
    const a = await sendTo('a')
    await tell(sendgridEvent(a, 'group_unsubscribe'))
    await tell(sendgridEvent(a, 'group_resubscribe'))
    expect(await list()).toEqual([])
    expect((await kinds('a')).some((one) => one.includes('email planned'))).toBe(true)

    await tell(sendgridEvent(a, 'bounce', HARD), sendgridEvent(a, 'group_resubscribe'))
    await tell(sendgridEvent(a, 'group_resubscribe'))
    expect(await list()).toHaveLength(1)
  })

  it('stays where the word that takes it back is the older one, in whatever order they come', async () => {
    const told = (event: string, timestamp: number) => sendgridEvent(a, event, { timestamp })
    const a = await sendTo('a')
    await tell(told('unsubscribe', SAID))
    await tell(told('group_resubscribe', SAID - 3_600))
    expect(await list()).toHaveLength(1)
    // Said once more, and later: what lies between them takes nothing back.
    await tell(told('unsubscribe', SAID + 600))
    await tell(told('group_resubscribe', SAID + 300))
    expect(await list()).toHaveLength(1)

    await tell(told('group_resubscribe', SAID + 900))
    expect(await list()).toEqual([])
    await tell(told('unsubscribe', SAID + 800))
    expect(await list()).toEqual([])
    await tell(told('unsubscribe', SAID + 1_000), told('group_resubscribe', SAID + 950))
    expect(await list()).toHaveLength(1)
  })

  it('is kept of texts too: a number that takes none, and one that said STOP to the carrier', async () => {
    const callback = await connect(test, 'twilio')
    const ship = (order_id: string) =>
      test.call(
        'POST',
        '/v1/events',
        {
          id: `shipped ${order_id}`,
          type: 'shipment.created',
          occurred_at: test.services.clock.now().toISOString(),
          data: { ...aPackage({ 1: 1 }), order_id, shipment_id: order_id },
        },
        shop.key,
      )
    await sendTo('a', { sms: true })
    providing.answers.text = { status: 'rejected', code: '21610', detail: 'unsubscribed recipient' }
    await ship('a')
    await providing.run()
    const contact = await handle.read.selectFrom('contacts').selectAll().execute()
    expect(JSON.parse(contact[0]?.contact ?? '{}')).toMatchObject({ textsStopped: true })
    expect(await list()).toEqual([])

    await handle.db.deleteFrom('stopped_numbers').execute()
    providing.answers.text = { status: 'accepted', providerId: 'SM9' }
    await sendTo('b', { sms: true })
    await ship('b')
    await providing.run()
    const failed = { MessageSid: 'SM9', MessageStatus: 'undelivered', ErrorCode: '30006' }
    await postStatus(test, callback, failed)
    expect(await list()).toMatchObject([
      { channel: 'sms', reason: 'invalid', address: '+12125550123' },
    ])
    await sendTo('c', { sms: true })
    const before = providing.texts.length
    await ship('c')
    await providing.run()
    expect(providing.texts).toHaveLength(before)
  })

  it('has its dead letters in the console, which go again once it is mended', async () => {
    const id = await sendTo('a')
    await tell(sendgridEvent(id, 'bounce', HARD))
    const support = consoleOperations(test.services)
    const page = { cursor: null, limit: 50 }
    const { rows } = await support.listUndelivered(shop.id, page)
    expect(rows).toMatchObject([
      {
        messageId: id,
        orderId: 'a',
        status: 'bounced',
        to: EMAIL,
        reason: '5.1.1 550 no such user',
      },
    ])
    expect(await support.listUndelivered(shop.id, { ...page, cursor: id })).toMatchObject({
      rows: [],
    })

    const update = {
      id: 'mended',
      type: 'order.updated',
      occurred_at: test.services.clock.now().toISOString(),
      data: { order_id: 'a', customer: { email: 'mended@example.com' } },
    }
    await test.call('POST', '/v1/events', update, shop.key)
    await support.sendAgain(shop.id, id, 'sam@example.test')
    await providing.run()
    expect(mailsTo('mended@example.com')).toHaveLength(1)
  })
})
