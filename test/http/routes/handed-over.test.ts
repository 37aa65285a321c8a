import { createHash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { packHandedOver, writeOut } from '../../../src/db/packed.ts'
import { EVIDENCE_HANDED_OVER_MAX, evidencePack } from '../../../src/domain/evidence.ts'
import { message, messageList } from '../../../src/http/openapi/answers-messages.ts'
import { loadMerchant } from '../../../src/operations/merchants.ts'
import { handlePrivacy } from '../../../src/operations/privacy.ts'
import { consoleOperations } from '../../../src/operations/support.ts'
import { eachDatabase } from '../../support/databases.ts'
import { NOW, placed, read, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

const CUSTOMER = { email: 'ada@example.test', phone: '+12125550199', sms_consent: true }

eachDatabase('what the provider was handed', (open) => {
  let test: TestApp
  let shop: Shop
  let token: string
  const call = (method: string, path: string, body?: unknown) =>
    test.call(method, path, body, shop.key)
  const listed = async () =>
    (await read(messageList, await call('GET', '/v1/orders/1001/messages'))).data
  const get = async (id: string) => read(message, await call('GET', `/v1/messages/${id}`))
  const evidence = async () =>
    read(evidencePack, await call('GET', '/v1/orders/1001/evidence.json'))
  const first = async (channel: string) => {
    const found = (await listed()).find((one) => one.channel === channel && one.sent_at !== null)
    return get(found?.id ?? '')
  }
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
    await call('POST', '/v1/events', placed('1001', { customer: CUSTOMER }))
    await call('POST', '/v1/clock/advance', { by: 'PT1H' })
    const data = {
      order_id: '1001',
      shipment_id: 's1',
      carrier: 'UPS',
      shipped_at: '2026-03-02T16:00:00Z',
      lines: [{ id: 'l2', quantity: 1 }],
    }
    const occurred_at = '2026-03-02T16:00:00Z'
    await call('POST', '/v1/events', { id: 'evt_s1', type: 'shipment.created', occurred_at, data })
    await call('POST', '/v1/clock/advance', { by: 'PT3H' })
    token = (await trackingPath(test, shop, '1001')).slice('/t/'.length)
  })

  it('is given to the merchant byte for byte, with its hash', async () => {
    const mail = await first('email')

    expect(mail.handed_over).toContain(token)
    expect(
      createHash('sha256')
        .update(mail.handed_over ?? '')
        .digest('hex'),
    ).toBe(mail.sha256)
    expect(mail.handed_over).toContain(`Message-ID: ${mail.headers['Message-ID']}`)
    expect([mail.segments, mail.encoding]).toEqual([null, null])
  })

  it('is counted in the parts of a text', async () => {
    const text = await first('sms')

    expect(text).toMatchObject({ encoding: 'GSM-7' })
    expect(text.segments).toBe((text.text ?? '').length <= 160 ? 1 : 2)
  })

  it('is nothing yet of what is planned', async () => {
    const planned = (await listed()).find(({ status }) => status === 'planned')
    expect(await get(planned?.id ?? '')).toMatchObject({
      handed_over: null,
      segments: null,
      sha256: null,
    })
  })

  it('stands on the support page and in the evidence without the key in it', async () => {
    const { id } = await first('email')
    const view = await consoleOperations(test.services).loadMessageView(shop.id, id)
    const pack = await evidence()

    for (const bytes of [
      view.handedOver,
      pack.messages.find((one) => one.id === id)?.handed_over,
    ]) {
      expect(bytes).toContain('Widget Pro')
      expect(bytes).toContain('/t/…')
      expect(bytes).not.toContain(token)
    }
    expect(view.parts).toBeNull()
    expect(pack.left_off.handed_over).toBe(0)
  })

  it('is left out of a pack that would grow without bounds, and that is counted', async () => {
    const mail = await first('email')
    const long = 'x'.repeat(EVIDENCE_HANDED_OVER_MAX + 1)
    const { html, text, headers } = mail
    const content = writeOut({ html, text: text ?? '', headers })
    const { packed } = packHandedOver(long, content)
    await test.services.writer.write((db) =>
      db
        .updateTable('message_bytes')
        .set({ handed_over: packed })
        .where('message_id', '=', mail.id)
        .execute(),
    )
    const pack = await evidence()

    expect(pack.messages.find(({ id }) => id === mail.id)?.handed_over).toBeNull()
    expect(pack.messages.some((one) => one.handed_over !== null)).toBe(true)
    expect(pack.left_off.handed_over).toBe(1)
    expect((await get(mail.id)).handed_over).toHaveLength(long.length)
  })

  it('goes with its customer', async () => {
    const { id, sha256 } = await first('email')
    const { services } = test
    const merchant = await loadMerchant(services, shop.id)
    const person = { email: CUSTOMER.email, phone: null, orderIds: ['1001'] }
    await services.writer.write((db) =>
      handlePrivacy(services, db, merchant, { kind: 'redact_customer', ...person }, NOW),
    )

    expect(await get(id)).toMatchObject({ handed_over: null, sha256 })
    expect((await get((await first('sms')).id)).segments).toBeNull()
    expect((await evidence()).messages.every((one) => one.handed_over === null)).toBe(true)
  })
})
