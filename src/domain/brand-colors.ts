import { CONTRAST_MIN, contrast, readableOn, textOn } from './contrast.ts'

/** WCAG 2.2, 1.4.11: the edge of a control, and shapes that carry meaning. */
export const SHAPE_CONTRAST_MIN = 3

/** What a brand's colour is drawn on: `--card` of the pages. Mails are a shade further away. */
export const CARD = { light: '#ffffff', dark: '#1b1e21' } as const
/** Where a brand names none. */
const NEUTRAL = { light: '#1b1d20', dark: '#eceeed' } as const

type Given = {
  color?: string | null | undefined
  color_dark?: string | null | undefined
  color_text?: string | null | undefined
}
type SchemeName = keyof typeof CARD
/** The colours as they are drawn: whatever a merchant gives, each can be read. */
export type BrandColors = {
  fill: string
  text: string
  /** The edge of a button, and progress: the nearest shade of the colour that shows. */
  edge: string
}

export function brandColors(brand: Given, scheme: SchemeName, paper: string = CARD[scheme]) {
  const fill = fillOf(brand, scheme)
  const text = brand.color_text ? readableOn(brand.color_text, fill) : textOn(fill)
  return { fill, text, edge: readableOn(fill, paper, SHAPE_CONTRAST_MIN) } satisfies BrandColors
}

export type ColorCheck = {
  field: 'color' | 'color_dark' | 'color_text'
  on: string
  ratio: number
  needed: number
}

/**
 * What the given colours are held against. The colour itself is a shape, for the words on it are
 * black or white as it needs; where it has no dark twin it is on both cards.
 */
export function colorChecks(brand: Given): ColorCheck[] {
  const checks: ColorCheck[] = []
  for (const scheme of ['light', 'dark'] as const) {
    const fill = fillOf(brand, scheme)
    const field = scheme === 'dark' && brand.color_dark ? 'color_dark' : 'color'
    const on = CARD[scheme]
    if (brand[field])
      checks.push({ field, on, ratio: ratioOf(fill, on), needed: SHAPE_CONTRAST_MIN })
    if (!brand.color_text || (scheme === 'dark' && fill === fillOf(brand, 'light'))) continue
    const ratio = ratioOf(brand.color_text, fill)
    checks.push({ field: 'color_text', on: fill, ratio, needed: CONTRAST_MIN })
  }
  return checks
}

export const isEnough = ({ ratio, needed }: ColorCheck) => ratio >= needed

export const colorFaults = (brand: Given) =>
  colorChecks(brand)
    .filter((check) => !isEnough(check))
    .map(({ field, on, ratio, needed }) => ({
      field,
      message: `has a contrast of ${ratio.toFixed(2)} to 1 on ${on}; ${needed} to 1 is needed`,
    }))

function fillOf({ color, color_dark: dark }: Given, scheme: SchemeName): string {
  return (scheme === 'light' ? color : (dark ?? color)) ?? NEUTRAL[scheme]
}

/** Down to a hundredth: 2.999 is not 3, and must not be told as if it were. */
const ratioOf = (a: string, b: string) => Math.floor(contrast(a, b) * 100) / 100
