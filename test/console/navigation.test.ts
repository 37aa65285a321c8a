import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NAVIGATION } from '../../src/console/navigation.ts'
import { openBrowser } from '../support/browser.ts'
import { consoleApp, sampleOperations } from './console.ts'
import * as sample from './sample.ts'

const ENTRIES = NAVIGATION.flatMap(({ entries }) => [...entries])
const read = async (path: string) => (await consoleApp().request(path)).text()

describe('the way through the console', () => {
  it('leads from every page to every other in two steps, with its own marked', async () => {
    for (const { path } of ENTRIES) {
      const html = await read(path('harbour'))
      for (const { entries } of NAVIGATION)
        expect(html).toContain(`href="${entries[0].path('harbour')}"`)
      expect(html).toContain(`href="${path('harbour')}" aria-current="page"`)
      expect(html.split('aria-current="page"')).toHaveLength(2)
    }
  })

  it('gives every page a title of its own', async () => {
    const titles = await Promise.all(
      ENTRIES.map(
        async ({ path }) => /<title>(.*?)<\/title>/.exec(await read(path('harbour')))?.[1],
      ),
    )
    expect(new Set(titles).size).toBe(ENTRIES.length)
    for (const title of titles) expect(title).toMatch(/^\w.* · Harbour Supply$/)
  })
})

const browser = await openBrowser()

describe.skipIf(!browser)('the way through the console in a browser', () => {
  let server: ServerType
  let origin: string
  let page: Page
  const LONG = 'The Outdoor Goods and Mountain Kitchen Company of Portland'
  const written: string[] = []

  beforeAll(async () => {
    let fetch: (request: Request) => Response | Promise<Response> = () => new Response()
    server = serve({ fetch: (request) => fetch(request), port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const operations: typeof sampleOperations = {
      ...sampleOperations,
      merchantsOf: async () => [{ ...sample.merchant, name: LONG }, sample.otherMerchant],
      writeLetter: async (_merchantId, _orderId, { text }) => {
        written.push(text)
      },
    }
    fetch = consoleApp({ baseUrl: origin, operations }).fetch
    page = (await browser?.newPage()) as Page
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it('is one row at 1280, however long the shop is called', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${origin}/console/harbour/brand`)
    expect((await page.locator('.bar').boundingBox())?.height).toBeLessThan(56)
    const tops = await page.locator('.groups a').evaluateAll((all) => all.map((a) => a.offsetTop))
    expect(new Set(tops).size).toBe(1)
  })

  it('stands in one row at 360 too, whichever is marked, and no page is wider', async () => {
    await page.setViewportSize({ width: 360, height: 800 })
    for (const { path } of ENTRIES) {
      await page.goto(origin + path('harbour'))
      const tops = await page.locator('.groups a').evaluateAll((all) => all.map((a) => a.offsetTop))
      expect(new Set(tops).size).toBe(1)
      const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect(await page.evaluate(wider)).toBe(0)
    }
  })

  it('goes by keyboard alone, and without a script', async () => {
    const context = await browser?.newContext({ javaScriptEnabled: false })
    const plain = (await context?.newPage()) as Page
    await plain.goto(`${origin}/console/harbour`)
    await plain.keyboard.press('Tab')
    await plain.keyboard.press('Enter')
    expect(plain.url()).toMatch(/#main$/)
    await plain.getByRole('link', { name: 'Messages' }).focus()
    await plain.keyboard.press('Enter')
    await plain.getByRole('heading', { level: 1, name: 'Outbox' }).waitFor()
    await plain.getByRole('navigation', { name: 'Messages' }).getByText('Not written to').focus()
    await plain.keyboard.press('Enter')
    await plain.getByRole('heading', { level: 1, name: 'Not written to' }).waitFor()
    await context?.close()
  })

  it('sets the policy without a script: refused beside its field, mended, kept', async () => {
    const context = await browser?.newContext({ javaScriptEnabled: false })
    const plain = (await context?.newPage()) as Page
    await plain.goto(`${origin}/console/harbour/policy`)
    await plain.getByLabel('Who waits hears from us at least every').fill('0')
    await plain.getByRole('button', { name: 'Save' }).click()
    await plain.getByRole('alert').getByRole('link').click()
    const field = plain.getByLabel('Who waits hears from us at least every')
    expect(plain.url()).toMatch(/#silence_budget_days$/)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await plain.locator('#silence_budget_days-fault').getByText('a budget of none').waitFor()
    await field.fill('4')
    await plain.getByRole('button', { name: 'Save' }).click()
    await plain.getByRole('status').getByText('Kept.').waitFor()
    await context?.close()
  })

  it('takes a form once where its button is pressed twice', async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${origin}/console/harbour/orders/ord%2F1001`)
    await page.getByLabel('Your answer').fill('It is packed.')
    await page.getByRole('button', { name: 'Answer' }).dblclick()
    await page.getByRole('status').waitFor()
    expect(written).toEqual(['It is packed.'])
    // Another answer, on the page as it then is, is taken again.
    await page.getByLabel('Your answer').fill('It has shipped.')
    await page.getByRole('button', { name: 'Answer' }).click()
    await page.waitForURL(/done=written/)
    await expect.poll(() => written).toHaveLength(2)
  })

  it('reads a long timeline to its end by its links', async () => {
    await page.goto(`${origin}/console/harbour/orders/endless`)
    await page.getByRole('link', { name: 'Older' }).click()
    await page.getByText('501 to 960 of 960').first().waitFor()
    expect(await page.getByRole('link', { name: 'Older' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Newest' }).first().click()
    await page.getByText('1 to 500 of 960').waitFor()
  })
})
