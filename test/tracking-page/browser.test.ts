import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeInside } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { pageStates } from '../support/page-states.ts'
import { type StateServer, serveStates } from '../support/state-server.ts'

const browser = await openBrowser()
const ALL_STATES_MS = 300_000

describe.skipIf(!browser)('pages in a browser', () => {
  let server: StateServer
  let base: string

  beforeAll(async () => {
    server = await serveStates()
    base = server.base
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  const inContext = async (
    options: BrowserContextOptions,
    use: (context: BrowserContext) => Promise<void>,
  ) => {
    const context = await (browser as Browser).newContext(options)
    try {
      await use(context)
    } finally {
      await context.close()
    }
  }

  it(
    'axe finds nothing in any state, with all details open, in light or dark',
    async () => {
      await inContext({ viewport: { width: 360, height: 800 } }, async (context) => {
        const page = await context.newPage()
        await page.goto(`${base}/no-such-page`)
        const axe = await axeInside(page)
        for (const [name, build] of Object.entries(pageStates)) {
          await page.setContent(build().html)
          await page.evaluate(OPEN_ALL)
          expect(await axe.light(), name).toEqual([])
          expect(await axe.dark(), `${name}, dark`).toEqual([])
        }
      })
    },
    ALL_STATES_MS,
  )

  it(
    'no state scrolls sideways, is too low for a finger, asks a third party, or breaks its policy',
    async () => {
      await inContext({}, async (context) => {
        const page = await context.newPage()
        const foreign: string[] = []
        const complaints: string[] = []
        page.on('request', (request) => {
          const url = request.url()
          if (!url.startsWith(base) && !url.startsWith('data:')) foreign.push(url)
        })
        page.on('console', (message) => complaints.push(message.text()))
        for (const name of Object.keys(pageStates)) {
          await page.setViewportSize({ width: 320, height: 640 })
          await page.goto(`${base}/${name}`)
          await page.evaluate(OPEN_ALL)
          expect(await page.evaluate<number>(SIDEWAYS), name).toBeLessThanOrEqual(0)
          expect(await page.evaluate<string>(HEADLINE_SIZE), name).toBe('28px')
          await page.setViewportSize({ width: 360, height: 800 })
          expect(await page.evaluate<string[]>(TOO_LOW), name).toEqual([])
        }
        expect(foreign).toEqual([])
        // A 404 or 500 is reported by the browser as such; a policy that bites our own styles too.
        expect(complaints.filter((text) => /policy/i.test(text))).toEqual([])
      })
    },
    ALL_STATES_MS,
  )

  it('opens, leads to the confirmation and cancels without JavaScript, saying its own origin', async () => {
    await inContext({ javaScriptEnabled: false }, async (context) => {
      const page = await context.newPage()
      await page.goto(`${base}/moving`)
      await page.getByText('2 earlier updates').click()
      expect(await page.getByText('Departed facility').isVisible()).toBe(true)

      await page.goto(`${base}/waiting-slipped`)
      server.asked.length = 0
      await page.getByRole('link', { name: 'Cancel the Widget Pro' }).click()
      await page.getByRole('button', { name: 'Cancel the Widget Pro' }).click()
      await page.getByRole('heading', { name: 'The Widget Pro is cancelled.' }).waitFor()

      expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'GET /t/tok/cancel',
        'POST /t/tok/cancel',
      ])
      expect(server.asked[1]?.origin).toBe(base)
    })
  })

  it('is one request: no style sheet, no script, no icon', async () => {
    await inContext({}, async (context) => {
      const page = await context.newPage()
      server.asked.length = 0
      await page.goto(`${base}/split`, { waitUntil: 'networkidle' })

      expect(server.asked.map(({ path }) => path)).toEqual(['/split'])
    })
  })
})

const OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
/** A link inside a sentence is as high as its line (WCAG 2.2, 2.5.8, exception "inline"). */
const TOO_LOW = `[...document.querySelectorAll('a, button, summary, label.check, input:not([type]), textarea')]
  .filter((one) => one.checkVisibility())
  .filter((one) => getComputedStyle(one).display !== 'inline')
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120) + ' ' + one.getBoundingClientRect().height)`
const HEADLINE_SIZE = "getComputedStyle(document.querySelector('h1')).fontSize"
