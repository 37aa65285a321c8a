import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Brand } from '../src/domain/brand.ts'
import { readableOn, textOn } from '../src/render/contrast.ts'

type Style = { css: string; hash: string }

/**
 * The one style sheet, read once. It goes inside the page: at this size a file of its own would
 * cost the first view a whole round trip, and a returning reader saves less than that.
 */
export const sheet = styleOf(minify(readFileSync(new URL('./style.css', import.meta.url), 'utf8')))

/** Must match `--card` of style.css: what a brand's colour is drawn on. */
const CARD = { light: '#ffffff', dark: '#1b1e21' }
const NEUTRAL = { light: '#1b1d20', dark: '#eceeed' }
/** WCAG 2.2, 1.4.11: shapes that carry meaning. */
const SHAPE_CONTRAST_MIN = 3

/** The brand as custom properties, so that no element needs a style attribute. */
export function brandStyle(brand: Brand | null): Style {
  const key = JSON.stringify([brand?.color, brand?.color_dark, brand?.font])
  const known = styles.get(key)
  if (known) return known
  if (styles.size >= STYLES_MAX) styles.clear()
  const made = makeBrandStyle(brand)
  styles.set(key, made)
  return made
}

/** Contrast and hash of a brand are the same for each of its pages. */
const STYLES_MAX = 1_000
const styles = new Map<string, Style>()

function makeBrandStyle(brand: Brand | null): Style {
  const light = brand?.color ?? NEUTRAL.light
  const dark = brand?.color_dark ?? brand?.color ?? NEUTRAL.dark
  const font = brand?.font ? `--font:${families(brand.font)};` : ''
  return styleOf(
    `:root{${font}${colors(light, CARD.light)}}` +
      `@media(prefers-color-scheme:dark){:root{${colors(dark, CARD.dark)}}}`,
  )
}

const colors = (color: string, card: string) =>
  `--brand:${color};--on-brand:${textOn(color)};` +
  `--progress:${readableOn(color, card, SHAPE_CONTRAST_MIN)}`

const GENERIC = new Set(['serif', 'sans-serif', 'monospace', 'system-ui', 'ui-serif'])
const FAMILIES_MAX = 8

/** Families quoted anew: one stray quote of theirs would swallow the rest of the sheet. */
const families = (font: string) =>
  font
    .split(',')
    .map((family) => family.replace(/[^\w\s-]/g, '').trim())
    .filter(Boolean)
    .slice(0, FAMILIES_MAX)
    .map((family) => (GENERIC.has(family) ? family : `"${family}"`))
    .concat('system-ui', 'sans-serif')
    .join()

function styleOf(css: string): Style {
  return { css, hash: `'sha256-${createHash('sha256').update(css).digest('base64')}'` }
}

function minify(css: string) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim()
}
