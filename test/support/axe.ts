import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * All rules of axe. What it calls legacy opens no second page to gather what frames found, of which
 * ours have none of their own; and what is as it should be, it need not describe. Twice as quick.
 */
export const axeOn = (page: Page) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })

/** The very script that the builder brings along. */
const builder = createRequire(import.meta.resolve('@axe-core/playwright'))
const source = readFileSync(builder.resolve('axe-core/axe.min.js'), 'utf8')

/**
 * For many documents in turn, put into one page with `setContent`: the script then stays, and a
 * document takes a fifth of the time, most of which is to read that script again.
 */
export async function axeInside(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(source)
  return () => page.evaluate<string[]>(FINDINGS)
}

const FINDINGS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`
