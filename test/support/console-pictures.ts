import { mkdir } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { consoleApp } from '../console/console.ts'
import { openBrowser } from './browser.ts'
import { CONSOLE_PAGES } from './console-pages.ts'

/**
 * Pictures of every console page, to be looked at: `npm run pictures:console`, or some of them by
 * the beginnings of their names: `npm run pictures:console -- order brand`.
 */
const FOLDER = '.tmp/pictures/console'
const PORT = 18_431
const WIDTHS = [1280, 360]
const SCHEMES = ['light', 'dark'] as const

async function takePictures(browser: Browser, wanted: readonly string[]) {
  const pages = Object.entries(CONSOLE_PAGES).filter(
    ([name]) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
  )
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    for (const [name, path] of pages) {
      await page.goto(`http://127.0.0.1:${PORT}${path}`)
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({
          path: `${FOLDER}/${name}-${width}-${colorScheme}.png`,
          fullPage: true,
        })
      }
    }
    await page.close()
  }
}

await mkdir(FOLDER, { recursive: true })
const app = consoleApp({
  baseUrl: `http://127.0.0.1:${PORT}`,
  demo: { email: 'demo@example.test', password: 'demo-password' },
})
const server = serve({ fetch: app.fetch, port: PORT, hostname: '127.0.0.1' })
const browser = await openBrowser()
if (!browser) process.exit(1)
await takePictures(browser, process.argv.slice(2))
await browser.close()
server.close()
