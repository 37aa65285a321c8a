import { createHmac } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { connection } from '../../../src/http/openapi/answers.ts'
import { listedMessage } from '../../../src/http/openapi/answers-messages.ts'
import { eachDatabase } from '../../support/databases.ts'
import {
  placed,
  pointersOf,
  read,
  type Shop,
  type TestApp,
  testApp,
  trackingPath,
} from '../http-app.ts'

eachDatabase('asking and answering', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await test.call('POST', '/v1/events', placed('1001'), shop.key)
    path = `${await trackingPath(test, shop, '1001')}/inquiry`
  })

  const ask = (text: string, headers: Record<string, string> = {}) =>
    test.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams({ text }).toString(),
    })
  const asked = async () =>
    (await test.services.read.selectFrom('inquiries').selectAll().execute()).map(({ text }) => text)
  const write = (body: unknown) => test.call('POST', '/v1/orders/1001/messages', body, shop.key)

  it('the page has one field, and a GET asks nothing', async () => {
    const answer = await test.app.request(path)
    const html = await answer.text()

    expect(answer.status).toBe(200)
    expect(html).toContain('<textarea id="text" name="text"')
    expect(html).toContain('maxlength="2000"')
    expect(await asked()).toEqual([])
    const order = await (await test.app.request(path.replace('/inquiry', ''))).text()
    expect(order).toContain(`href="${path}"`)
    expect(html).not.toContain(`href="${path}"`) // its own foot leads nowhere else
  })

  it('says that a question was not kept where there are too many of the order already', async () => {
    const row = { merchant_id: shop.id, order_id: '1001', via: 'page', sender: null, subject: null }
    const rest = { attachments: 0, received_at: '2026-03-01T00:00:00.000Z', answered_at: null }
    const many = Array.from({ length: 100 }, (_, n) => ({
      ...row,
      ...rest,
      id: `inq_${n}`,
      text: `Question ${n}`,
    }))
    await test.services.writer.write((db) =>
      db
        .insertInto('inquiries')
        .values(many as never)
        .execute(),
    )
    const answer = await ask('One more')

    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('this one was not kept')
    expect(await asked()).not.toContain('One more')
  })

  it('a press is taken, and a second one is answered alike', async () => {
    for (const answer of [await ask('Where is it?'), await ask('Where is it?')]) {
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('We have it; a person answers within 24 hours.')
    }
    expect(await asked()).toEqual(['Where is it?'])
  })

  it('refuses a form of another site, an empty one and one that is too long', async () => {
    expect((await ask('x', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask('  ')).status).toBe(422)
    const long = await ask('<b>'.repeat(700))
    expect(long.status).toBe(422)
    expect(await long.text()).toContain('&lt;b&gt;&lt;b&gt;')
    expect(await asked()).toEqual([])
  })

  it('refuses the sixth question at once, and says when the next one is taken', async () => {
    for (let n = 0; n < 5; n += 1) await ask(`question ${n}`)
    const answer = await ask('question 5')

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '600'])
    expect(await answer.text()).toContain('question 5')
    expect(await asked()).toHaveLength(5)
  })

  it('a merchant writes to a customer, and sends again', async () => {
    const answer = await write({ text: 'A spare cable is on us.', subject: 'A gift' })
    expect(answer.status).toBe(201)
    const message = await read(listedMessage, answer)
    expect(message).toMatchObject({ kind: 'free_message', channel: 'email', status: 'planned' })
    const again = () => test.call('POST', `/v1/messages/${message.id}/resend`, undefined, shop.key)
    expect((await again()).status).toBe(409)

    await test.call('POST', '/v1/clock/advance', { by: 'PT1M' }, shop.key)
    const resent = await again()
    expect(resent.status).toBe(201)
    expect((await read(listedMessage, resent)).id).not.toBe(message.id)
    const other = await test.newShop({ slug: 'other' })
    const theirs = await test.call(
      'POST',
      `/v1/messages/${message.id}/resend`,
      undefined,
      other.key,
    )
    expect(theirs.status).toBe(404)
  })

  it('a letter without words, of nobody’s question or of no order is refused', async () => {
    expect(await pointersOf(await write({ text: ' ' }))).toEqual(['/text'])
    expect((await write({ text: 'Hi', inquiry_id: 'inq_x' })).status).toBe(404)
    const unknown = await test.call('POST', '/v1/orders/none/messages', { text: 'Hi' }, shop.key)
    expect(unknown.status).toBe(404)
  })

  it('Twilio is answered in TwiML, and a mail of megabytes is taken', async () => {
    const door = async (connector: string) => {
      const made = await test.call(
        'POST',
        '/v1/connections',
        { connector, secret: 'tok' },
        shop.key,
      )
      return (await read(connection, made)).url
    }
    const url = await door('twilio-inbound')
    const form = new URLSearchParams({
      Body: 'STOP',
      From: '+12125550199',
      MessageSid: 'SM1',
      To: '+1',
    })
    const signed = url + [...form].flat().join('')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', 'tok').update(signed).digest('base64'),
    }
    const answer = await test.app.request(new URL(url).pathname, {
      method: 'POST',
      body: form,
      headers,
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/xml'])
    expect(await answer.text()).toBe('<Response/>')

    const mail = await test.app.request(new URL(await door('sendgrid-inbound')).pathname, {
      method: 'POST',
      body: Buffer.alloc(3_000_000, 'x'),
      headers: {
        'content-type': 'multipart/form-data; boundary=b',
        authorization: `Basic ${Buffer.from('x:tok').toString('base64')}`,
      },
    })
    expect([mail.status, await mail.json()]).toEqual([200, { answer: 'ignored' }])
  })
})
