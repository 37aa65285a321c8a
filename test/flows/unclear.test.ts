import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeEach, expect, it } from 'vitest'
import { sendgridMail } from '../../src/channels/sendgrid.ts'
import { twilioText } from '../../src/channels/twilio.ts'
import type { Handle } from '../../src/db/open.ts'
import { withServer } from '../channels/local-server.ts'
import { type Shop, type TestApp, testApp } from '../http/http-app.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue, pumpRound } from '../support/pump.ts'
import { connect, placeOrder, postEvents, sendgridEvent } from '../support/receipts.ts'

type Answer = 'takes' | 'takes and is silent' | 'is silent'
type Taken = Record<string, string>

/** SendGrid and Twilio at once: they keep what they take, and may give no answer all the same. */
function provider() {
  const taken: Taken[] = []
  const state = { answer: 'takes' as Answer, listing: true, listed: 0 }

  async function listener(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    if (request.method === 'GET') return list(request, response)
    if (state.answer !== 'is silent') taken.push(read(body))
    if (state.answer !== 'takes') return request.socket.destroy()
    const isMail = request.url?.startsWith('/v3')
    response.writeHead(isMail ? 202 : 201, { 'content-type': 'application/json' })
    response.end(isMail ? '' : JSON.stringify({ sid: `SM${taken.length}` }))
  }

  function read(body: string): Taken {
    if (!body.startsWith('{')) return Object.fromEntries(new URLSearchParams(body))
    const mail = JSON.parse(body)
    return { id: mail.custom_args.tidings_message_id }
  }

  function list(request: IncomingMessage, response: ServerResponse) {
    state.listed += 1
    if (!state.listing) return request.socket.destroy()
    const to = new URL(request.url ?? '', 'http://x').searchParams.get('To')
    const messages = taken
      .filter((one) => one.To === to)
      .map((one, n) => ({
        sid: `SM${n + 1}`,
        body: `Sent from your Twilio trial account - ${one.Body}`,
        direction: 'outbound-api',
        status: 'sent',
        date_created: 'Mon, 02 Mar 2026 15:00:01 +0000',
      }))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ messages, next_page_uri: null, page_size: 50 }))
  }

  return { taken, state, listener }
}

