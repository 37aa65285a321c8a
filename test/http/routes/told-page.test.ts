import { beforeAll, expect, it } from 'vitest'
import { versionOf } from '../../../src/operations/live-orders.ts'
import { eachDatabase } from '../../support/databases.ts'
import { textOf } from '../../support/page-text.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from '../http-app.ts'

eachDatabase('a page beside the mails of a carrier that says nothing', (open) => {
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    test = await testApp(await open())
    shop = await test.newShop()
  })

  it('says on each day what the mail of that day said, and is told that it changed', async () => {
    const send = async (type: string, data: object) => {
      const event = { id: `evt_${type}`, type, occurred_at: '2026-03-02T14:59:59Z' }
      const body = { ...event, data: { order_id: '7001', shipment_id: 's-7001', ...data } }
      expect((await test.call('POST', '/v1/events', body, shop.key)).status).toBe(202)
    }
    await test.call('POST', '/v1/events', placed('7001'), shop.key)
    await send('shipment.created', {
      carrier: 'UPS',
      tracking_number: '1Z999AA10123456784',
      shipped_at: '2026-03-02T14:00:00Z',
      lines: [{ id: 'l1', quantity: 1 }],
    })
    await send('shipment.updated', {
      status: 'in_transit',
      checkpoint: { at: '2026-03-02T14:59:59Z', message: 'Departed' },
      expected_delivery: '2026-03-03',
    })
    const path = await trackingPath(test, shop, '7001')
    const look = async (to: string) => {
      await test.call('POST', '/v1/clock/advance', { to }, shop.key)
      const version = await versionOf(test.services, { merchantId: shop.id, orderId: '7001' })
      return { version, text: textOf(await (await test.app.request(path)).text()) }
    }

    const before = await look('2026-03-04T12:00:00Z')
    expect(before.text).toContain('arriving today')
    const late = await look('2026-03-04T16:00:00Z')
    expect(late.text).toContain('delayed, no new date yet')
    expect(late.text).not.toContain('arriving today')
    const silent = await look('2026-03-07T18:00:00Z')
    expect(silent.text).toContain('no news since')
    const lost = await look('2026-03-13T18:00:00Z')
    expect(lost.text).toContain('seems to be lost')
    expect(lost.text).toContain('We send it again or give your money back')
    const versions = [before, late, silent, lost].map(({ version }) => version)
    expect(new Set(versions).size).toBe(4)
  })
})
