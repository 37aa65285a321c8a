import { describe, expect, it, vi } from 'vitest'
import { SCRIPT_PATH, STYLE_PATH } from '../../src/console/assets.ts'
import { DomainError } from '../../src/domain/error.ts'
import { RESERVED_SLUGS } from '../../src/domain/reserved-slugs.ts'
import type { TimelineEntry } from '../../src/operations/console-types.ts'
import { consoleApp, ORIGIN, sampleOperations, signedInAuth } from './console.ts'
import * as sample from './sample.ts'

const ORDER = '/console/harbour/orders/ord%2F1001'
const app = consoleApp()
const read = async (path: string, from = app) => (await from.request(path)).text()
const withOperations = (operations: Partial<typeof sampleOperations>) =>
  consoleApp({ operations: { ...sampleOperations, ...operations } })
const post = (path: string, fields: Record<string, string>, headers = {}, to = app) =>
  to.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: ORIGIN, ...headers },
  })

describe('a message', () => {
  it('shows the rule that wanted it, and the facts', async () => {
    const body = await (await app.request('/console/harbour/messages/msg_1')).text()

    expect(body).toContain('Rule and facts')
    expect(body).toMatch(/<th scope="row">Events<\/th><td><span class="wrap">evt_1<\/span>/)
    expect(body).toMatch(/<th scope="row">Now<\/th><td><span class="wrap">L1: 2026-03-16<\/span>/)
    expect(body).not.toContain('Why it went away')
  })
})

