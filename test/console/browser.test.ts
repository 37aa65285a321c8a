import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../../migrations/0002_sign_in.ts'
import { openSqlite } from '../../src/db/dialect-sqlite.ts'
import { createAuth } from '../../src/http/auth/auth.ts'
import type { AnyDatabase } from '../../src/http/auth/options.ts'
import { axeInside } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { CONSOLE_PAGES } from '../support/console-pages.ts'
import { consoleApp, sampleOperations } from './console.ts'
import * as sample from './sample.ts'

const browser = await openBrowser()
const demo = { email: 'demo@example.test', password: 'demo-password' }

/** What only repeats another's elements would take a second for nothing. */
const REPEATS = new Set([
  'order-done',
  'order-large',
  'order-endless',
  'orders-unmatched',
  'answer-none',
])
const PATHS = Object.entries(CONSOLE_PAGES)
  .filter(([name]) => !REPEATS.has(name))
  .map(([, path]) => path)

const HOSTILE_MAIL = `<!doctype html><title>t</title><p>Mail</p>
<script>parent.document.title = 'broken out'</script>
<img src="https://elsewhere.example.test/pixel.png"><img src="x" onerror="parent.document.title='out'">`

describe.skipIf(!browser)('the console in a browser', () => {
  let server: ServerType
  let origin: string
  let context: BrowserContext
  let page: Page
  const asked: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    const handle = openSqlite(':memory:')
    await signIn.up(handle.db)
    let fetch: (request: Request) => Response | Promise<Response> = () => new Response()
    server = serve({ fetch: (request) => fetch(request), port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

    const auth = createAuth({
      db: handle.db as AnyDatabase,
      dialect: 'sqlite',
      secret: 'a secret of this test, long enough',
      baseUrl: origin,
    })
    await auth.createUser({ ...demo, name: 'Demo', merchantId: 'm_1', role: 'admin' })
    const loadMessageView = async (merchantId: string, messageId: string) =>
      messageId === 'hostile'
        ? { ...sample.message, messageId, html: HOSTILE_MAIL }
        : sampleOperations.loadMessageView(merchantId, messageId)
    const [inquiry] = sample.inquiries
    const listInquiries = async () => ({
      rows: inquiry ? [{ ...inquiry, text: 'W'.repeat(900) }] : [],
      nextCursor: null,
    })
    const operations = { ...sampleOperations, loadMessageView, listInquiries }
    fetch = consoleApp({ auth, demo, baseUrl: origin, operations }).fetch

    context = (await browser?.newContext()) as BrowserContext
    page = await context.newPage()
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
  })
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it('signs in with the demo’s form as it stands, and goes on to where one wanted', async () => {
    await page.goto(`${origin}/console/harbour/orders/ord%2F1001`)
    expect(page.url()).toContain('/console/sign-in?next=')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { level: 1, name: '#1001' }).waitFor()
    expect(page.url()).toBe(`${origin}/console/harbour/orders/ord%2F1001`)
  })

  it('leads through an order by keys alone', async () => {
    await page.goto(`${origin}/console/harbour`)
    await page.keyboard.press('/')
    await page.keyboard.type('#1001')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '#1001' }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Promise missed')
    await page.keyboard.press('u')
    await page.getByRole('heading', { level: 1, name: 'Newest orders' }).waitFor()
  })

  it('keeps a question of one endless word within the window', async () => {
    await page.goto(`${origin}/console/harbour/inquiries`)
    expect(await page.getByText('WWW').count()).toBe(1)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  })

  it('cancels by its form, in two steps', async () => {
    await page.goto(`${origin}/console/harbour/orders/ord%2F1001`)
    await page.getByRole('link', { name: 'Cancel…' }).click()
    await page.getByRole('button', { name: 'Cancel these items' }).click()
    await page.getByRole('status').waitFor()
    expect(page.url()).toContain('?done=cancelled')
  })

  it('answers a request to cancel by keys alone, and nothing is chosen beforehand', async () => {
    await page.goto(`${origin}/console/harbour/orders/asked`)
    await page.getByRole('link', { name: 'Answer the request…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /waits for an answer$/ }).waitFor()
    await page.getByRole('button', { name: 'Record the answer' }).click()
    expect(page.url()).toMatch(/asked\/answer$/)
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)

    await page.getByRole('radio', { name: /^Yes, cancel/ }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('It is packed already')
    await page.keyboard.press('Enter')
    await page.getByText('The no is recorded').waitFor()
    expect(page.url()).toContain('?done=declined')
  })

  it('closes a question by its button, and says that nothing was sent', async () => {
    await page.goto(`${origin}/console/harbour/orders/ord%2F1001`)
    await page.getByRole('button', { name: 'Close without a reply' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The question is closed. Nothing was sent.').waitFor()
  })

  it('ends the link by its form, by keys alone and in two steps', async () => {
    await page.goto(`${origin}/console/harbour/orders/ord%2F1001`)
    await page.getByRole('link', { name: 'End the link…' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^End the link to order/ }).waitFor()
    await page.getByRole('button', { name: 'End the link' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The next message carries a new one.').waitFor()
    expect(page.url()).toContain('?done=revoked')
  })

  it.each(PATHS)('axe finds nothing on %s, and it is nowhere too wide', async (path) => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(origin + path)
    const { light, dark } = await axeInside(page)
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await light()).toEqual([])
    expect(await page.evaluate(overflow)).toBe(0)
    await page.setViewportSize({ width: 360, height: 900 })
    expect(await dark()).toEqual([])
    expect(await page.evaluate(overflow)).toBe(0)
  })

  it('tries words on as they are typed, in a frame where nothing runs', async () => {
    await page.setViewportSize({ width: 360, height: 900 })
    await page.goto(`${origin}/console/harbour/templates/eta_slipped/email/en`)
    const frame = page.frameLocator('iframe')
    await frame.getByText('We are as sorry as you are.').waitFor()
    const body = await page.getByLabel('Words').inputValue()
    await page.getByLabel('Words').fill(body.replace('as sorry', 'half as sorry'))
    await frame.getByText('We are half as sorry as you are.').waitFor()
    await page.getByLabel('Words').fill('{{nope}}')
    await frame.getByText('body {{nope}} is not known').waitFor()
  })

  it('asked no third party for anything, and broke no policy of its own', () => {
    expect(asked.filter((url) => !url.startsWith(origin) && !url.startsWith('data:'))).toEqual([])
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  it('shows a hostile mail and lets it do nothing', async () => {
    const load = page.waitForResponse(/hostile\/mail$/)
    await page.goto(`${origin}/console/harbour/messages/hostile`)
    await load
    await page.frameLocator('iframe').getByText('Mail').waitFor()
    expect(await page.title()).toContain('Order #1001 confirmed')
    expect(complaints.join('\n')).toMatch(/elsewhere\.example\.test.*Content Security Policy/s)
  })

  it('signs out', async () => {
    await page.goto(`${origin}/console/harbour`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${origin}/console/sign-in`)
    await page.goto(`${origin}/console/harbour`)
    expect(page.url()).toContain('/console/sign-in?next=')
  })
})
