import { beforeEach, expect, it } from 'vitest'
import { findContact } from '../../../src/db/orders.ts'
import { eachDatabase } from '../../support/databases.ts'
import { allocated, placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const CUSTOMER = { name: 'Ada Park', email: 'Ada@example.test', phone: '+12125550187' }
const ALL = { shown: ['texts', 'steps', 'feedback', 'back_in_stock'] }

eachDatabase('preferences', (open) => {
  let test: TestApp
  let shop: Shop
  let path: string
  beforeEach(async () => {
    test = await testApp(await open())
    shop = await test.newShop({ policy: { delivery_feedback: true, sms: true } })
    await place('1001', { ...CUSTOMER, sms_consent: true })
    path = await trackingPath(test, shop, '1001')
  })

  const place = (id: string, customer: Record<string, unknown>) =>
    test.call('POST', '/v1/events', placed(id, { customer }), shop.key)
  const send = (to: string, form: Record<string, string[]>, headers: Record<string, string> = {}) =>
    test.app.request(to, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(
        Object.entries(form).flatMap(([name, all]) =>
          all.map((one): [string, string] => [name, one]),
        ),
      ).toString(),
    })
  const set = (form: Record<string, string[]>, headers = {}) =>
    send(`${path}/preferences`, form, headers)
  const get = async (to: string, cookie = '') =>
    (await test.app.request(to, { headers: { cookie } })).text()
  const contact = async (id = '1001') => {
    const found = await findContact(test.services.read, shop.id, id)
    return found as NonNullable<typeof found>
  }
  const acts = async () =>
    (
      await test.services.read
        .selectFrom('events')
        .select(['type', 'body'])
        .where('source', '=', 'tidings')
        .orderBy('id')
        .execute()
    ).filter(({ type }) => /^(texts|preferences)\./.test(type))
  const deliver = async (id: string) => {
    const events = [
      allocated(id),
      {
        id: `evt_ship_${id}`,
        type: 'shipment.created',
        occurred_at: '2026-03-02T14:59:40Z',
        data: {
          order_id: id,
          shipment_id: `s_${id}`,
          shipped_at: '2026-03-02T14:59:40Z',
          lines: [
            { id: 'l1', quantity: 2 },
            { id: 'l2', quantity: 1 },
          ],
        },
      },
      {
        id: `evt_there_${id}`,
        type: 'shipment.updated',
        occurred_at: '2026-03-02T14:59:50Z',
        data: { order_id: id, shipment_id: `s_${id}`, status: 'delivered' },
      },
    ]
    await test.call('POST', '/v1/events', { events }, shop.key)
  }
  const kindsSent = async () => {
    const answer = await test.call('POST', '/v1/clock/advance', { by: 'P3D' }, shop.key)
    const { sent } = (await answer.json()) as { sent: { kind: string; id: string }[] }
    return sent
  }

  it('are shown as they are, a GET changes nothing, and what is owed is said', async () => {
    const html = await get(`${path}/preferences`)
    expect(html).toContain('number that ends in …87')
    expect(html.match(/checked=""/g)).toHaveLength(4)
    expect(html).toContain('What we owe you always comes')
    expect(html).not.toContain('5550187')
    expect(await get(path)).toContain(`href="${path}/preferences"`)
    expect(await acts()).toEqual([])
  })

  it('are kept as acts with their source, and a second press changes nothing', async () => {
    for (const answer of [await set(ALL), await set(ALL)]) {
      expect(answer.status).toBe(200)
      const html = await answer.text()
      expect(html).toContain('Saved.')
      expect(html).not.toContain('checked=""')
    }
    const [stopped, chosen, ...more] = await acts()
    expect([stopped?.type, chosen?.type, more]).toEqual(['texts.stopped', 'preferences.chosen', []])
    expect(stopped?.body).toContain('"via":"page"')
    expect(chosen?.body).toContain('"news_off":["steps","feedback","back_in_stock"]')
    expect(await contact()).toMatchObject({ textsStopped: true, stoppedOnPage: true })

    expect((await set({ ...ALL, news: ['steps'] })).status).toBe(200)
    expect((await contact()).newsOff).toEqual(['feedback', 'back_in_stock'])
  })

  it('turn texts on only for who knows the postcode: a link is no consent', async () => {
    await set({ shown: ['texts'] })
    expect(await get(`${path}/preferences`)).toContain('give the postcode')
    const pressed = await set({ shown: ['texts', 'steps'], texts: ['on'] })
    const said = await pressed.text()
    expect(pressed.status).toBe(422)
    expect(said).toContain('give the postcode')
    expect(said).not.toContain('Saved')
    expect(await contact()).toMatchObject({ textsStopped: true })
    expect((await contact()).newsOff ?? []).toEqual([])

    await place('1003', { ...CUSTOMER, sms_consent: true })
    expect((await contact('1003')).textsStopped).toBe(true)
    const given = await send(`${path}/postcode`, { postal_code: ['10001'] })
    const cookie = (given.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    await set({ shown: ['texts'], texts: ['on'] }, { cookie })
    expect(await contact()).toMatchObject({ textsStopped: false, smsConsent: true })
    await place('1004', { ...CUSTOMER, sms_consent: true })
    expect((await contact('1004')).textsStopped).toBeFalsy()
  })

  it('leave a STOP by text to the number itself', async () => {
    await test.services.writer.write(async (db) => {
      const row = { ...(await contact()), textsStopped: true }
      await db
        .updateTable('contacts')
        .set({ contact: JSON.stringify(row) })
        .execute()
    })
    expect(await get(`${path}/preferences`)).toContain('reply START')
    await set({ shown: ['texts'], texts: ['on'] })
    expect((await contact()).textsStopped).toBe(true)
  })

  it('refuse a form of another site and one that names nothing', async () => {
    expect((await set(ALL, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await set({})).status).toBe(422)
    expect((await set({ shown: ['<script>'], news: ['<script>'] })).status).toBe(200)
    expect(await acts()).toEqual([])
  })

  it('withdraw what is turned off, with why, and on a later order of the same address too', async () => {
    await place('1002', { ...CUSTOMER, email: 'ada@EXAMPLE.test' })
    await deliver('1002')
    await set({ shown: ['feedback'], news: [] })
    const sent = await kindsSent()
    expect(sent.map(({ kind }) => kind)).not.toContain('delivery_feedback')
    const listed = await test.call('GET', '/v1/orders/1002/messages', undefined, shop.key)
    const { data } = (await listed.json()) as { data: { kind: string; withdrawn_why: string }[] }
    const gone = data.find(({ kind }) => kind === 'delivery_feedback')
    expect(gone).toMatchObject({ status: 'withdrawn' })
    expect(gone?.withdrawn_why).toBe('Its reader turned delivery_feedback off.')
    expect((await contact('1002')).newsOff).toEqual(['feedback'])
  })

  it('end at one click from a mailbox, by a link that opens nothing else', async () => {
    await deliver('1001')
    const feedback = (await kindsSent()).find(({ kind }) => kind === 'delivery_feedback')
    const answer = await test.call('GET', `/v1/messages/${feedback?.id}`, undefined, shop.key)
    const { headers, text, html } = (await answer.json()) as {
      headers: Record<string, string>
      text: string
      html: string
    }
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(text).toContain(`${path}/feedback`)
    const shown = headers['List-Unsubscribe']?.slice(1, -1) ?? ''
    expect(text).toContain(`Stop emails like this: ${shown}\n`)
    expect(html).toContain(`href="${shown}"`)
    const link = new URL(headers['List-Unsubscribe']?.slice(1, -1) ?? '').pathname
    expect(link).toMatch(/^\/u\/uns_/)

    expect(await get(link)).toContain('Stop these emails')
    expect((await test.app.request(link.replace('/u/', '/t/'))).status).toBe(404)
    expect((await test.app.request(path.replace('/t/', '/u/'))).status).toBe(404)
    expect((await contact()).newsOff).toBeUndefined()
    const oneClick = { 'List-Unsubscribe': ['One-Click'] }
    expect((await send(link, oneClick, { origin: 'https://evil.example' })).status).toBe(403)
    for (let n = 0; n < 2; n += 1) {
      const pressed = await send(link, oneClick)
      expect([pressed.status, await pressed.text()]).toEqual([
        200,
        expect.stringContaining('These emails have stopped.'),
      ])
    }
    expect((await contact()).newsOff).toEqual(['feedback', 'back_in_stock'])
    expect(await acts()).toHaveLength(1)
  })

  it('carry no such header where a mail is about an order under way', async () => {
    const [first] = await kindsSent()
    const answer = await test.call('GET', `/v1/messages/${first?.id}`, undefined, shop.key)
    const { headers, text } = (await answer.json()) as { headers: object; text: string }
    expect(Object.keys(headers)).not.toContain('List-Unsubscribe')
    expect(text).not.toContain('/u/')
  })
})