describe('every page', () => {
  const PAGES = [
    '/console/sign-in',
    '/console/harbour',
    ORDER,
    `${ORDER}/cancel`,
    '/console/harbour/messages/msg_1',
    '/console/harbour/outbox',
    '/console/harbour/undelivered',
    '/console/nowhere',
  ]

  it.each(PAGES)('%s is stored nowhere and loads nothing from elsewhere', async (path) => {
    const page = await app.request(path)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe|https?:/)

    const body = await page.text()
    expect(body).toMatch(/^<!DOCTYPE html>/i)
    expect(body).not.toMatch(/<script(?! src="\/console\/assets\/)|<style|\sstyle=|\son\w+=/)
  })

  it('finds its style sheet and its script, which a browser may keep for good', async () => {
    for (const path of [STYLE_PATH, SCRIPT_PATH]) {
      const asset = await app.request(path)
      expect(asset.status).toBe(200)
      expect(asset.headers.get('cache-control')).toMatch(/immutable/)
    }
  })

  it('answers a merchant that is not the member’s, and one that is none, with the same 404', async () => {
    const operations = {
      ...sampleOperations,
      merchantsOf: async () => [sample.otherMerchant],
      loadSupportView: vi.fn(),
    }
    const other = consoleApp({ operations })
    const [notTheirs, none] = await Promise.all([
      other.request(ORDER),
      other.request('/console/nowhere/orders/ord%2F1001'),
    ])
    expect([notTheirs.status, none.status]).toEqual([404, 404])
    expect(await notTheirs.text()).toBe(await none.text())
    expect(operations.loadSupportView).not.toHaveBeenCalled()
  })

  it("finds no order or message of another merchant under one's own", async () => {
    expect((await app.request('/console/north/orders/ord%2F1001')).status).toBe(404)
    expect((await app.request('/console/north/messages/msg_1')).status).toBe(404)
    expect((await app.request('/console/north/messages/msg_1/mail')).status).toBe(404)
  })

  it('says of our own fault only that it happened', async () => {
    const onUnexpected = vi.fn()
    const broken = { ...sampleOperations, searchOrders: () => Promise.reject(new Error('disk 7')) }
    const page = await consoleApp({ operations: broken, onUnexpected }).request('/console/harbour')
    expect(page.status).toBe(500)
    expect(await page.text()).not.toContain('disk 7')
    expect(onUnexpected).toHaveBeenCalledWith(expect.objectContaining({ message: 'disk 7' }))
  })

  it('lets no text of a shop turn the line that it stands in', async () => {
    const { view } = sample
    const shipments = view.order.shipments.map((one) => ({ ...one, carrier: 'UPS \u202e' }))
    const loadSupportView = async () => ({ ...view, order: { ...view.order, shipments } })
    const page = await read(ORDER, withOperations({ loadSupportView }))
    expect(page).toContain('UPS ')
    expect(page).not.toContain('\u202e')
  })

  it('reserves the words that stand where a slug would', () => {
    const words = app.routes
      .filter(({ path, method }) => method !== 'ALL' && /^\/console\/[a-z]/.test(path))
      .map(({ path }) => path.split('/')[2] ?? '')
    for (const word of words) expect(RESERVED_SLUGS).toContain(word)
  })
})

describe('the way in', () => {
  it('leads to the first merchant', async () => {
    const page = await app.request('/console')
    expect(page.headers.get('location')).toBe('/console/harbour')
  })

  it('says what to do where someone is a member of no shop', async () => {
    const page = await read('/console', withOperations({ merchantsOf: async () => [] }))
    expect(page).toContain('sam@example.test is a member of no shop')
  })

  it('fills in the demo’s form, says so, and fills in no other', async () => {
    const demo = { email: 'demo@example.test', password: 'demo-password' }
    const filled = await read('/console/sign-in', consoleApp({ demo }))
    expect(filled).toContain('This is the demo shop')
    expect(filled).toContain('value="demo-password"')
    const bare = await read('/console/sign-in')
    expect(bare).not.toContain('demo shop')
    expect(bare).toMatch(/type="password" value=""/)
  })

  it('answers a refusal in the same words for every reason, and never sends the password back', async () => {
    const page = await post('/console/sign-in', { email: 'a@example.test', password: 'hunter-22' })
    expect(page.status).toBe(401)
    const body = await page.text()
    expect(body).toContain('E-mail or password is wrong.')
    expect(body).not.toContain('hunter-22')
  })

  it('goes on to where one wanted, and never out of the console', async () => {
    const signIn = async () => ({ status: 'signed_in' as const, cookies: ['s=1; HttpOnly'] })
    const open = consoleApp({ auth: { ...signedInAuth, signIn } })
    const go = async (next: string) => {
      const answer = await post('/console/sign-in', { email: 'a', password: 'b', next }, {}, open)
      expect(answer.status).toBe(303)
      expect(answer.headers.get('set-cookie')).toBe('s=1; HttpOnly')
      return answer.headers.get('location')
    }
    expect(await go('/console/harbour?q=%231001')).toBe('/console/harbour?q=%231001')
    for (const outside of [
      'https://other.example.test/',
      '//other.example.test',
      '/consoles',
      '/\\other.example.test',
      'javascript:alert(1)',
      '/console/a\r\nset-cookie: x=1',
    ]) {
      expect(await go(outside)).toBe('/console')
    }
  })

  it('says how long to wait after too many tries', async () => {
    const signIn = async () => ({ status: 'too_many' as const, retryAfterSeconds: 42 })
    const full = consoleApp({ auth: { ...signedInAuth, signIn } })
    const page = await post('/console/sign-in', { email: 'a', password: 'b' }, {}, full)
    expect(page.status).toBe(429)
    expect(page.headers.get('retry-after')).toBe('42')
    expect(await page.text()).toContain('Try again in 42 seconds')
  })

  it('counts tries against the connection, whatever a header says', async () => {
    const signIn = vi.fn(async () => ({ status: 'refused' as const }))
    const watched = consoleApp({ auth: { ...signedInAuth, signIn } })
    const forged = { 'x-forwarded-for': '203.0.113.9', 'x-tidings-client-address': '203.0.113.9' }
    await post('/console/sign-in', { email: 'a', password: 'b' }, forged, watched)
    expect(signIn).toHaveBeenCalledWith(
      { email: 'a', password: 'b' },
      expect.objectContaining({ address: '192.0.2.1' }),
    )
  })
})

describe('the list of orders', () => {
  it('hands on what was asked, and drops what makes no sense', async () => {
    const searchOrders = vi.fn(sampleOperations.searchOrders)
    const watched = withOperations({ searchOrders })
    await watched.request('/console/harbour?q=%20%23100%20&status=open&cursor=c_1')
    expect(searchOrders).toHaveBeenLastCalledWith('m_1', {
      q: '#100',
      status: 'open',
      needsLook: false,
      cursor: 'c_1',
      limit: 50,
    })
    await watched.request('/console/harbour?status=lost')
    expect(searchOrders.mock.lastCall?.[1]).toMatchObject({ q: '', status: null, cursor: null })
  })

  it('opens the order at once whose whole number was asked for', async () => {
    for (const q of ['%231001', '1001']) {
      const page = await app.request(`/console/harbour?q=${q}`)
      expect(page.headers.get('location')).toBe(ORDER)
    }
    expect((await app.request('/console/harbour?q=100')).status).toBe(200)
  })

  it('shows what waits: since when it is silent, the promise, and the next message', async () => {
    const page = await read('/console/harbour')
    const row = page.slice(page.indexOf('>#1001<'), page.indexOf('>#1000<'))
    for (const said of [
      'asked to cancel',
      'does not add up',
      '>2 d<',
      'Wed, Mar 25',
      'Backorder update',
      'in 3 d',
    ]) {
      expect(row).toContain(said)
    }
  })

  it('leads on to older orders, with the search kept', async () => {
    expect(await read('/console/harbour')).toContain('href="/console/harbour?cursor=c_2"')
    const filtered = await read('/console/harbour?status=open')
    expect(filtered).toContain('href="/console/harbour?status=open&amp;cursor=c_2"')
  })

  it('says what to do first where there is nothing yet, and where nothing matches', async () => {
    expect(await read('/console/north')).toContain('No orders yet.')
    expect(await read('/console/north?q=nothing')).toContain('No order matches.')
  })
})

describe('an order', () => {
  it('has quantities that add up, its anomalies and a masked link', async () => {
    const page = await read(ORDER)
    const sums = page.match(/<tfoot>.*?<\/tfoot>/s)?.[0].match(/>(\d+)</g)
    expect(sums).toEqual(['>5<', '>2<', '>1<', '>0<', '>2<'])
    expect(page).toContain('A package waits: ships 2 of line 9')
    expect(page).toContain('https://tidings.example.test/t/…')
  })

  it('of which only a later event is known says what it waits for', async () => {
    const page = await read('/console/harbour/orders/bare')
    for (const said of ['>bare</h1>', 'not yet known', 'No lines are known yet.', 'no word yet']) {
      expect(page).toContain(said)
    }
    expect(page).not.toContain('Cancel…')
  })

  it('puts a message above the event of the same moment that caused it', async () => {
    const [placed, confirmed] = sample.view.timeline
    const at = '2026-03-04T14:30:00.000Z'
    const timeline = [placed, confirmed].flatMap((entry) => (entry ? [{ ...entry, at }] : []))
    const loadSupportView = async () => ({ ...sample.view, timeline })
    const page = await read(ORDER, withOperations({ loadSupportView }))
    expect(page.indexOf('Order #1001 confirmed')).toBeLessThan(page.indexOf('Order placed:'))
  })

  it('tells the history of a promise', async () => {
    const page = await read(ORDER)
    expect(page.indexOf('Mon, Mar 16')).toBeGreaterThan(0)
    expect(page).toMatch(/Wed, Mar 25 <span class="hint">said Wed, Mar 11: supplier late/)
  })

  it('has one timeline, the newest first, with what is planned above now', async () => {
    const page = await read(ORDER)
    const at = (said: string) => page.indexOf(said, page.indexOf('id="timeline"'))
    const order = [
      'said unless shipped by then',
      'the next comes within 7 days',
      'Now, Sat, Mar 14, 10:32',
      'A later word went out',
      '1 × Braided cable: ordered twice',
      'moved to Sat, Mar 21: supplier late',
      'Receipt: delivered',
      'Order placed: 2 lines',
    ].map(at)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(Math.min(...order)).toBeGreaterThan(0)
  })

  it('tells of each message its status, why, and when it was due and sent', async () => {
    const page = await read(ORDER)
    for (const said of [
      'Planned',
      'Withdrawn',
      'Bounced',
      'Why: Widget Pro: told Mon, Mar 16, now Wed, Mar 25. It was told on Wed, Mar 11, 14:15, and still holds.',
    ]) {
      expect(page).toContain(said)
    }
    expect(page).toContain('due 14:15, sent 14:16, 2 d ago')
    expect(page).toContain('href="/console/harbour/messages/msg_3"')
  })

  it('shows whatever a shop was sent as text', async () => {
    const { view, HOSTILE } = sample
    const hostile: TimelineEntry[] = [
      { sort: 'act', at: sample.now, actor: HOSTILE, action: HOSTILE, detail: HOSTILE },
      { sort: 'event', at: sample.now, type: HOSTILE, source: HOSTILE, id: HOSTILE, data: HOSTILE },
      { sort: 'receipt', at: sample.now, messageId: HOSTILE, kind: HOSTILE, detail: HOSTILE },
      { sort: 'view', at: sample.now, page: HOSTILE, client: HOSTILE, postcodeGiven: true },
    ]
    const loadSupportView = async () => ({
      ...view,
      timeline: hostile,
      contact: { ...view.contact, name: HOSTILE, email: HOSTILE, phone: HOSTILE },
      order: {
        ...view.order,
        orderNumber: HOSTILE,
        lines: view.order.lines.map((line) => ({ ...line, title: HOSTILE, variant: HOSTILE })),
      },
    })
    const page = await read(ORDER, withOperations({ loadSupportView }))
    expect(page).not.toContain('<img')
    expect(page.split('&lt;img src=x onerror=').length).toBeGreaterThan(15)
  })

  it('links to no address that is not a web page', async () => {
    const { view } = sample
    const shipments = view.order.shipments.map((shipment) => ({
      ...shipment,
      trackingUrl: 'javascript:alert(1)',
    }))
    const loadSupportView = async () => ({ ...view, order: { ...view.order, shipments } })
    expect(await read(ORDER, withOperations({ loadSupportView }))).not.toContain('javascript:')
  })
})

describe('cancelling', () => {
  const cancelOrder = vi.fn(async () => {})
  const watched = withOperations({ cancelOrder })

  it('is asked first, and looking at the question changes nothing', async () => {
    const page = await read(`${ORDER}/cancel`, watched)
    expect(page).toContain('2 × Widget Pro')
    expect(cancelOrder).not.toHaveBeenCalled()
  })

  it('asks for a reason and requires none', async () => {
    const page = await read(`${ORDER}/cancel`, watched)
    const [field = ''] = /<input[^>]*name="reason"[^>]*>/.exec(page) ?? []
    expect(field).toContain('maxlength')
    expect(field).not.toContain('required')
    const answer = await post(`${ORDER}/cancel`, { scope: 'all', reason: '' }, {}, watched)
    expect(answer.status).toBe(303)
    const none = expect.objectContaining({ reason: null })
    expect(cancelOrder).toHaveBeenLastCalledWith('m_1', 'ord/1001', none)
  })

  it('hands on what was chosen and who did it', async () => {
    const fields = { scope: 'all', reason: ' ordered twice ' }
    const answer = await post(`${ORDER}/cancel`, fields, {}, watched)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`${ORDER}?done=cancelled`)
    expect(cancelOrder).toHaveBeenCalledWith('m_1', 'ord/1001', {
      scope: 'all',
      reason: 'ordered twice',
      by: 'sam@example.test',
    })
  })

  it('is refused from a page of another origin, and from none', async () => {
    cancelOrder.mockClear()
    for (const origin of ['https://other.example.test', 'null', '']) {
      const answer = await post(`${ORDER}/cancel`, { scope: 'all' }, { origin }, watched)
      expect(answer.status).toBe(403)
    }
    expect(cancelOrder).not.toHaveBeenCalled()
  })

  it('cancels nothing where nothing was chosen', async () => {
    cancelOrder.mockClear()
    const answer = await post(`${ORDER}/cancel`, {}, {}, watched)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choose what is cancelled.')
    expect(cancelOrder).not.toHaveBeenCalled()
  })

  it('shows on the same page why it cannot be done any more', async () => {
    const refused = withOperations({
      cancelOrder: () => Promise.reject(new DomainError('conflict', 'It has shipped meanwhile')),
    })
    const answer = await post(`${ORDER}/cancel`, { scope: 'all' }, {}, refused)
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('It has shipped meanwhile')
  })

  it('refuses a body larger than a form', async () => {
    const answer = await post(`${ORDER}/cancel`, { scope: 'all', reason: 'x'.repeat(70_000) })
    expect(answer.status).toBe(413)
  })
})

