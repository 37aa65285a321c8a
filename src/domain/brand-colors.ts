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
  scheme: SchemeName
  from: string
  on: string
  ratio: number
  needed: number
  /** What is drawn: `from` itself where it can be read, else the nearest shade that can. */
  to: string
}

export type ColorAdjustment = ColorCheck & { ratioAfter: number }

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
    const { edge, text } = brandColors(brand, scheme)
    if (brand[field]) {
      const shape = { from: fill, on, ratio: ratioOf(fill, on), needed: SHAPE_CONTRAST_MIN }
      checks.push({ field, scheme, ...shape, to: edge })
    }
    const from = brand.color_text
    if (!from || (scheme === 'dark' && fill === fillOf(brand, 'light'))) continue
    const words = { from, on: fill, ratio: ratioOf(from, fill), needed: CONTRAST_MIN }
    checks.push({ field: 'color_text', scheme, ...words, to: text })
  }
  return checks
}

export const isEnough = ({ ratio, needed }: ColorCheck) => ratio >= needed

/** The colours that are not drawn as they were given: what each became, and what that gained. */
export const colorAdjustments = (
  brand: Given & { contrast?: string | null | undefined },
): ColorAdjustment[] =>
  brand.contrast === 'refuse'
    ? []
    : colorChecks(brand)
        .filter((check) => !isEnough(check))
        .map((check) => ({ ...check, ratioAfter: ratioOf(check.to, check.on) }))

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
