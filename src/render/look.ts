import type { Brand } from '../domain/brand.ts'
import { type BrandColors, brandColors } from '../domain/brand-colors.ts'
import { fontList } from '../domain/brand-fonts.ts'
import { hexColor } from './plain.ts'

/** Mail has no style sheet variables: every colour that a template names, in both schemes. */
export type Look = { font: string; corners: Corners; light: Scheme; dark: Scheme }
/** In pixels. */
type Corners = { card: number; button: number }
type Scheme = { button: string; buttonText: string; buttonEdge: string }

/** The greys are the templates' own; the brand's colour is spent on the button only. */
const PAPER = '#ffffff'
const INK = '#1b1b1a'
const PAPER_DARK = '#17171a'
const INK_DARK = '#f1f1ee'

const SYSTEM_FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
const FONT_LIST = /^[\w\s,'-]{1,200}$/

const CORNERS: Record<NonNullable<Brand['corners']>, Corners> = {
  square: { card: 0, button: 0 },
  soft: { card: 12, button: 8 },
  round: { card: 20, button: 24 },
}

/** Kept by the brand as it was read: finding shades that can be read is a tenth of making a view. */
const looks = new WeakMap<Brand, Look>()

export function lookOf(brand: Brand): Look {
  const known = looks.get(brand)
  if (known) return known
  const look = makeLook(brand)
  looks.set(brand, look)
  return look
}

function makeLook(brand: Brand): Look {
  const { font, corners } = brand
  const own = font && FONT_LIST.test(font) ? fontList(font, "'") : []
  const colors = {
    color: hexColor(brand.color) ?? INK,
    color_dark: hexColor(brand.color_dark) ?? hexColor(brand.color) ?? INK_DARK,
    color_text: hexColor(brand.color_text),
  }
  return {
    font: [...own, SYSTEM_FONT].join(', '),
    corners: CORNERS[corners ?? 'soft'],
    light: schemeOf(brandColors(colors, 'light', PAPER)),
    dark: schemeOf(brandColors(colors, 'dark', PAPER_DARK)),
  }
}

/** A button of the paper's own shade still shows: its edge takes the nearest shade that does. */
const schemeOf = ({ fill, text, edge }: BrandColors): Scheme => ({
  button: fill,
  buttonText: text,
  buttonEdge: edge,
})
