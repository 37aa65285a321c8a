import { mkdir } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { consoleApp } from '../console/console.ts'
import { openBrowser } from './browser.ts'

/** Pictures of every console page, to be looked at: `node --import tsx test/support/console-pictures.ts` */
const FOLDER = '.tmp/pictures/console'
const PORT = 18_431
const PAGES: Record<string, string> = {
  'sign-in': '/console/sign-in',
  orders: '/console/harbour',
  'orders-none': '/console/north',
  order: '/console/harbour/orders/ord%2F1001',
  'order-bare': '/console/harbour/orders/bare',
  'order-large': '/console/harbour/orders/large',
  cancel: '/console/harbour/orders/ord%2F1001/cancel',
  message: '/console/harbour/messages/msg_1',
  text: '/console/harbour/messages/msg_4',
  outbox: '/console/harbour/outbox',
  missing: '/console/nowhere',
}
const VIEWS = [1280, 360].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

async function takePictures(browser: Browser) {
  for (const { width, colorScheme } of VIEWS) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(`http://127.0.0.1:${PORT}${path}`)
      await page.screenshot({
        path: `${FOLDER}/${name}-${width}-${colorScheme}.png`,
        fullPage: true,
      })
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
await takePictures(browser)
await browser.close()
server.close()
