import type { Browser, Page as BrowserPage } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Page } from '../../tracking-page/index.ts'
import { openBrowser } from '../support/browser.ts'
import { inLocale, pageStates } from '../support/page-states.ts'

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

  it('in every language, down to 320 px', { timeout: 2 * MINUTE_MS }, async () => {
    for (const width of [320, 356, 360]) {
      await open(width)
      for (const language of ['de', 'fr', 'es']) {
        for (const name of [...LAYOUTS, 'pickup', 'returning', 'preferences-stopped']) {
          await page.setContent(inLocale(language, pageStates[name] as () => Page).html)
          expect(await page.evaluate<number>(SIDEWAYS), `${name}, ${language}`).toBeLessThanOrEqual(
            0,
          )
        }
      }
      if (width < 360) await page.close()
    }
  })

  it('from right to left, mirrored and not pushed aside', { timeout: MINUTE_MS }, async () => {
    for (const width of [320, 1280]) {
      await open(width)
      for (const name of LAYOUTS) {
        await show(name)
        await page.evaluate("document.documentElement.dir = 'rtl'")
        expect(await page.evaluate<number>(SIDEWAYS), name).toBeLessThanOrEqual(0)
      }
      if (width === 320) await page.close()
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
