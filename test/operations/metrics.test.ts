import { beforeEach, expect, it } from 'vitest'
import { findLongestSilence } from '../../src/db/metrics.ts'
import type { Handle } from '../../src/db/open.ts'
import { policySchema } from '../../src/domain/policy.ts'
import { readMetrics } from '../../src/operations/metrics.ts'
import { putPolicy } from '../../src/operations/settings.ts'
import { eachDatabase } from '../support/databases.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, aPackage, openShop, orderData, type Shop, waitingLine } from '../support/shop.ts'

eachDatabase('the metrics', (open) => {
  let handle: Handle
  let shop: Shop
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { mode: 'live' })
  })

  /** The samples by name, as a scraper would keep them. */
  const scrape = async () => {
    const text = await readMetrics(shop.services)
    const lines = text.split('\n').filter((line) => line && !line.startsWith('#'))
    return Object.fromEntries(
      lines.map((line) => {
        const at = line.lastIndexOf(' ')
        return [line.slice(0, at).replace(/^tidings_/, ''), Number(line.slice(at + 1))]
      }),
    )
  }
  const drain = async () => {
    while ((await pumpDue(shop.services)) > 0);
  }

  it('say the longest silence of who waits and can be reached, and count the others apart', async () => {
    await shop.place([waitingLine('1')])
    const nobody = { order_id: 'ord_2', order_number: '2', customer: { name: 'Ann' } }
    await shop.tell('order.placed', orderData([waitingLine('1')], nobody))
    await drain()
    shop.services.clock.advance({ hours: 30 })
    await shop.tell('order.placed', orderData([waitingLine('1')], { order_id: 'o3' }))
    const seen = await scrape()

    expect(seen).toMatchObject({
      longest_silence_seconds: 30 * 3_600,
      waiting_orders: 3,
      unreachable_waiting_orders: 1,
    })
    const { read } = shop.services
    expect(await findLongestSilence(read, shop.merchant.id)).toMatchObject({ orderId: 'ord_1' })

    await shop.tell('shipment.created', aPackage({ 1: 1 }))
    await drain()
    expect(await scrape()).toMatchObject({ longest_silence_seconds: 0, waiting_orders: 2 })
    expect(await findLongestSilence(read, shop.merchant.id)).toMatchObject({ orderId: 'o3' })
  })

  it('say what is due by lane, how long it has been, and what this process did', async () => {
    await shop.place([aLine('1')])
    await shop.tell('order.placed', orderData([aLine('1')]), { id: 'evt_twice' })
    await shop.tell('order.placed', orderData([aLine('1')]), { id: 'evt_twice' })
    shop.services.clock.advance({ seconds: 90 })

    expect(await scrape()).toMatchObject({
      'due_messages{lane="answer"}': 1,
      'due_messages{lane="notice"}': 0,
      'oldest_due_seconds{lane="answer"}': 90,
      'events_total{status="accepted"}': 2,
      'events_total{status="duplicate"}': 1,
    })
    await drain()
    expect(await scrape()).toMatchObject({
      'due_messages{lane="answer"}': 0,
      'messages_total{status="sent"}': 1,
    })
  })

  it('are of live merchants: a test merchant’s clock says nothing of ours', async () => {
    const other = await openShop(handle, { name: 'Test', clock: '2020-01-01T00:00:00Z' })
    await other.place([waitingLine('1')])

    expect(await scrape()).toMatchObject({
      longest_silence_seconds: 0,
      waiting_orders: 0,
      'due_messages{lane="answer"}': 0,
    })
  })

  it('count the walks that are not through', async () => {
    await putPolicy(shop.services, shop.merchant, policySchema.parse({}))

    expect(await scrape()).toMatchObject({ open_walks: 1 })
  })

  it('are written as Prometheus reads them', async () => {
    await shop.place([aLine('1')])
    const text = await readMetrics(shop.services)

    expect(text.endsWith('\n')).toBe(true)
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# HELP [a-z_]+ \S.*|# TYPE [a-z_]+ (gauge|counter)|[a-z_]+(\{[a-z_]+="[^"\\]*"\})? -?[\d.]+)$/,
      )
    }
    const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
