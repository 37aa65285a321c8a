import type { Brand } from '../domain/brand.ts'
import { readableOn, textOn } from './contrast.ts'
import { hexColor } from './plain.ts'

/** Mail has no style sheet variables: every colour that a template names, in both schemes. */
export type Look = { font: string; light: Scheme; dark: Scheme }
type Scheme = { button: string; buttonText: string; buttonEdge: string }

/** The greys are the templates' own; the brand's colour is spent on the button only. */
const PAPER = '#ffffff'
const INK = '#1b1b1a'
const PAPER_DARK = '#17171a'
const INK_DARK = '#f1f1ee'

const SYSTEM_FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
const FONT_LIST = /^[\w\s,'-]{1,200}$/
/** WCAG 2.2, 1.4.11: the edge of a control against what is beside it. */
const EDGE_CONTRAST = 3

export function lookOf(brand: Brand): Look {
  const color = hexColor(brand.color) ?? INK
  const dark = hexColor(brand.color_dark) ?? hexColor(brand.color) ?? INK_DARK
  const font = brand.font && FONT_LIST.test(brand.font) ? `${brand.font}, ${SYSTEM_FONT}` : null
  return {
    font: font ?? SYSTEM_FONT,
    light: schemeOf(color, PAPER),
    dark: schemeOf(dark, PAPER_DARK),
  }
}

/** A button of the paper's own shade still shows: its edge takes the nearest shade that does. */
const schemeOf = (color: string, paper: string): Scheme => ({
  button: color,
  buttonText: textOn(color),
  buttonEdge: readableOn(color, paper, EDGE_CONTRAST),
})
