import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadTemplates, renderMail } from '../../src/render/message.ts'
import { EXAMPLES } from '../render/examples.ts'
import { readBy } from '../render/scenes.ts'
import { SPECIAL_CASES } from '../render/special-cases.ts'
import { openBrowser } from './browser.ts'
import { pictureRequest } from './picture-request.ts'

/** Every kind of mail as PNG, narrow and wide, light and dark: for eyes. */
const { locale, wanted } = pictureRequest('en')
const folder = `.tmp/pictures/mail/${locale}`
const WIDTHS = [360, 640]
const SCHEMES = ['light', 'dark'] as const

const browser = await openBrowser()
if (!browser) process.exit(1)
await mkdir(folder, { recursive: true })
const templates = await loadTemplates()
for (const [name, build] of Object.entries({ ...EXAMPLES, ...SPECIAL_CASES })) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const { html } = renderMail(templates, readBy(build(), locale))
  if (html === null) continue
  await writeFile(join(folder, `${name}.html`), html)
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme })
      await page.setContent(html)
      const path = join(folder, `${name}-${width}-${colorScheme}.png`)
      await page.screenshot({ path, fullPage: true })
      await page.close()
    }
  }
}
await browser.close()