describe('a message', () => {
  it('shows its mail in a frame where nothing runs', async () => {
    const page = await read('/console/harbour/messages/msg_1')
    const frame = page.match(/<iframe[^>]*>/)?.[0]
    expect(frame).toContain('sandbox=""')
    expect(frame).toContain('src="/console/harbour/messages/msg_1/mail"')
    expect(page).not.toContain('Your Widget Pro ships by Monday, March 16</h1>')
  })

  it('serves the mail in a sandbox of its own, and lets it load nothing from elsewhere', async () => {
    const mail = await app.request('/console/harbour/messages/msg_1/mail')
    expect(await mail.text()).toBe(sample.message.html)
    const policy = mail.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^sandbox; default-src 'none'; style-src 'unsafe-inline';/)
    expect(policy).not.toMatch(/allow-|script-src|https?:/)
    expect(mail.headers.get('cache-control')).toBe('no-store')
  })

  it('has no mail where it is a text', async () => {
    expect((await app.request('/console/harbour/messages/msg_4/mail')).status).toBe(404)
    expect(await read('/console/harbour/messages/msg_4')).toContain('now ships by Wed, Mar 25')
  })

  it('shows what the provider was handed, and as how many parts a text goes', async () => {
    const mail = await read('/console/harbour/messages/msg_1')
    expect(mail).toContain('As handed over')
    expect(mail).toContain('&quot;maya@example.test&quot;')
    expect(mail).not.toContain('Goes as')

    const text = await read('/console/harbour/messages/msg_4')
    expect(text).toContain('1 part (GSM-7)')
    const planned = async () => ({ ...sample.message, handedOver: null })
    const page = await read(
      '/console/harbour/messages/msg_1',
      withOperations({ loadMessageView: planned }),
    )
    expect(page).not.toContain('As handed over')
  })

  it('tells why, its attempts, receipts, headers and hash', async () => {
    const page = await read('/console/harbour/messages/msg_1')
    for (const said of [
      'this is the first word of it',
      'Try later',
      '250 OK',
      'Message-ID',
      '9f86d0',
    ]) {
      expect(page).toContain(said)
    }
  })
})

describe('the outbox', () => {
  it('shows the newest message, and the one that is asked for', async () => {
    expect(await read('/console/harbour/outbox')).toContain('class="bubble"')
    expect(await read('/console/harbour/outbox?message=msg_1')).toContain('<iframe')
  })

  it('says what to do first where nothing has been sent', async () => {
    expect(await read('/console/north/outbox')).toContain('Nothing has been sent yet.')
  })
})
