import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const css = readFileSync(new URL('./docs.css', import.meta.url), 'utf8')

/** In the page itself, allowed by its hash: one request shows everything. */
export const STYLE = {
  css,
  hash: `'sha256-${createHash('sha256').update(css).digest('base64')}'`,
}
