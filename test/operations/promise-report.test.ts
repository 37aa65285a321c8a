import { beforeEach, expect, it } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import { readPromiseReport } from '../../src/operations/read-promise-report.ts'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

const SPAN = { from: '2026-03-01', to: '2026-04-30' }

eachDatabase('the report of promises', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle)
  })

  const report = (by: 'supplier' | 'sku' | 'month' = 'supplier') =>
    readPromiseReport(shop.services, shop.merchant.id, { by, ...SPAN })
  const waitFor = async (orderId: string, supplier: string) => {
    const line = waitingLine('1')
    const backorder = { ...line.backorder, supplier } as typeof line.backorder
    const data = orderData([{ ...line, sku: `SKU-${supplier}`, backorder }], { order_id: orderId })
    await shop.tell('order.placed', data)
  }
  const ship = (orderId: string, at: string) =>
    shop.tell('shipment.created', {
      ...aPackage({ 1: 1 }),
      order_id: orderId,
      shipment_id: `shp_${orderId}`,
      shipped_at: at,
    })

  it('counts no promise that nobody was told, and none that has its day before it', async () => {
    await waitFor('o1', 'Oak')
    expect((await report()).total).toMatchObject({ promises: 0, pending: 0, keptRate: null })

    await shop.advance('PT1H')
    expect((await report()).total).toMatchObject({ promises: 0, pending: 1, keptRate: null })
  })

  it('says who keeps dates, who breaks them and by how many days', async () => {
    await waitFor('o1', 'Oak')
    await waitFor('o2', 'Pine')
    await waitFor('o3', 'Pine')
    await shop.advance('2026-03-12T15:00:00Z') // promised for the 16th
    await ship('o1', '2026-03-12T15:00:00Z')
    await ship('o2', '2026-03-12T15:00:00Z')
    await shop.advance('2026-03-20T15:00:00Z')
    await ship('o3', '2026-03-20T15:00:00Z')

    const { total, groups, confidence } = await report()
    expect(confidence).toBe(0.9)
    expect(total).toMatchObject({ promises: 3, kept: 2, missed: 1, meanDaysEarly: 4 })
    expect(groups.map(({ key }) => key)).toEqual(['Pine', 'Oak'])
    expect(groups[0]).toMatchObject({ kept: 1, missed: 1, keptRate: 0.5, meanDaysLate: 4 })
    expect(groups[1]).toMatchObject({ kept: 1, missed: 0, keptRate: 1 })
    expect((await report('sku')).groups.map(({ key }) => key)).toEqual(['SKU-Pine', 'SKU-Oak'])
    expect((await report('month')).groups).toMatchObject([{ key: '2026-03', promises: 3 }])
  })

  it('scores the date that was told first, and shows what the revisions hide', async () => {
    await waitFor('o1', 'Oak')
    await shop.advance('PT1H')
    await shop.tell('backorder.eta_changed', {
      order_id: 'o1',
      lines: [{ id: '1', expected_at: '2026-03-25' }],
    })
    await shop.advance('2026-03-26T15:00:00Z')
    await ship('o1', '2026-03-26T15:00:00Z')

    const [oak] = (await report()).groups
    expect(oak).toMatchObject({ kept: 0, missed: 1, slipped: 1, keptRate: 0, keptRateByLast: 1 })
    expect(oak?.meanSlipDays).toBeGreaterThan(9)
  })

  it('counts a wait past its day as broken before anything ships, and one that was left as none', async () => {
    await waitFor('o1', 'Oak')
    await waitFor('o2', 'Oak')
    await shop.advance('PT1H')
    await shop.tell('order.cancelled', { order_id: 'o2' })
    await shop.advance('2026-03-18T15:00:00Z')

    expect((await report()).total).toMatchObject({ missed: 1, cancelled: 1, pending: 0, kept: 0 })
  })

  it('counts who still waits as late until today, and who left after the day until then', async () => {
    for (const orderId of ['o1', 'o2', 'o3']) await waitFor(orderId, 'Oak')
    await shop.advance('2026-03-20T15:00:00Z') // promised for the 16th
    await ship('o1', '2026-03-20T15:00:00Z')
    expect((await report()).total).toMatchObject({ missed: 3, missedOpen: 2, meanDaysLate: 4 })

    await shop.advance('2026-03-26T15:00:00Z')
    await shop.tell('order.cancelled', { order_id: 'o2' })
    await shop.advance('2026-04-05T15:00:00Z')
    const late = { o1: 4, o2: 10, o3: 20 }
    const mean = (late.o1 + late.o2 + late.o3) / 3
    expect((await report()).total).toMatchObject({ missed: 3, missedOpen: 1 })
    expect((await report()).total.meanDaysLate).toBeCloseTo(mean)
  })
})
