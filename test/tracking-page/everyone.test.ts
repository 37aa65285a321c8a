import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Page, trackingPage } from '../../tracking-page/index.ts'
import { openBrowser } from '../support/browser.ts'
import { anOrder } from '../support/order-state.ts'
import { inLocale, inputFor, pageStates } from '../support/page-states.ts'

const browser = await openBrowser()
afterAll(() => browser?.close())

/** Between them every layout there is: cards, steps, timetables, forms, choices. */
const LAYOUTS = [
  'split',
  'exception',
  'forty-lines',
  'long-names',
  'waiting-slipped',
  'cancel-some',
  'substitute-several',
  'delay-dated',
  'postcode-wrong',
  'preferences-saved',
  'feedback',
  'feedback-asked',
  'revealed',
  'lookup-unknown',
]
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
const MINUTE_MS = 60_000

describe.skipIf(!browser)('the pages are for everyone', () => {
  let page: BrowserPage
  afterEach(() => page.close())

  const open = async (width: number, over: Parameters<Browser['newPage']>[0] = {}) => {
    page = await (browser as Browser).newPage({ viewport: { width, height: 800 }, ...over })
    return page
  }
  /** Of these widths of the window, those in which the page scrolls sideways. */
  const widerThan = async (widths: readonly number[]) => {
    const wider: number[] = []
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      if ((await page.evaluate<number>(SIDEWAYS)) > 0) wider.push(width)
    }
    return wider
  }
  const show = (name: string) => page.setContent(pageStates[name]?.().html ?? '')

  it('on a wall of 2560 px as one column that can be read', { timeout: MINUTE_MS }, async () => {
    await open(2560)
    for (const name of LAYOUTS) {
      await show(name)
      expect(await page.evaluate<number>(SIDEWAYS), name).toBeLessThanOrEqual(0)
      const main = await page.locator('main').boundingBox()
      expect(main?.width, name).toBeLessThanOrEqual(680)
      expect(Math.abs((main?.x ?? 0) * 2 + (main?.width ?? 0) - 2560), name).toBeLessThan(2)
    }
  })

  it('with text of twice the size, at 320 px too', { timeout: MINUTE_MS }, async () => {
    await open(320)
    for (const name of LAYOUTS) {
      await show(name)
      await page.evaluate("document.documentElement.style.fontSize = '200%'")
      expect(await page.evaluate<number>(SIDEWAYS), name).toBeLessThanOrEqual(0)
      expect(await page.evaluate<string[]>(CUT_OFF), name).toEqual([])
    }
  })

  it('with a wide logo beside a long order number', { timeout: MINUTE_MS }, async () => {
    const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="100"/>'
    const { html } = trackingPage({
      ...inputFor(anOrder({ orderNumber: 'ORDER-2026-00000000000000000001-EXTRA-LONG' })),
      links: { self: '/t/tok', cancel: '/t/tok/cancel', logo: '/logo' },
    })
    const src = `data:image/svg+xml,${encodeURIComponent(logo)}`
    const dressed = html.replace('src="/logo"', `src="${src}"`)
    for (const size of ['100%', '200%']) {
      await open(320)
      await page.setContent(dressed)
      await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)
      expect(await widerThan([320, 360, 480])).toEqual([])
      const mark = await page.locator('header img').boundingBox()
      expect(mark?.width).toBeGreaterThan(80)
      if (size === '100%') await page.close()
    }
  })

  it('in every language, down to 320 px', { timeout: 2 * MINUTE_MS }, async () => {
    await open(320)
    for (const language of ['de', 'fr', 'es']) {
      for (const name of [
        ...LAYOUTS,
        'pickup',
        'returning',
        'told-silent',
        'told-missing',
        'preferences-stopped',
      ]) {
        await page.setContent(inLocale(language, pageStates[name] as () => Page).html)
        const wider = await widerThan([320, 356, 360])
        expect(wider, `${name}, ${language}`).toEqual([])
      }
    }
  })

  it('from right to left, mirrored and not pushed aside', { timeout: MINUTE_MS }, async () => {
    await open(1280)
    for (const name of LAYOUTS) {
      await show(name)
      await page.evaluate("document.documentElement.dir = 'rtl'")
      expect(await widerThan([320, 1280]), name).toEqual([])
    }
    await show('split')
    await page.evaluate("document.documentElement.dir = 'rtl'")
    const [first, last] = await Promise.all([
      page.locator('[data-part="p2"] .steps li').first().boundingBox(),
      page.locator('[data-part="p2"] .steps li').last().boundingBox(),
    ])
    expect(first?.x).toBeGreaterThan(last?.x ?? 9_999)
  })

  it('without anything that moves', async () => {
    await open(360)
    for (const name of ['split', 'preferences', 'feedback']) {
      await show(name)
      expect(await page.evaluate<string[]>(MOVING), name).toEqual([])
    }
  })

  it('by keyboard alone: every link and button in turn, and the place is seen', async () => {
    await open(360)
    for (const name of ['split', 'preferences', 'feedback', 'postcode', 'delay-dated']) {
      await show(name)
      const all = await page.evaluate<string[]>(REACHABLE)
      const reached: string[] = []
      for (let n = 0; n < all.length; n += 1) {
        await page.keyboard.press('Tab')
        const [what = '', outline = ''] = await page.evaluate<string[]>(FOCUSED)
        reached.push(what)
        expect(outline, `${name}: ${what}`).toBe('solid')
      }
      expect(reached, name).toEqual(all)
    }
  })

  it('on paper: what is folded is open, and there is nothing to press', async () => {
    await open(800)
    await page.emulateMedia({ media: 'print' })
    await show('split')
    expect(await page.getByText('Departed facility').isVisible()).toBe(true)
    expect(await page.locator('.actions:visible, form:visible').count()).toBe(0)
    expect(await page.getByText('Order details').isVisible()).toBe(true)
  })
})

/** Text that reaches out of its own box is text that nobody can read. */
const CUT_OFF = `[...document.querySelectorAll('main *:not(.away, .away *)')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'hidden')
  .map((one) => one.outerHTML.slice(0, 80))`
const MOVING = `[...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one)
  return style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration)
}).map((one) => one.tagName)`
const NAME = `(one) => one.tagName + ' ' + (one.name || '') + ' ' + (one.value || one.textContent).trim()`
const REACHABLE = `[...document.querySelectorAll('a[href], button, input, textarea, summary')]
  .filter((one) => one.type !== 'hidden' && one.checkVisibility()).map(${NAME})`
const FOCUSED = `[(${NAME})(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]`