eachDatabase('a hand-over of which nobody knows how it ended', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  let url: string
  let fake: ReturnType<typeof provider>
  beforeEach(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop({ mode: 'live', clock: undefined })
    url = await connect(test, 'sendgrid')
    fake = provider()
  })
  const row = async () => {
    const found = await handle.read
      .selectFrom('messages')
      .selectAll()
      .where('kind', '=', 'backorder_confirmed')
      .execute()
    return found.find(({ status }) => status !== 'withdrawn')
  }
  const attempts = async () => {
    const found = await handle.read.selectFrom('attempts').selectAll().orderBy('n').execute()
    return found.map(({ n, outcome, detail }) => ({ n, outcome, detail }))
  }
  const said = async () => {
    const [order] = await handle.read.selectFrom('orders').select('state').execute()
    return (JSON.parse(order?.state ?? '{}').said ?? []).length
  }
  const wait = async (seconds: number) => {
    test.services.clock.advance({ seconds })
    while ((await pumpDue(test.services)) > 0);
  }
  /** With the real clients of both providers, against the one that records. */
  const withProvider = (use: () => Promise<void>) =>
    withServer(fake.listener, (apiUrl) => {
      const settings = { accountSid: 'AC1', authToken: 'token', from: '+15005550006', apiUrl }
      test.services.channels = {
        ...test.services.channels,
        mail: sendgridMail({ apiKey: 'SG.key', apiUrl }),
        text: twilioText(settings),
      }
      return use()
    })

  it('is ended by the event webhook of SendGrid, and does not go again', () =>
    withProvider(async () => {
      fake.state.answer = 'takes and is silent'
      await placeOrder(test, shop)
      await wait(0)
      expect(await row()).toMatchObject({ status: 'unclear' })
      await postEvents(test, url, [sendgridEvent(fake.taken[0]?.id ?? '', 'processed')])
      fake.state.answer = 'takes'
      await wait(3_600)

      expect(await row()).toMatchObject({ status: 'sent' })
      expect(fake.taken).toHaveLength(1)
      expect(await attempts()).toEqual([
        {
          n: 1,
          outcome: 'accepted',
          detail: expect.stringContaining('sendgrid reported: processed'),
        },
      ])
      expect(await said()).toBe(1)
    }))

  it('goes again where SendGrid says nothing for so long, and is said once', () =>
    withProvider(async () => {
      fake.state.answer = 'is silent'
      await placeOrder(test, shop)
      await wait(0)
      fake.state.answer = 'takes'
      await wait(299)
      expect(await row()).toMatchObject({ status: 'unclear' })
      await wait(1)

      expect(await row()).toMatchObject({ status: 'sent', sent_at: '2026-03-02T15:05:00.000Z' })
      expect(fake.taken).toHaveLength(1)
      expect(await attempts()).toEqual([
        {
          n: 1,
          outcome: 'unclear',
          detail: expect.stringContaining('within 300 s; it goes again'),
        },
        { n: 2, outcome: 'accepted', detail: null },
      ])
      expect(await said()).toBe(1)
    }))

  it('waits anew after a start: what SendGrid could not tell us meanwhile it repeats', () =>
    withProvider(async () => {
      fake.state.answer = 'takes and is silent'
      await placeOrder(test, shop)
      await wait(0)
      fake.state.answer = 'takes'
      test.services.clock.advance({ hours: 5 })
      test.services.startedAt = test.services.clock.now().toISOString()
      await wait(0)
      expect(await row()).toMatchObject({ status: 'unclear' })
      await wait(299)
      await postEvents(test, url, [sendgridEvent(fake.taken[0]?.id ?? '', 'delivered')])
      await wait(3_600)

      expect(await row()).toMatchObject({ status: 'delivered' })
      expect(fake.taken).toHaveLength(1)
    }))

  it('that a dead process left is taken up the same way, its receipts from before too', () =>
    withProvider(async () => {
      await placeOrder(test, shop)
      const { mail } = test.services.channels
      test.services.channels = {
        ...test.services.channels,
        mail: {
          name: 'sendgrid',
          async send(one) {
            await mail.send(one)
            throw new Error('the process ended here')
          },
        },
      }
      await pumpDue(test.services)
      expect(await row()).toMatchObject({ status: 'sending' })
      await postEvents(test, url, [sendgridEvent(fake.taken[0]?.id ?? '', 'delivered')])
      expect(await row()).toMatchObject({ status: 'sending' })
      test.services.channels = { ...test.services.channels, mail }
      await wait(30)

      expect(await row()).toMatchObject({ status: 'delivered' })
      await wait(3_600)
      expect(fake.taken).toHaveLength(1)
      expect(await said()).toBe(1)
      expect((await attempts()).map(({ outcome }) => outcome)).toEqual(['accepted'])
    }))

  it('does not go again where it is no longer true by then', () =>
    withProvider(async () => {
      fake.state.answer = 'is silent'
      await placeOrder(test, shop)
      await wait(0)
      const cancel = {
        id: 'gone',
        type: 'order.cancelled',
        occurred_at: test.services.clock.now().toISOString(),
        data: { order_id: 'ord_1' },
      }
      await test.call('POST', '/v1/events', cancel, shop.key)
      fake.state.answer = 'takes'
      const before = fake.taken.length
      await wait(300)

      const all = await handle.read
        .selectFrom('messages')
        .selectAll()
        .where('kind', '=', 'backorder_confirmed')
        .execute()
      expect(all.map(({ status }) => status)).toEqual(['withdrawn'])
      const cancelled = await handle.read
        .selectFrom('messages')
        .select('id')
        .where('kind', '=', 'order_cancelled')
        .execute()
      expect(fake.taken.slice(before).map(({ id }) => id)).toEqual(cancelled.map(({ id }) => id))
    }))

  it('is seen as gone by a receipt that comes while it waits to go again', () =>
    withProvider(async () => {
      fake.state.answer = 'takes and is silent'
      await placeOrder(test, shop)
      await wait(0)
      test.services.clock.advance({ seconds: 300 })
      await pumpRound(test.services)
      expect(await row()).toMatchObject({ status: 'planned' })
      await postEvents(test, url, [sendgridEvent(fake.taken[0]?.id ?? '', 'delivered')])
      await wait(1)

      expect(await row()).toMatchObject({ status: 'delivered' })
      expect(fake.taken).toHaveLength(1)
      expect(await said()).toBe(1)
    }))

  const placeForTexts = async () => {
    await placeOrder(test, shop, { email: '', sms: true })
    await wait(0)
  }

  it('of a text is looked up in the list of Twilio: found, it is sent', () =>
    withProvider(async () => {
      fake.state.answer = 'takes and is silent'
      await placeForTexts()
      expect(await row()).toMatchObject({ status: 'unclear', channel: 'sms' })
      fake.state.answer = 'takes'
      await wait(300)

      expect(await row()).toMatchObject({ status: 'sent', provider_id: 'SM1' })
      expect(fake.taken).toHaveLength(1)
      expect(await attempts()).toEqual([
        { n: 1, outcome: 'accepted', detail: expect.stringContaining('listed as SM1: sent') },
      ])
    }))

  it('of a text sent again by hand is not taken for the first one, which said the same', () =>
    withProvider(async () => {
      await placeForTexts()
      const id = (await row())?.id ?? ''
      fake.state.answer = 'is silent'
      await test.call('POST', `/v1/messages/${id}/resend`, {}, shop.key)
      await wait(0)
      const texts = () =>
        handle.read
          .selectFrom('messages')
          .select(['id', 'status', 'provider_id'])
          .where('provider', '=', 'twilio')
          .orderBy('id')
          .execute()
      expect(await texts()).toMatchObject([{ status: 'sent' }, { status: 'unclear' }])
      fake.state.answer = 'takes'
      await wait(300)

      expect(fake.taken).toHaveLength(2)
      expect(await texts()).toMatchObject([
        { status: 'sent', provider_id: 'SM1' },
        { status: 'sent', provider_id: 'SM2' },
      ])
    }))

  it('of a text that Twilio does not list goes again; while it cannot be asked, it waits', () =>
    withProvider(async () => {
      fake.state.answer = 'is silent'
      fake.state.listing = false
      await placeForTexts()
      await wait(300)
      await wait(149)
      expect([await row(), fake.state.listed]).toMatchObject([{ status: 'unclear' }, 1])
      fake.state.listing = true
      fake.state.answer = 'takes'
      await wait(1)

      expect(await row()).toMatchObject({ status: 'sent', provider_id: 'SM1' })
      expect(fake.taken).toHaveLength(1)
      expect((await attempts()).map(({ outcome }) => outcome)).toEqual(['unclear', 'accepted'])
    }))

  it('is left to support after so many times, and asked about for no longer than a day', () =>
    withProvider(async () => {
      fake.state.answer = 'is silent'
      await placeOrder(test, shop)
      for (let n = 0; n < 20; n += 1) await wait(400)
      expect(await row()).toMatchObject({ status: 'unclear' })
      expect(await attempts()).toHaveLength(8)
      expect((await attempts()).at(-1)?.detail).toContain('it is left')
    }))
})
