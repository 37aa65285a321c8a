import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { type StateServer, serveStates } from '../support/state-server.ts'

const browser = await openBrowser()

describe.skipIf(!browser)('what is printed and what is told by shape', () => {
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

  it('prints every colour as a light screen has it, those of the brand too', async () => {
    const shades = async (colorScheme: 'dark' | 'light') => {
      page = await (browser as Browser).newPage({ colorScheme })
      await page.goto(`${server.base}/split`)
      await page.emulateMedia({ media: 'print', colorScheme })
      return page.evaluate<string[]>(PRINTED)
    }
    const light = await shades('light')
    await page.close()

    expect(await shades('dark')).toEqual(light)
  })

  it('prints from the page itself', async () => {
    page = await (browser as Browser).newPage()
    await page.addInitScript('window.print = () => { document.title = "printed" }')
    await page.goto(`${server.base}/live`)
    await page.getByRole('button', { name: 'Print this page' }).click()

    expect(await page.title()).toBe('printed')
  })
})

const PRINTED = `['--edge', '--progress', '--brand', '--on-brand', '--ink', '--card']
  .map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))`
const SHAPE_COLORS = `[...document.querySelectorAll('.steps li:not(.ahead)')]
  .map((one) => getComputedStyle(one, '::before').backgroundColor)`
