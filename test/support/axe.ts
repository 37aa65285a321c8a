import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** The very script that the builder for Playwright brings along. */
const builder = createRequire(import.meta.resolve('@axe-core/playwright'))
const source = readFileSync(builder.resolve('axe-core/axe.min.js'), 'utf8')

/**
 * All rules of axe in light, and in the dark those of colour, which is all that differs there. What
 * is put into the page in the meantime (`setContent`) is looked at by the script that it has: most
 * of the time goes to reading that. Frames are left out: ours hold letters, which have tests of
 * their own.
 */
export async function axeInside(page: Page) {
  await page.evaluate(source)
  const findings = async (colorScheme: 'light' | 'dark', rules: object) => {
    await page.emulateMedia({ colorScheme })
    return page.evaluate<string[]>(run({ resultTypes: ['violations'], ...rules }))
  }
  return {
    light: () => findings('light', {}),
    dark: () => findings('dark', { runOnly: ['color-contrast'] }),
  }
}

const run = (options: object) =>
  `axe.run({ exclude: ['iframe'] }, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html)))`
