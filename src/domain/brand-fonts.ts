/**
 * Families that are on the reader's device already, by what they look like: a page that fetched one
 * would ask a third party, or make the reader wait for what they came to read.
 */
export const FONT_STACKS = {
  system: ['system-ui', 'sans-serif'],
  humanist: ['Seravek', 'Gill Sans Nova', 'Ubuntu', 'Calibri', 'DejaVu Sans', 'sans-serif'],
  geometric: ['Avenir', 'Montserrat', 'Corbel', 'URW Gothic', 'sans-serif'],
  grotesque: ['Helvetica Neue', 'Inter', 'Roboto', 'Arial Nova', 'Arial', 'sans-serif'],
  rounded: [
    'ui-rounded',
    'Hiragino Maru Gothic ProN',
    'Quicksand',
    'Comfortaa',
    'Manjari',
    'Calibri',
  ],
  serif: ['Charter', 'Bitstream Charter', 'Sitka Text', 'Cambria', 'serif'],
  old_style: ['Iowan Old Style', 'Palatino Linotype', 'URW Palladio L', 'P052', 'serif'],
  slab: ['Rockwell', 'Rockwell Nova', 'Roboto Slab', 'DejaVu Serif', 'Sitka Small', 'serif'],
} as const
export type FontName = keyof typeof FONT_STACKS
export const FONT_NAMES = Object.keys(FONT_STACKS) as [FontName, ...FontName[]]

const FAMILIES_MAX = 8

/** The families of a brand's font: a stack by its name, else what the merchant listed. */
export function fontFamilies(font: string): readonly string[] {
  const name = font.trim().toLowerCase()
  if (Object.hasOwn(FONT_STACKS, name)) return FONT_STACKS[name as FontName]
  return (
    font
      .split(',')
      // A line end would end the string that it stands in (CSS Syntax 3, 4.3.5), and the rest of a sheet.
      .map((family) =>
        family
          .replaceAll(/[^\w\s-]/g, '')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      )
      .filter(Boolean)
      .slice(0, FAMILIES_MAX)
  )
}

const GENERIC = new Set(['serif', 'sans-serif', 'monospace', 'system-ui', 'ui-serif', 'ui-rounded'])

/** As CSS, each family quoted anew: one stray quote of theirs would swallow the rest of a sheet. */
export const fontList = (font: string, quote = '"') =>
  fontFamilies(font).map((family) => (GENERIC.has(family) ? family : `${quote}${family}${quote}`))
