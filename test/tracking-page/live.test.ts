import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen } from '../../src/http/listen.ts'
import { type Live, startLive } from '../../src/worker/live.ts'
import { placed, type TestApp, testApp, trackingPath } from '../http/http-app.ts'
import { openBrowser } from '../support/browser.ts'
import { onSqlite } from '../support/databases.ts'

const browser = await openBrowser()
afterAll(() => browser?.close())

const HOST = '127.0.0.1'
const LINES = [{ id: 'l1', title: 'Widget Pro', quantity: 12 }]
const PACKAGES = 6

describe.skipIf(!browser)('a page that is open while its order changes', () => {
  onSqlite('live', (open) => {
    let test: TestApp
    let live: Live
    let server: { port: number; close(graceMs: number): Promise<void> }
    let key: string
    let page: Page
    let complaints: string[]

    beforeEach(async () => {
      const handle = await open()
      live = startLive({ read: handle.read, log: (await testApp(handle)).services.log })
      test = await testApp(handle, { live })
      test.services.wake = live.changed
      server = await listen(test.app, { host: HOST, port: 0 })
      const shop = await test.newShop()
      key = shop.key
      Object.assign(test.services, { baseUrl: `http://${HOST}:${server.port}` })
      const events = [placed('1001', { lines: LINES }), ...packages()]
      await test.call('POST', '/v1/events', { events }, key)
      const path = await trackingPath(test, shop, '1001')
      page = await (browser as Browser).newPage({ viewport: { width: 360, height: 500 } })
      complaints = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      const listening = page.waitForRequest(/\/events$/)
      await page.goto(`http://${HOST}:${server.port}${path}`)
      await listening
    })
    afterEach(async () => {
      expect(complaints).toEqual([])
      await page.close()
      live.close()
      await server.close(1_000)
    })

    const packages = () =>
      Array.from({ length: PACKAGES }, (_, at) => ({
        id: `evt_s${at}`,
        type: 'shipment.created',
        occurred_at: `2026-03-02T14:59:1${at}Z`,
        data: {
          order_id: '1001',
          shipment_id: `s${at}`,
          carrier: 'UPS',
          tracking_number: `1Z${at}`,
          shipped_at: `2026-03-02T14:59:1${at}Z`,
          lines: [{ id: 'l1', quantity: 2 }],
        },
      }))
    const scan = (at: number, message: string, { status = 'in_transit', second = 40 } = {}) =>
      test.call(
        'POST',
        '/v1/events',
        {
          id: `evt_${message}_${at}`,
          type: 'shipment.updated',
          occurred_at: `2026-03-02T14:59:${second}Z`,
          data: {
            shipment_id: `s${at}`,
            order_id: '1001',
            status,
            checkpoint: { at: `2026-03-02T14:59:${second}Z`, message },
          },
        },
        key,
      )
    const update = (lines: object[], second: number) => ({
      id: `evt_update_${second}`,
      type: 'order.updated',
      occurred_at: `2026-03-02T14:59:${second}Z`,
      data: { order_id: '1001', lines },
    })
    const topOf = (part: string) =>
      page.locator(`[data-part="${part}"]`).evaluate((one) => {
        return (
          one as unknown as { getBoundingClientRect(): { top: number } }
        ).getBoundingClientRect().top
      })

    it('shows the newest checkpoint, announces it, and moves nothing that is being read', async () => {
      await page.locator('[data-part="p4"]').scrollIntoViewIfNeeded()
      await page.evaluate('scrollTo(0, document.querySelector(\'[data-part="p4"]\').offsetTop)')
      await page.locator('[data-part="details"] a').first().evaluate(FOCUS)
      const before = await topOf('p4')
      await scan(0, 'Arrived at facility')

      await page.getByText('Arrived at facility').first().waitFor({ state: 'attached' })
      await page.locator('#news', { hasText: 'Arrived at facility' }).waitFor({ state: 'attached' })
      expect(await page.locator('#news').textContent()).toMatch(/^Just in: Package 1 .*facility$/)
      expect(Math.abs((await topOf('p4')) - before)).toBeLessThan(1)
      expect(await page.evaluate(FOCUSED)).toBe('Show the full address')
    })

    it('keeps open what was opened, and the focus inside what changed', async () => {
      await scan(0, 'Picked up')
      await page.getByText('Picked up').first().waitFor({ state: 'attached' })
      await scan(0, 'Departed', { second: 41 })
      const earlier = page.locator('[data-part="p1"] summary')
      await earlier.click()
      await earlier.focus()
      await scan(0, 'Arrived', { second: 42 })
      await page.locator('[data-part="p1"]').getByText('Arrived').waitFor()

      expect(await page.locator('[data-part="p1"]').getByText('Picked up').isVisible()).toBe(true)
      expect(await page.evaluate(FOCUSED)).toBe('2 earlier updates')
    })

    it('leaves the focus on the thing that has it, though news brings another before it', async () => {
      await scan(0, 'Picked up')
      await page.locator('[data-part="p1"]').getByText('Picked up').waitFor()
      await page.locator('[data-part="p1"] [data-copy]').focus()
      await scan(0, 'Departed', { second: 41 })
      await page.locator('[data-part="p1"] summary').waitFor()

      expect(await page.evaluate(FOCUSED)).toBe('Copy Tracking number')
    })

    it('keeps the reader where they were when the card they are in is gone', async () => {
      const rest = { ...placed('1001').data, lines: [{ id: 'l1', quantity: 13 }] }
      await test.call('POST', '/v1/events', update(rest.lines, 30), key)
      const card = page.locator('[data-part="rl1"] a')
      await card.focus()
      await test.call('POST', '/v1/events', update(LINES, 31), key)
      await card.waitFor({ state: 'detached' })

      expect(await page.evaluate('document.activeElement.tagName')).not.toBe('BODY')
    })

    it('follows a package that changes its place, and says the new sentence', async () => {
      await scan(5, 'Delivered', { status: 'delivered' })
      await page.getByRole('heading', { level: 1, name: /2 were delivered/ }).waitFor()
      const order = await page
        .locator('main > .card')
        .evaluateAll((all) =>
          all.map((one) => (one as unknown as { dataset: { part: string } }).dataset.part),
        )
      expect(order).toEqual(['p6', 'p1', 'p2', 'p3', 'p4', 'p5'])
    })

    it('posts a form that came in with news', async () => {
      for (let at = 0; at < PACKAGES; at += 1) await scan(at, 'Left', { status: 'delivered' })
      await page.getByRole('button', { name: /exactly as you said/ }).click()
      await page.waitForURL(/\/feedback$/)

      await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor()
    })

    it('copies a number, and says that it did', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: 'Copy Tracking number' }).first().click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      expect(await page.locator('#news').textContent()).toBe('Copied')
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe('1Z0')
    })

    it('stays as it is once the link is ended', async () => {
      await test.services.writer.write(async (db) => {
        await db.updateTable('links').set({ revoked_at: '2026-03-02T15:00:00.000Z' }).execute()
      })
      const asked = page.waitForResponse((answer) => answer.status() === 404)
      await scan(0, 'Arrived')
      await asked
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('on its way')
      complaints = complaints.filter((text) => !text.includes('404'))
    })
  })
})

const FOCUS = (one: unknown) => (one as { focus(o: object): void }).focus({ preventScroll: true })
const FOCUSED = 'document.activeElement.textContent'
