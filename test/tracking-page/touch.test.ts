import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { pageStates } from '../support/page-states.ts'
import { type StateServer, serveStates } from '../support/state-server.ts'

const browser = await openBrowser()
const ALL_STATES_MS = 120_000

describe.skipIf(!browser)('what is pressed and what is told by shape', () => {
  let server: StateServer
  let page: Page
  beforeAll(async () => {
    server = await serveStates()
  })
  afterEach(() => page.close())
  afterAll(async () => {
    await browser?.close()
    server.close()
  })

  it('is as high as a finger, in every state', { timeout: ALL_STATES_MS }, async () => {
    page = await (browser as Browser).newPage({ viewport: { width: 360, height: 800 } })
    for (const name of Object.keys(pageStates)) {
      await page.goto(`${server.base}/${name}`)
      await page.evaluate(OPEN_ALL)
      expect(await page.evaluate<string[]>(TOO_LOW), name).toEqual([])
    }
  })

  it('keeps its shapes where the system sets the colours', async () => {
    page = await (browser as Browser).newPage({ viewport: { width: 360, height: 800 } })
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(`${server.base}/exception`)
    const colors = await page.evaluate<string[]>(SHAPE_COLORS)

    expect(new Set(colors).size).toBe(1)
    const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    expect(colors).not.toContain(paper)
  })

  it('prints black on white, whatever the screen was', async () => {
    page = await (browser as Browser).newPage({ colorScheme: 'dark' })
    await page.goto(`${server.base}/delay-dated`)
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })

    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe(
      'rgb(0, 0, 0)',
    )
    expect(
      await page.evaluate('getComputedStyle(document.querySelector(".card")).backgroundColor'),
    ).toBe('rgb(255, 255, 255)')
    expect(await page.locator('button:visible, a.quiet:visible').count()).toBe(0)
  })

  it('prints from the page itself', async () => {
    page = await (browser as Browser).newPage()
    await page.addInitScript('window.print = () => { document.title = "printed" }')
    await page.goto(`${server.base}/live`)
    await page.getByRole('button', { name: 'Print this page' }).click()

    expect(await page.title()).toBe('printed')
  })
})

const OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true })"
/** A link inside a sentence is as high as its line (WCAG 2.2, 2.5.8, exception "inline"). */
const TOO_LOW = `[...document.querySelectorAll('a, button, summary, label.check, input:not([type]), textarea')]
  .filter((one) => one.checkVisibility())
  .filter((one) => getComputedStyle(one).display !== 'inline')
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120) + ' ' + one.getBoundingClientRect().height)`
const SHAPE_COLORS = `[...document.querySelectorAll('.steps li:not(.ahead)')]
  .map((one) => getComputedStyle(one, '::before').backgroundColor)`
