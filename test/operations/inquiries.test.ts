import { createHmac } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { findConnector } from '../../src/connectors/index.ts'
import type { Handle } from '../../src/db/open.ts'
import { createConnection, receiveDelivery } from '../../src/operations/connections.ts'
import { handlePrivacy } from '../../src/operations/privacy.ts'
import { listInquiries, questionsOf } from '../../src/operations/read-inquiries.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { receiveInquiry } from '../../src/operations/receive-inquiry.ts'
import { resendMessage } from '../../src/operations/resend-message.ts'
import { writeLetter } from '../../src/operations/write-letter.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, OPENED_AT, ORDER, openShop, type Shop, waitingLine } from '../support/shop.ts'

const SECRET = 'the password of the tests'
const JON = 'Jon Snow <Jon.Snow@example.com>'
const NUMBER = '+12125550123'
const PAGE = { cursor: null, limit: 10 }
const phone = { name: 'Jon Snow', phone: NUMBER, sms_consent: true, email: 'jon.snow@example.com' }

eachDatabase('questions', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { notify_email: 'owner@fern.example' })
  })

  const connect = async (connector: string, merchantId = shop.merchant.id) =>
    (await createConnection(shop.services, merchantId, { connector, secret: SECRET })).id
  const mail = async (
    connectionId: string,
    { headers = '', from = JON, subject = 'Re: your order', text = 'Where is it?' } = {},
  ) => {
    const fields = {
      headers,
      from,
      subject,
      text,
      envelope: '{"to":["hello@fern.example"],"from":"jon.snow@example.com"}',
    }
    const parts = Object.entries(fields).map(
      ([name, value]) =>
        `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const given: Record<string, string> = {
      'content-type': 'multipart/form-data; boundary=b',
      authorization: `Basic ${Buffer.from(`x:${SECRET}`).toString('base64')}`,
    }
    return receive('sendgrid-inbound', connectionId, `${parts.join('')}--b--\r\n`, given)
  }
  let texts = 0
  const text = (connectionId: string, body: string, over: Record<string, string> = {}) => {
    texts += 1
    const form = new URLSearchParams({
      MessageSid: `SM${texts}`,
      From: NUMBER,
      To: '+12125550100',
      Body: body,
      ...over,
    })
    const url = `${shop.services.baseUrl}/webhooks/twilio-inbound/${connectionId}`
    const signed =
      url +
      [...form]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flat()
        .join('')
    const signature = createHmac('sha1', SECRET).update(signed).digest('base64')
    return receive('twilio-inbound', connectionId, form.toString(), {
      'x-twilio-signature': signature,
    })
  }
  const receive = (
    connector: string,
    connectionId: string,
    body: string,
    headers: Record<string, string>,
  ) =>
    receiveDelivery(shop.services, findConnector, {
      connector,
      connectionId,
      raw: Buffer.from(body),
      headers: (name) => headers[name],
    })
  const questions = (orderId = ORDER) => questionsOf(shop.services, shop.merchant, orderId)
  const open1 = () => listInquiries(shop.services, shop.merchant, PAGE)
  const kinds = async (status?: string) =>
    (await shop.messages())
      .filter((message) => status === undefined || message.status === status)
      .map(({ kind }) => kind)

  it('by mail are acknowledged at once, told to the merchant, and carry a day', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    const door = await connect('sendgrid-inbound')

    expect(
      await mail(door, { text: 'Where is it?\r\n\r\nOn Mon, Fern wrote:\r\n> It waits\r\n' }),
    ).toEqual({
      answer: 'stored',
    })
    const [question] = await questions()
    expect(question).toMatchObject({
      via: 'email',
      from: 'jon.snow@example.com',
      text: 'Where is it?',
      receivedAt: '2026-03-02T16:00:00.000Z',
      answerDueAt: '2026-03-03T16:00:00.000Z',
      answeredAt: null,
    })
    const quick = { ...shop.merchant.policy, answer_within_hours: 4 }
    const sooner = await listInquiries(shop.services, { ...shop.merchant, policy: quick }, PAGE)
    expect(sooner.rows[0]?.answerDueAt).toBe('2026-03-02T20:00:00.000Z')
    await shop.advance('PT1M')
    expect((await shop.message('inquiry_received')).status).toBe('sent')
    const notices = await handle.read
      .selectFrom('messages')
      .selectAll()
      .where('channel', '=', 'notify')
      .execute()
    expect(notices).toMatchObject([{ kind: 'inquiry.received', status: 'sent' }])
    const told = await loadMessage(shop.services, shop.merchant, notices[0]?.id ?? '')
    expect(told.sent?.content.text).toContain('> Where is it?')
    expect((await open1()).rows).toMatchObject([{ orderId: ORDER, orderNumber: '1001' }])
  })

  it('are one, however often they are delivered', async () => {
    await shop.place([waitingLine('1')])
    const door = await connect('sendgrid-inbound')
    const headers = 'Message-ID: <1@example.com>'
    await mail(door, { headers })

    expect(await mail(door, { headers })).toEqual({ answer: 'duplicate' })
    expect(await questions()).toHaveLength(1)
  })

  it('find their order by what they answer, by its number, else the newest that waits', async () => {
    await shop.place([waitingLine('1')], { order_id: 'a', order_number: '1001', id: 'e1' })
    await shop.place([waitingLine('1')], { order_id: 'b', order_number: '1002', id: 'e2' })
    await shop.advance('PT1H')
    const [sent] = await shop.messages('a')
    const door = await connect('sendgrid-inbound')
    await mail(door, {
      headers: `In-Reply-To: <${sent?.id}@fern.example>`,
      from: 'other@example.com',
      text: 'one',
    })
    await mail(door, { subject: 'AW: Order #1001.', text: 'two' })
    await mail(door, { subject: 'Order #100', text: 'three' })
    const thread = (await loadMessage(shop.services, shop.merchant, sent?.id ?? '')).sent?.content
      .headers.References
    await mail(door, { headers: `References: ${thread}`, text: 'four' })

    expect((await questions('a')).map((one) => one.text)).toEqual(['one', 'two', 'four'])
    expect((await questions('b')).map((one) => one.text)).toEqual(['three'])
  })

  it('that find no order, of robots and of the shop itself are kept, ignored and never answered', async () => {
    await shop.place([waitingLine('1')])
    const door = await connect('sendgrid-inbound')

    expect(await mail(door, { from: 'nobody@example.com' })).toEqual({ answer: 'ignored' })
    expect(await mail(door, { headers: 'Auto-Submitted: auto-replied' })).toEqual({
      answer: 'ignored',
    })
    expect(await mail(door, { from: 'owner@fern.example' })).toEqual({ answer: 'ignored' })
    expect(await questions()).toEqual([])
    const kept = await handle.read.selectFrom('deliveries').select('ignored').execute()
    expect(kept).toHaveLength(3)
    await expect(
      receive('sendgrid-inbound', door, '', { authorization: 'Basic eDp5' }),
    ).rejects.toMatchObject({ code: 'unauthorized' })
  })

  it("to the installation's own address find their merchant by it, or by our message", async () => {
    await shop.place([waitingLine('1')])
    const other = await openShop(handle, {
      slug: 'other',
      sender: { email: 'hi@other.example', name: 'O' },
    })
    await other.place([waitingLine('1')])
    const door = await connect('sendgrid-inbound', '')

    expect(await mail(door)).toEqual({ answer: 'stored' })
    expect(await questions()).toHaveLength(1)
    expect(await questionsOf(shop.services, other.merchant, ORDER)).toEqual([])
  })

  it('are answered by a person, which ends their clock', async () => {
    await shop.place([waitingLine('1')])
    await receiveInquiry(shop.services, shop.merchant, ORDER, 'Where is it?')
    await shop.advance('PT5M')
    const [question] = await questions()
    const letter = {
      text: 'It comes on Friday.\n\nMaya',
      subject: null,
      inquiryId: question?.inquiryId ?? null,
      by: 'maya',
    }
    const { message } = await writeLetter(shop.services, shop.merchant, ORDER, letter)
    await shop.advance('PT1M')

    expect(message).toMatchObject({ kind: 'inquiry_reply', status: 'planned' })
    const { sent } = await loadMessage(shop.services, shop.merchant, message.id)
    expect(sent?.content.text).toContain('It comes on Friday.')
    expect((await open1()).rows).toEqual([])
    for (const inquiryId of ['inq_x', 'inq_\0'])
      await expect(
        writeLetter(shop.services, shop.merchant, ORDER, { ...letter, inquiryId }),
      ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('pressed twice are one', async () => {
    await shop.place([waitingLine('1')])
    const press = () => receiveInquiry(shop.services, shop.merchant, ORDER, 'Where is it?')

    expect((await Promise.all([press(), press()])).map(({ result }) => result).sort()).toEqual([
      'received',
      'same',
    ])
  })

  it('a letter has the subject that its writer gave it, and is held where nobody can be reached', async () => {
    await shop.place([waitingLine('1')])
    const words = { text: 'A spare cable is on us.', subject: 'A gift', inquiryId: null, by: 'api' }
    const { message } = await writeLetter(shop.services, shop.merchant, ORDER, words)
    await shop.advance('PT1M')
    expect((await loadMessage(shop.services, shop.merchant, message.id)).sent?.subject).toBe(
      'A gift',
    )

    await shop.place([waitingLine('1')], { order_id: 'dumb', id: 'e9', customer: { name: 'X' } })
    expect((await writeLetter(shop.services, shop.merchant, 'dumb', words)).message.status).toBe(
      'held',
    )
  })

  it('are erased with their person: the words, not that somebody asked', async () => {
    await shop.place([waitingLine('1')])
    await mail(await connect('sendgrid-inbound'))
    const words = { text: 'Dear Jon', subject: 'Jon', inquiryId: null, by: 'api' }
    await writeLetter(shop.services, shop.merchant, ORDER, words)
    await shop.services.writer.write((db) =>
      handlePrivacy(
        shop.services,
        db,
        shop.merchant,
        {
          kind: 'redact_customer',
          email: 'jon.snow@example.com',
          phone: null,
          orderIds: [],
        },
        OPENED_AT,
      ),
    )
    const tables = await Promise.all([
      handle.read.selectFrom('inquiries').selectAll().execute(),
      handle.read.selectFrom('letters').selectAll().execute(),
      handle.read.selectFrom('deliveries').selectAll().execute(),
    ])

    expect(tables[0]).toHaveLength(1)
    expect(JSON.stringify(tables)).not.toMatch(/jon|Where is it/i)
  })

  it('STOP ends the texts of every order of the number, and START lifts it', async () => {
    await shop.place([waitingLine('1')], { order_id: 'a', id: 'e1', customer: phone })
    await shop.place([waitingLine('1')], {
      order_id: 'b',
      id: 'e2',
      customer: { ...phone, phone: '(212) 555-0123' },
    })
    await shop.place([waitingLine('1')], {
      order_id: 'c',
      id: 'e3',
      customer: { ...phone, phone: '+442125550123' },
    })
    const door = await connect('twilio-inbound')
    const stopped = async () =>
      Promise.all(
        ['a', 'b', 'c'].map(async (id) => (await shop.contact(id))?.textsStopped ?? false),
      )

    expect(await text(door, 'Stop', { OptOutType: 'STOP' })).toEqual({
      answer: 'stored',
      own: { body: '<Response/>', type: 'text/xml' },
    })
    expect(await stopped()).toEqual([true, true, false])
    expect(await questions('a')).toEqual([])
    await shop.tell('order.updated', { order_id: 'a', customer: { sms_consent: true } })
    expect(await stopped()).toEqual([true, true, false])
    await text(door, 'START')
    expect(await stopped()).toEqual([false, false, false])
  })

  it('STOP written otherwise, which its carrier does not take, is confirmed by us', async () => {
    await shop.place([waitingLine('1')], { customer: phone })
    const door = await connect('twilio-inbound')

    expect(JSON.stringify(await text(door, 'S T O P'))).toContain('you get no more texts from us')
    expect((await shop.contact())?.textsStopped).toBe(true)
  })

  it('a text that STOP came before is not sent', async () => {
    await shop.place([waitingLine('1')], { customer: phone })
    await shop.advance('PT1H')
    await shop.tell('backorder.allocated', { lines: [{ id: '1', quantity: 1 }] })
    await text(await connect('twilio-inbound'), 'stopall')
    await shop.advance('P1D')
    const sms = (await shop.messages()).filter(({ channel }) => channel === 'sms')

    expect(new Set(sms.map(({ status }) => status))).toEqual(new Set(['withdrawn']))
  })

  it('CANCEL ends the texts, and asks by mail whether the order was meant', async () => {
    await shop.place([waitingLine('1')], { customer: phone })
    await text(await connect('twilio-inbound'), 'CANCEL')
    await shop.advance('PT1M')

    expect((await shop.contact())?.textsStopped).toBe(true)
    expect((await shop.message('cancel_or_stop')).channel).toBe('email')
    expect((await shop.order()).cancellations).toEqual([])
    expect((await open1()).rows).toEqual([])
  })

  it('the same in Spanish, which no carrier answers: so we do', async () => {
    await shop.place([waitingLine('1')], { customer: { ...phone, locale: 'es' } })
    const door = await connect('twilio-inbound')
    const said = async (words: string) => JSON.stringify(await text(door, words))
    const stopped = async () => (await shop.contact())?.textsStopped ?? false

    expect(await said('¡Alto!')).toContain('ya no recibe SMS nuestros')
    expect(await stopped()).toBe(true)
    expect(await said('Iniciar')).toContain('Responda ALTO para terminar')
    expect(await stopped()).toBe(false)
    expect(await said('ayuda')).toContain('Preguntas: hello@fern.example')
    await said('Cancelar.')
    await shop.advance('PT1M')
    expect(await stopped()).toBe(true)
    expect((await shop.message('cancel_or_stop')).channel).toBe('email')
    expect((await shop.order()).cancellations).toEqual([])
  })

  it('CANCEL asks nothing where nothing is left to cancel', async () => {
    await shop.place([waitingLine('1')], { customer: phone })
    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    await text(await connect('twilio-inbound'), 'cancel')

    expect(await kinds()).not.toContain('cancel_or_stop')
  })

  it('a text is a question of the newest order that waits; HELP is answered on the spot', async () => {
    await shop.place([waitingLine('1')], { order_id: 'a', id: 'e1', customer: phone })
    const door = await connect('twilio-inbound')
    await text(door, 'Please stop by the shop with my parcel', { NumMedia: '1' })

    expect(await questions('a')).toMatchObject([{ via: 'sms', from: NUMBER, attachments: 1 }])
    const help = await text(door, 'help')
    expect(help).toMatchObject({ answer: 'ignored' })
    expect(JSON.stringify(help)).toContain('Fern &amp; Fell: news about your order.')
  })

  it('sends again what is still true, as a message of its own', async () => {
    await shop.place([waitingLine('1')])
    await shop.advance('PT1H')
    const first = await shop.message('backorder_confirmed')
    const again = () => resendMessage(shop.services, shop.merchant, { id: first.id, by: 'api' })
    const { message } = await again()
    await shop.advance('P1D')

    expect(message).toMatchObject({ kind: 'backorder_confirmed', status: 'planned' })
    expect(message.id).not.toBe(first.id)
    expect((await kinds('sent')).filter((kind) => kind === 'backorder_confirmed')).toHaveLength(2)
    await shop.tell('order.cancelled', {})
    await expect(again()).rejects.toMatchObject({ code: 'conflict' })
    expect((await shop.order()).resends).toHaveLength(1)
  })
})
