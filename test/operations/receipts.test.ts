import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { MessageRow } from '../../src/db/schema.ts'
import { messageList } from '../../src/http/openapi/answers-messages.ts'
import { ADMIN, read, type Shop, type TestApp, testApp } from '../http/http-app.ts'
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
import { ORDER } from '../support/shop.ts'

eachDatabase('receipts', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  let providing: ReturnType<typeof providers>
  let url: string
  beforeEach(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop({ mode: 'live', clock: undefined })
    providing = providers(test)
    url = await connect(test, 'sendgrid')
  })
  const rows = (): Promise<MessageRow[]> =>
    handle.read.selectFrom('messages').selectAll().orderBy('id').execute()
  const sent = async () => {
    const row = (await rows()).find(({ provider }) => provider === 'sendgrid')
    if (!row) throw new Error('nothing was sent')
    return row
  }
  const send = async () => {
    await placeOrder(test, shop)
    await providing.run()
    return (await sent()).id
  }
  const tell = async (...batch: Event[]) => {
    const answer = await postEvents(test, url, batch)
    return [answer.status, ((await answer.json()) as { answer?: string }).answer]
  }
  const status = async () => (await sent()).status

  it('move a message on, are listed with it, and count', async () => {
    const id = await send()
    expect(
      await tell(
        sendgridEvent(id, 'processed'),
        sendgridEvent(id, 'delivered', { response: '250 OK' }),
      ),
    ).toEqual([200, 'stored'])

    expect(await status()).toBe('delivered')
    const answer = await test.call('GET', `/v1/orders/${ORDER}/messages`, undefined, shop.key)
    const { data } = await read(messageList, answer)
    expect(data.find((one) => one.id === id)?.receipts).toEqual([
      { kind: 'processed', at: '2026-03-02T15:00:00.000Z', detail: null },
      { kind: 'delivered', at: '2026-03-02T15:00:00.000Z', detail: '250 OK' },
    ])
    const metrics = await (await test.call('GET', '/metrics', undefined, ADMIN)).text()
    expect(metrics).toContain('tidings_receipts_total{kind="delivered"} 1')
  })

  it('end in the same place in any order, and are stored once however often they come', async () => {
    const id = await send()
    const late = sendgridEvent(id, 'deferred', { timestamp: 1_772_470_000 })
    const delivered = sendgridEvent(id, 'delivered')
    expect(await tell(delivered)).toEqual([200, 'stored'])
    expect(await tell(late, delivered, delivered)).toEqual([200, 'stored'])
    expect(await tell(late, delivered)).toEqual([200, 'duplicate'])

    expect(await status()).toBe('delivered')
    expect(await handle.read.selectFrom('receipts').selectAll().execute()).toHaveLength(2)
  })

  it('are told apart where their ids are the same, as in the sample of SendGrid', async () => {
    const id = await send()
    const same = { sg_event_id: 'sg_event_id', sg_message_id: 'sg_message_id' }
    await tell(
      ...['processed', 'deferred', 'delivered', 'open', 'click'].map((event) =>
        sendgridEvent(id, event, same),
      ),
    )

    const kinds = await handle.read.selectFrom('receipts').select('kind').execute()
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['deferred', 'delivered', 'processed'])
  })

  it('that come before our own commit are kept, and count as soon as that is through', async () => {
    providing.whileHanded = async () => {
      const [mail] = providing.mails
      await tell(sendgridEvent(mail?.messageId ?? '', 'delivered'))
      expect(await status()).toBe('sending')
    }
    await send()

    expect(await status()).toBe('delivered')
    const said = await handle.read
      .selectFrom('events')
      .select('type')
      .where('origin', '=', 'tidings')
      .execute()
    expect(said.filter(({ type }) => type === 'message.sent')).toHaveLength(1)
  })

  it('that come at the same moment as our own commit are never left over', async () => {
    const told: Promise<unknown>[] = []
    providing.whileHanded = async () => {
      const id = providing.mails.at(-1)?.messageId ?? ''
      told.push(tell(sendgridEvent(id, 'delivered'), sendgridEvent(id, 'processed')))
    }
    for (let n = 0; n < 24; n += 1) await placeOrder(test, shop, { orderId: `o${n}` })
    while ((await providing.run()) > 0);
    await Promise.all(told)

    const statuses = (await rows())
      .filter(({ provider }) => provider !== null)
      .map((row) => row.status)
    expect(statuses).toEqual(Array.from({ length: 24 }, () => 'delivered'))
  })

  it('of a bounce before our own commit leave nothing said', async () => {
    providing.whileHanded = async () => {
      await tell(sendgridEvent(providing.mails[0]?.messageId ?? '', 'bounce', { type: 'bounce' }))
    }
    await send()

    expect(await status()).toBe('bounced')
    const held = (await rows()).filter((row) => row.status === 'held')
    expect(held.map(({ key }) => key)).toContain(`${(await sent()).key}:${(await sent()).id}`)
  })

  it('under a signature that is not theirs are refused, stored nowhere and noted', async () => {
    const id = await send()
    const forged = await postEvents(test, url, [sendgridEvent(id, 'bounce')], '[]')

    expect(forged.status).toBe(401)
    expect(await status()).toBe('sent')
    const audit = await handle.read
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'delivery.refused')
      .execute()
    expect(audit).toHaveLength(1)
  })

  it('of another’s messages are counted as ignored, and no address of theirs is kept', async () => {
    const id = await send()
    const other = await test.newShop({ mode: 'live', clock: undefined, name: 'Other' })
    const own = await connect(test, 'sendgrid', other.key)
    const answer = await postEvents(test, own, [sendgridEvent(id, 'delivered')])
    expect(await answer.json()).toEqual({ answer: 'ignored' })
    expect(await status()).toBe('sent')

    expect(
      await tell(sendgridEvent('msg_0123456789ab_xyz', 'delivered'), {
        event: 'delivered',
        email: 'who@else.example',
        timestamp: 1,
      }),
    ).toEqual([200, 'ignored'])
    const kept = await handle.read.selectFrom('deliveries').selectAll().execute()
    expect(kept).toHaveLength(2)
    expect(JSON.stringify(kept)).not.toContain('who@else.example')
  })

  it('of a thousand messages come in one batch', async () => {
    const id = await send()
    const batch = Array.from({ length: 1_000 }, (_, n) =>
      sendgridEvent(id, 'deferred', { timestamp: 1_772_463_600 + n }),
    )
    expect(await tell(...batch, sendgridEvent(id, 'delivered'))).toEqual([200, 'stored'])
    expect(await status()).toBe('delivered')
  })

  it('of texts come by the address that Twilio was given, or by its own id', async () => {
    test.services.baseUrl = 'https://tidings.example'
    const callback = await connect(test, 'twilio')
    await placeOrder(test, shop, { sms: true })
    await handle.db.deleteFrom('messages').execute()
    await handle.db.deleteFrom('due').execute()
    await test.call(
      'POST',
      '/v1/events',
      {
        id: 'gone',
        type: 'shipment.created',
        occurred_at: test.services.clock.now().toISOString(),
        data: {
          order_id: ORDER,
          shipment_id: 'S1',
          shipped_at: '2026-03-02T15:00:00Z',
          lines: [{ id: '1', quantity: 1 }],
        },
      },
      shop.key,
    )
    await providing.run()
    const [text] = providing.texts
    expect(text?.statusCallback).toBe(`${callback}?message=${text?.messageId}`)
    const textRow = async () => (await rows()).find(({ channel }) => channel === 'sms')

    const fields = { MessageSid: 'SM1', MessageStatus: 'sent', SmsStatus: 'queued' }
    const answer = await postStatus(test, text?.statusCallback ?? '', fields)
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/xml',
      '<Response/>',
    ])
    expect((await textRow())?.status).toBe('sent')

    // What no text of PostgreSQL can hold is nothing to fail over.
    const odd = { MessageSid: 'SM\0none', MessageStatus: 'sent' }
    expect((await postStatus(test, callback, odd)).status).toBe(200)
    const plain = { MessageSid: 'SM1', MessageStatus: 'delivered' }
    expect((await postStatus(test, callback, plain)).status).toBe(200)
    expect((await textRow())?.status).toBe('delivered')
    await postStatus(test, callback, { ...plain, MessageStatus: 'sent' })
    expect((await textRow())?.status).toBe('delivered')
    expect(
      (
        await test.app.request(callback, {
          method: 'POST',
          body: 'MessageSid=SM1',
          headers: { 'x-twilio-signature': 'no' },
        })
      ).status,
    ).toBe(401)
  })
})
