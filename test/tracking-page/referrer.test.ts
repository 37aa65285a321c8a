import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { serveStates } from '../support/state-server.ts'

const browser = await openBrowser()

describe.skipIf(!browser)('where an order’s page leads', () => {
  let ours: Awaited<ReturnType<typeof serveStates>>
  let other: Server
  let page: Page
  const heard: IncomingHttpHeaders[] = []

  beforeAll(async () => {
    ours = await serveStates({
      show: (build) => build(),
      picture: { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    })
    other = createServer(({ headers }, answer) => {
      heard.push(headers)
      answer.end('elsewhere')
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    page = (await browser?.newPage()) as Page
  })
  afterAll(async () => {
    await browser?.close()
    ours.close()
    other.close()
  })

  it('another site is not told where its visitor came from, of a page with forms or without', async () => {
    const elsewhere = `http://localhost:${(other.address() as AddressInfo).port}/`
    for (const state of ['feedback-asked', 'moving']) {
      await page.goto(`${ours.base}/${state}`)
      // Without the `rel` that our own links have: the policy alone is to keep the link a key.
      await page.evaluate(`{
        const link = document.createElement('a')
        link.href = '${elsewhere}'
        link.textContent = 'elsewhere'
        document.body.append(link)
      }`)
      await page.getByText('elsewhere', { exact: true }).click()
      await page.waitForURL(elsewhere)
    }
    const visits = heard.filter(({ accept }) => accept?.includes('text/html'))
    expect(visits.map(({ referer }) => referer)).toEqual([undefined, undefined])
  })

  it('its own form says whose it is, which "no-referrer" would not let it', async () => {
    await page.goto(`${ours.base}/feedback-asked`)
    const posted = page.waitForRequest((request) => request.method() === 'POST')
    await page.locator('form button').first().click()
    expect((await (await posted).allHeaders()).origin).toBe(new URL(ours.base).origin)
  })
})
