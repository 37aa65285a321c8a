import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { pageStates } from '../support/page-states.ts'
import { pngOf } from '../support/picture-samples.ts'

const browser = await openBrowser()
const ALL_STATES_MS = 120_000

/** Between them these hold every element and every colour of the pages. */
const EVERY_ELEMENT = [
  'waiting-slipped',
  'split',
  'exception',
  'forty-lines',
  'cancel-requested',
  'cancelled',
  'cancel-some',
  'cancel-done',
  'lookup-unknown',
  'link-expired',
  'split-asked',
  'split-again',
  'substitute-offered',
  'substitute-several',
  'choice',
  'cancel-and-join',
  'waitlist',
  'plain',
  'revealed',
  'postcode-wrong',
  'preferences',
  'preferences-stopped',
  'unsubscribe',
  'no-calendar',
  'feedback-asked',
  'feedback',
  'live',
  'dressed',
  'dressed-square',
]

type Asked = { method: string; path: string; origin: string | undefined }

/** Serves every state at `/<name>`, with its own headers: what a browser enforces is then tested. */
function serve(asked: Asked[]): Promise<Server> {
  const server = createServer((request: IncomingMessage, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      origin: request.headers.origin,
    })
    if (pathname.startsWith('/m/')) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(pngOf(96, 48))
      return
    }
    const name = pathname === '/t/tok/cancel' ? 'cancel-one' : pathname.slice(1)
    const page = pageStates[request.method === 'POST' ? 'cancel-done' : name]?.()
    response.writeHead(page?.status ?? 404, page?.headers)
    response.end(page?.html)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

describe.skipIf(!browser)('pages in a browser', () => {
  const asked: Asked[] = []
  let server: Server
  let base: string

  beforeAll(async () => {
    server = await serve(asked)
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
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

  it.each(['light', 'dark'] as const)(
    'axe finds nothing, with all details open, %s',
    async (colorScheme) => {
      await inContext({ colorScheme, viewport: { width: 360, height: 800 } }, async (context) => {
        const page = await context.newPage()
        for (const name of EVERY_ELEMENT) {
          await page.goto(`${base}/${name}`)
          await page.evaluate(OPEN_ALL)
          const { violations } = await axeOn(page).analyze()
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
          expect(found, `${name}, ${colorScheme}`).toEqual([])
        }
      })
    },
    ALL_STATES_MS,
  )

  it(
    'no state scrolls sideways at 320 px, asks a third party, or breaks its own policy',
    async () => {
      await inContext({ viewport: { width: 320, height: 640 } }, async (context) => {
        const page = await context.newPage()
        const foreign: string[] = []
        const complaints: string[] = []
        page.on('request', (request) => {
          const url = request.url()
          if (!url.startsWith(base) && !url.startsWith('data:')) foreign.push(url)
        })
        page.on('console', (message) => complaints.push(message.text()))
        for (const name of Object.keys(pageStates)) {
          await page.goto(`${base}/${name}`)
          await page.evaluate(OPEN_ALL)
          expect(await page.evaluate<number>(SIDEWAYS), name).toBeLessThanOrEqual(0)
          expect(await page.evaluate<string>(HEADLINE_SIZE), name).toBe('28px')
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
      asked.length = 0
      await page.getByRole('link', { name: 'Cancel the Widget Pro' }).click()
      await page.getByRole('button', { name: 'Cancel the Widget Pro' }).click()
      await page.getByRole('heading', { name: 'The Widget Pro is cancelled.' }).waitFor()

      expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
        'GET /t/tok/cancel',
        'POST /t/tok/cancel',
      ])
      expect(asked[1]?.origin).toBe(base)
    })
  })

  it('is one request: no style sheet, no script, no icon', async () => {
    await inContext({}, async (context) => {
      const page = await context.newPage()
      asked.length = 0
      await page.goto(`${base}/split`, { waitUntil: 'networkidle' })

      expect(asked.map(({ path }) => path)).toEqual(['/split'])
    })
  })
})

const OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const HEADLINE_SIZE = "getComputedStyle(document.querySelector('h1')).fontSize"
