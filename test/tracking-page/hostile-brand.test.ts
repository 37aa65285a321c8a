import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setBrand } from '../../src/db/merchants.ts'
import type { Brand } from '../../src/domain/brand.ts'
import { brandConsole } from '../../src/operations/brand-console.ts'
import { placed, type Shop, type TestApp, testApp, trackingPath } from '../http/http-app.ts'
import { openBrowser } from '../support/browser.ts'
import { onSqlite } from '../support/databases.ts'

const RUN = '<img src=x onerror="window.ran=1"><script>window.ran=1</script></style></title>'
const LONG = 'Donaudampfschifffahrtsgesellschaft'.repeat(9).slice(0, 290)
const OVERRIDE = '\u202e\u2066evil\u0000'
const web = 'https://shop.example/"onclick="x'.replaceAll('"', '%22')

/** All that the API takes, and that means harm. */
const TAKEN: Brand = {
  color: '#ffe066',
  color_text: '#ffe066',
  font: "x', '} body {display - none', serif".replace(/[{}]/g, ''),
  corners: 'round',
  links: [
    { label: RUN.slice(0, 30), url: web },
    { label: '\u05e9\u05dc\u05d5\u05dd 123', url: 'https://shop.example/' },
    { label: LONG.slice(0, 30), url: `https://shop.example/?q=${encodeURIComponent(RUN)}` },
  ],
  hero: { open: `${RUN} ${LONG}`.slice(0, 300), partially_shipped: OVERRIDE },
  social: { instagram: `https://instagram.com/${encodeURIComponent(RUN)}` },
  support_phone: `${RUN}`.slice(0, 64),
  footer: `${RUN} ${OVERRIDE.replace('\u0000', '')} ${LONG}`.slice(0, 500),
}
/** What no API takes, had it come into the store all the same. */
const STORED = {
  color: 'red;}body{display:none',
  font: 'x";}body{display:none}',
  corners: 'expression(alert(1))',
  logo: 'data:text/html;base64,PHNjcmlwdD4=',
  links: [{ label: 'a', url: 'javascript:window.ran=1' }],
  social: { x: 'javascript:window.ran=1' },
  shop_url: 'javascript:window.ran=1',
  support_url: 'javascript:window.ran=1',
  footer: RUN,
}

type Seen = { ran: boolean; isShown: boolean; isWide: boolean; links: string[]; strangers: number }
/** In the browser's own words: what is there, and what came of it. */
const LOOK = `({
  ran: 'ran' in window,
  isShown: /Widget Pro|Enamel mug/.test(document.body.innerText),
  isWide: document.documentElement.scrollWidth > innerWidth,
  links: [...document.querySelectorAll('a')].map(({ href }) => href.split(':')[0]),
  strangers: document.querySelectorAll('[onerror],[onclick],[src="x"]').length,
})`

const browser = await openBrowser()

describe.skipIf(!browser)('a hostile brand', () => {
  onSqlite('in a browser', (open) => {
    let test: TestApp
    let shop: Shop
    beforeAll(async () => {
      test = await testApp(await open())
      shop = await test.newShop()
      await test.call('POST', '/v1/events', placed('1'), shop.key)
    })
    afterAll(() => browser?.close())

    const trackingHtml = async () => {
      const answer = await test.app.request(await trackingPath(test, shop, '1'))
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).not.toContain('unsafe')
      return { html: await answer.text(), policy }
    }
    /** The mail has no policy of ours where it is read. */
    const mailHtml = async () => {
      const { readBrand, sampleMail } = brandConsole(test.services)
      const html = await sampleMail(shop.id, await readBrand(shop.id), 'open')
      return { html, policy: null }
    }
    const look = async ({ html, policy }: { html: string; policy: string | null }) => {
      const page = await (browser as Browser).newPage({ viewport: { width: 360, height: 800 } })
      const asked: string[] = []
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        ...(policy && { 'content-security-policy': policy }),
      }
      await page.route('**', (route) => {
        const url = route.request().url()
        if (url === 'http://tidings.test/') return route.fulfill({ body: html, headers })
        // The page asks us for news, and nobody else for anything.
        if (!url.startsWith('http://tidings.test/t/')) asked.push(url)
        return route.abort()
      })
      await page.goto('http://tidings.test/')
      const seen = await page.evaluate<Seen>(LOOK)
      await page.close()
      return { ...seen, links: [...new Set(seen.links)].sort(), asked }
    }
    const harmless = { ran: false, isShown: true, strangers: 0, asked: [] }

    it.each([
      ['page', trackingHtml],
      ['mail', mailHtml],
    ])('that the API takes does nothing in a %s', async (where, read) => {
      const put = await test.call('PUT', '/v1/brand', TAKEN, shop.key)
      expect(put.status).toBe(200)
      const seen = await look(await read())
      expect(seen).toMatchObject(harmless)
      expect(seen.links.filter((one) => !/^(https?|mailto|tel)$/.test(one ?? ''))).toEqual([])
      // A mail is as wide as its reader's program makes it.
      if (where === 'page') expect(seen.isWide).toBe(false)
    })

    it.each([
      ['page', trackingHtml],
      ['mail', mailHtml],
    ])('that lies in the store does nothing in a %s', async (_, read) => {
      await test.services.writer.write((db) => setBrand(db, shop.id, STORED as never))
      const seen = await look(await read())
      expect(seen).toMatchObject(harmless)
      expect(seen.links.filter((one) => !/^(https?|mailto|tel)$/.test(one ?? ''))).toEqual([])
    })
  })
})
