import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { listen } from '../../src/http/listen.ts'
import { placed, testApp, trackingPath } from '../http/http-app.ts'
import { openBrowser } from '../support/browser.ts'
import { onSqlite } from '../support/databases.ts'

const browser = await openBrowser()
afterAll(() => browser?.close())

const HOST = '127.0.0.1'
const EVIL = `"><img src=//evil.test/x onerror="document.title='owned'"><script>document.title='owned'</script>`
const LINK = `javascript:document.title='owned'`
/** Turns what follows it about, so that a name could be read as a button of ours. */
const TURNED = '\u202egnp.exe'

onSqlite('an order that was written to do harm', (open) => {
  it.skipIf(!browser)('is text on every page, and nothing of it runs or is fetched', async () => {
    const test = await testApp(await open())
    const server = await listen(test.app, { host: HOST, port: 0 })
    const shop = await test.newShop({ name: EVIL.slice(0, 80) })
    const answer = await test.call('POST', '/v1/events', { events: hostileEvents() }, shop.key)
    expect(answer.status).toBe(202)
    const path = await trackingPath(test, shop, 'o1')

    const page = await (browser as Browser).newPage()
    const seen = watch(page)
    const base = `http://${HOST}:${server.port}`
    for (const place of PLACES) {
      await page.goto(`${base}${path}${place}`)
      await page.evaluate(OPEN_ALL)
      expect(await page.title(), place).not.toBe('owned')
      expect(await page.evaluate<number>(STRANGE), place).toBe(0)
    }
    await page.goto(base + path)
    expect(await page.locator('main').innerText()).toContain(EVIL.slice(0, 40))
    expect(seen.hosts()).toEqual([`${HOST}:${server.port}`])
    expect(seen.complaints.filter((text) => /policy|owned/i.test(text))).toEqual([])
    await page.close()
    await server.close(1_000)
  })
})

const PLACES = ['', '/cancel', '/inquiry', '/preferences', '/postcode', '/split', '/choice']

function hostileEvents() {
  const lines = [
    { id: EVIL, title: EVIL, variant: TURNED, quantity: 1 },
    {
      id: 'l2',
      title: `</style></title>${EVIL}`,
      sku: EVIL,
      quantity: 2,
      backorder: { quantity: 2, kind: 'standard', expected_at: '2026-03-14', supplier: EVIL },
    },
  ]
  const at = '2026-03-02T14:59:30Z'
  const customer = { name: EVIL, email: 'ada@example.test' }
  const shipping_address = { country: 'US', postal_code: '10001', city: EVIL, line1: EVIL }
  return [
    placed('o1', { order_number: EVIL, customer, shipping_address, lines }),
    {
      id: 'evt_ship',
      type: 'shipment.created',
      occurred_at: at,
      data: {
        order_id: 'o1',
        shipment_id: EVIL,
        carrier: EVIL,
        tracking_number: EVIL,
        tracking_url: LINK,
        shipped_at: at,
        lines: [{ id: EVIL, quantity: 1 }],
      },
    },
    {
      id: 'evt_scan',
      type: 'shipment.updated',
      occurred_at: at,
      data: {
        order_id: 'o1',
        shipment_id: EVIL,
        status: 'in_transit',
        checkpoint: { at, message: EVIL, city: EVIL },
      },
    },
  ]
}

function watch(page: Page) {
  const hosts = new Set<string>()
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) hosts.add(new URL(request.url()).host)
  })
  page.on('console', (message) => complaints.push(message.text()))
  page.on('dialog', (dialog) => complaints.push(`owned: ${dialog.message()}`))
  return { hosts: () => [...hosts], complaints }
}

const OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
/** What only the order could have brought: a picture, a script beside ours, a link that runs. */
const STRANGE = `document.querySelectorAll(
  'main img, main script, main iframe, main object, [onerror], [href^="javascript"]').length`
