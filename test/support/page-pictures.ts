import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'
import { inLocale, pageStates } from './page-states.ts'
import { pictureRequest } from './picture-request.ts'
import { serveStates } from './state-server.ts'

/**
 * Every state of the shopper's pages as PNG, narrow and wide, light and dark: for eyes. Served as
 * they are, with script and pictures, so that what is seen is what a shopper sees.
 */
const { locale, wanted } = pictureRequest('en-US')
const folder = `.tmp/pictures/page/${locale}`
const WIDTHS = [360, 1280]
const SCHEMES = ['light', 'dark'] as const
const LANTERN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" fill="#e8e4da"/><path d="M34 30h28l6 44H28z" fill="#c2562d"/><path d="M38 30a10 10 0 0 1 20 0" fill="none" stroke="#333" stroke-width="4"/><circle cx="48" cy="52" r="9" fill="#f6d37a"/></svg>`

const browser = await openBrowser()
if (!browser) process.exit(1)
const server = await serveStates({
  show: (build) => inLocale(locale, build),
  picture: { type: 'image/svg+xml', body: LANTERN },
})
await mkdir(folder, { recursive: true })
for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
    for (const name of Object.keys(pageStates)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue
      await page.goto(`${server.base}/${name}`)
      const path = join(folder, `${name}-${width}-${colorScheme}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    await page.close()
  }
}
await browser.close()
server.close()
