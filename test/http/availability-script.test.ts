import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { availabilityScript } from '../../src/http/availability-script.ts'
import { openBrowser } from '../support/browser.ts'

const browser = await openBrowser()
const SHOP = 'http://shop.test'
const TIDINGS = 'http://tidings.test'
const TIMEOUT_MS = 60_000

/** As a shop that allows its own origin and ours, and no inline script or style. */
const POLICY = `default-src 'self'; script-src 'self' ${TIDINGS}; connect-src ${TIDINGS}`

const line = (sku: string, state: string, ships_by: string | null, text: string | null) => ({
  sku,
  state,
  ships_by,
  text,
  delivery: null,
})
const LINES = [
  line('LAMP', 'backorder', '2026-03-16', 'On backorder — ships by Monday, March 16'),
  line('MUG', 'backorder', null, 'Ships when restocked'),
  line('CABLE', 'in_stock', null, 'In stock'),
  line('GAME', 'preorder', '2026-05-04', 'Preorder — ships by Monday, May 4'),
  line('NOBODY', 'unknown', null, null),
]
const NOWHERE = { country: '', postcode: '', quantity: '', kind: '' }
const HIDDEN = 'input[name="properties[_tidings_ships_by]"]'

describe.skipIf(!browser)('the script of product pages', () => {
  const asked: URL[] = []
  let page: Page
  let answers: (url: URL) => { status: number; body: string }
  const known = (url: URL) => {
    const skus = url.searchParams.getAll('sku')
    const data = LINES.filter(({ sku }) => skus.includes(sku))
    return { status: 200, body: JSON.stringify({ locale: 'en', data }) }
  }

  beforeAll(async () => {
    page = await (browser as Browser).newPage()
    await page.route(`${TIDINGS}/**`, (route) => {
      const url = new URL(route.request().url())
      const headers = { 'access-control-allow-origin': '*' }
      if (url.pathname === '/availability.js')
        return route.fulfill({ contentType: 'text/javascript', body: availabilityScript.body })
      asked.push(url)
      return route.fulfill({ ...answers(url), headers, contentType: 'application/json' })
    })
  }, TIMEOUT_MS)
  afterAll(() => browser?.close())

  const open = async (body: string, attributes = '') => {
    asked.length = 0
    answers = known
    const script = `<script src="${TIDINGS}/availability.js" data-merchant="pub_1" ${attributes} defer></script>`
    const html = `<!doctype html><html lang="en-GB"><head>${script}</head><body>${body}</body></html>`
    await page.unroute(`${SHOP}/**`)
    await page.route(`${SHOP}/**`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': POLICY },
        body: html,
      }),
    )
    await page.goto(`${SHOP}/products/lamp`)
  }
  const text = (selector: string) => page.textContent(selector)
  /** As a theme does where another variant is chosen, or a cart opens; said in the page's own words. */
  const choose = (sku: string) =>
    page.evaluate(`document.querySelector('#a').setAttribute('data-tidings-sku', '${sku}')`)
  const put = (selector: string, html: string) =>
    page.evaluate(`document.querySelector('${selector}').innerHTML = '${html}'`)
  const settled = (selector: string, state: string) =>
    page.waitForSelector(`${selector}[data-tidings-state="${state}"]`, { state: 'attached' })

  it('shows each line with one request for all, in the language of the page', async () => {
    await open(`
      <p id="a" data-tidings-sku="LAMP">Usually ships soon</p>
      <p id="b" data-tidings-sku="MUG"></p>
      <p id="c" data-tidings-sku="LAMP"></p>`)
    await settled('#c', 'backorder')

    expect(await text('#a')).toBe('On backorder — ships by Monday, March 16')
    expect(await text('#b')).toBe('Ships when restocked')
    expect(asked.map(({ searchParams }) => Object.fromEntries(searchParams))).toEqual([
      { ...NOWHERE, merchant: 'pub_1', locale: 'en-GB', sku: 'MUG' },
    ])
    expect(asked[0]?.searchParams.getAll('sku')).toEqual(['LAMP', 'MUG'])
    expect(await page.context().cookies()).toEqual([])
    const names =
      "['script', 'known', 'show', 'look', 'ask', 'restore'].filter((name) => name in window)"
    expect(await page.evaluate(names)).toEqual([])
  })

  it('leaves what the shop says of what is in stock, or of what nobody knows', async () => {
    await open(`
      <p id="a" data-tidings-sku="CABLE">In stock, <b>ships today</b></p>
      <p id="b" data-tidings-sku="NOBODY">Ask us</p>`)
    await settled('#b', 'unknown')

    expect(await page.innerHTML('#a')).toBe('In stock, <b>ships today</b>')
    expect(await text('#b')).toBe('Ask us')
  })

  it('leaves the shop’s own words where we do not answer', async () => {
    await open('<p id="a">x</p>')
    answers = () => ({ status: 500, body: 'no' })
    const wrong = page.waitForResponse(/v1\/availability/)
    await put('body', '<p id="a" data-tidings-sku="LAMP">Usually ships soon</p>')
    await wrong

    expect(await text('#a')).toBe('Usually ships soon')
  })

  it('follows a variant that is chosen, and a cart that opens later', async () => {
    await open(`
      <form action="/en/cart/add">
        <p id="a" data-tidings-sku="LAMP">Usually <b>ships soon</b></p>
      </form>
      <div id="cart"></div>`)
    await settled('#a', 'backorder')
    expect(await page.inputValue(HIDDEN)).toBe('2026-03-16')

    await choose('CABLE')
    await settled('#a', 'in_stock')
    expect(await page.innerHTML('#a')).toBe('Usually <b>ships soon</b>')
    expect(await page.$(HIDDEN)).toBeNull()

    await choose('GAME')
    await settled('#a', 'preorder')
    expect(await page.inputValue(HIDDEN)).toBe('2026-05-04')

    await put('#cart', '<p id="d" data-tidings-sku="LAMP"></p>')
    await settled('#d', 'backorder')
    expect(await page.inputValue(HIDDEN)).toBe('2026-05-04') // a line of the cart is no choice
    expect(asked).toHaveLength(3) // the lamp was known by then
  })

  it('asks for as many as are chosen, and of the kind that the page names', async () => {
    await open(`
      <form action="/cart/add">
        <input name="quantity" value="1">
        <p id="a" data-tidings-sku="LAMP"></p>
      </form>
      <p id="b" data-tidings-sku="LAMP" data-tidings-quantity="3"></p>
      <p id="c" data-tidings-sku="GAME" data-tidings-kind="preorder"></p>`)
    await settled('#c', 'preorder')
    const askedFor = () =>
      asked.map(({ searchParams: to }) => ['sku', 'quantity', 'kind'].map((name) => to.get(name)))
    expect(askedFor()).toEqual([
      ['LAMP', '', ''],
      ['LAMP', '3', ''],
      ['GAME', '', 'preorder'],
    ])

    const again = page.waitForResponse(/quantity=12/)
    await page.fill('[name="quantity"]', '12')
    await page.dispatchEvent('[name="quantity"]', 'change')
    await again
    expect(askedFor()).toHaveLength(4)
  })

  it('carries the date into the form that the shop names, and none where there is none', async () => {
    await open(`
      <p id="a" data-tidings-sku="LAMP" data-tidings-form="#add"></p>
      <form id="add" action="/basket"></form>
      <form action="/cart/add"><p id="b" data-tidings-sku="MUG"></p></form>
      <p id="c" data-tidings-sku="GAME"></p>`)
    await settled('#c', 'preorder')

    expect(await page.locator(HIDDEN).count()).toBe(1)
    expect(await page.inputValue(`#add ${HIDDEN}`)).toBe('2026-03-16')
  })

  it('says nothing of text that is markup, and asks for where it would go', async () => {
    answers = known
    await open('<p id="a"></p>', 'data-country="FR" data-postcode="75001"')
    answers = () => ({
      status: 200,
      body: JSON.stringify({
        data: [line('LAMP', 'backorder', null, '<img src=x onerror=alert(1)>')],
      }),
    })
    await choose('LAMP')
    await settled('#a', 'backorder')

    expect(await page.$('#a img')).toBeNull()
    expect(asked[0]?.searchParams.get('country')).toBe('FR')
  })
})
