import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Brand } from '../src/domain/brand.ts'
import { type BrandColors, brandColors } from '../src/domain/brand-colors.ts'
import { fontList } from '../src/domain/brand-fonts.ts'

type Style = { css: string; hash: string }

/** A file a noun, in the order in which they count; what is printed has the last word. */
const PARTS = ['frame', 'type', 'progress', 'marks', 'cards', 'lists', 'actions', 'forms', 'print']

/**
 * The one style sheet, read once. It goes inside the page: at this size a file of its own would
 * cost the first view a whole round trip, and a returning reader saves less than that.
 */
export const sheet = styleOf(PARTS.map(readPart).join(''))

function readPart(name: string) {
  return minify(readFileSync(new URL(`./style/${name}.css`, import.meta.url), 'utf8'))
}

/** The brand as custom properties, so that no element needs a style attribute. */
export function brandStyle(brand: Brand | null): Style {
  const { color, color_dark, color_text, font, corners } = brand ?? {}
  const key = `${color} ${color_dark} ${color_text} ${corners} ${font}`
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
  const given = brand ?? {}
  const font = brand?.font ? `--font:${[...fontList(brand.font), ...FALLBACK].join()};` : ''
  return styleOf(
    `:root{${font}${CORNERS[brand?.corners ?? 'soft']}${colors(brandColors(given, 'light'))}}` +
      `@media screen and (prefers-color-scheme:dark){:root{${colors(brandColors(given, 'dark'))}}}`,
  )
}

const FALLBACK = ['system-ui', 'sans-serif']

const colors = ({ fill, text, edge }: BrandColors) =>
  `--brand:${fill};--on-brand:${text};--progress:${edge}`

/** Of cards, of fields, of buttons; what the sheet has itself is soft. */
const CORNERS = {
  square: '--round-card:0;--round:0;--round-button:0;',
  soft: '',
  round: '--round-card:16px;--round:12px;--round-button:24px;',
}

function styleOf(css: string): Style {
  return { css, hash: `'sha256-${createHash('sha256').update(css).digest('base64')}'` }
}

function minify(css: string) {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/ \+ /g, '+')
    .replace(/: /g, ':')
    .replace(/(?<=[ :,(])0(?=\.\d)/g, '')
    .replace(/;}/g, '}')
    .trim()
}
