import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'
import { inLocale, pageStates } from './page-states.ts'
import { pictureRequest } from './picture-request.ts'

/** Every state of the shopper's pages as PNG, narrow and wide, light and dark: for eyes. */
const { locale, wanted } = pictureRequest('en-US')
const folder = `.tmp/pictures/page/${locale}`
const WIDTHS = [360, 1280]
const SCHEMES = ['light', 'dark'] as const

const browser = await openBrowser()
if (!browser) process.exit(1)
await mkdir(folder, { recursive: true })
for (const [name, build] of Object.entries(pageStates)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const { html } = inLocale(locale, build)
  await writeFile(join(folder, `${name}.html`), html)
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme })
      await page.setContent(html)
      await page.screenshot({
        path: join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      })
      await page.close()
    }
  }
}
await browser.close()
