import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandInput, brandSchema, readBrand, socialLinks } from '../../src/domain/brand.ts'
import {
  brandColors,
  CARD,
  colorChecks,
  colorFaults,
  isEnough,
} from '../../src/domain/brand-colors.ts'
import { FONT_NAMES, fontList } from '../../src/domain/brand-fonts.ts'
import { contrast } from '../../src/domain/contrast.ts'

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)
const faultsOf = (brand: unknown) =>
  brandSchema
    .safeParse(brand)
    .error?.issues.map(({ path, message }) => [path.join('/'), message] as const)

it('names every field of a brand that is none, at whatever depth', () => {
  const brand = {
    colour: '#0b6e4f',
    adjusted: [],
    hero: { open: 'Soon.', opened: 'Soon.' },
    social: { instagram: 'https://instagram.com/alder', myspace: 'https://myspace.com/alder' },
    links: [
      { label: 'Shop', url: 'https://alder.example' },
      { label: 'Help', url: 'https://alder.example/help', target: '_blank' },
    ],
  }
  const faults = brandInput.safeParse(brand).error?.issues.map(({ path }) => path.join('/'))
  expect(faults).toEqual(['colour', 'hero/opened', 'social/myspace', 'links/1/target'])
  // What was stored before that was a rule is read all the same.
  expect(readBrand(brand).hero?.open).toBe('Soon.')
})

describe('the colours of a brand', () => {
  it('are refused with the ratio where the merchant wants that', () => {
    expect(faultsOf({ color: '#ffe066', color_dark: '#1b1e21', contrast: 'refuse' })).toEqual([
      ['color', 'has a contrast of 1.30 to 1 on #ffffff; 3 to 1 is needed'],
      ['color_dark', 'has a contrast of 1.00 to 1 on #1b1e21; 3 to 1 is needed'],
    ])
    const words = { color: '#0b6e4f', color_dark: '#6fd3b0', color_text: '#3f4f49' }
    expect(faultsOf({ ...words, contrast: 'refuse' })?.map(([field]) => field)).toEqual([
      'color_text',
    ])
    const good = { color: '#0b6e4f', color_dark: '#6fd3b0', contrast: 'refuse' }
    expect(faultsOf(good)).toBeUndefined()
  })

  it('are held against the dark card too where they have no dark twin', () => {
    expect(faultsOf({ color: '#123456', contrast: 'refuse' })).toEqual([
      ['color', expect.stringMatching(/on #1b1e21; 3 to 1 is needed$/)],
    ])
  })

  it('are taken as they come otherwise', () => {
    for (const choice of [{}, { contrast: 'adjust' }])
      expect(faultsOf({ color: '#ffffff', color_text: '#ffffff', ...choice })).toBeUndefined()
  })

  it('can be read as they are drawn, whatever they are', () => {
    const some = fc.option(hex, { nil: null })
    fc.assert(
      fc.property(some, some, some, (color, color_dark, color_text) => {
        for (const scheme of ['light', 'dark'] as const) {
          const { fill, text, edge } = brandColors({ color, color_dark, color_text }, scheme)
          expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5)
          expect(contrast(edge, CARD[scheme])).toBeGreaterThanOrEqual(3)
        }
      }),
    )
  })

  it('are drawn as they were given where nothing is wrong with them', () => {
    fc.assert(
      fc.property(hex, hex, hex, (color, color_dark, color_text) => {
        const brand = { color, color_dark, color_text }
        fc.pre(colorFaults(brand).length === 0)
        expect(brandColors(brand, 'light')).toEqual({ fill: color, text: color_text, edge: color })
        expect(brandColors(brand, 'dark').fill).toBe(color_dark)
      }),
    )
  })

  it('are told of as they were held against each other', () => {
    expect(colorChecks({})).toEqual([])
    expect(colorChecks({ color: '#0b6e4f', color_text: '#ffffff' }).map(isEnough)).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('the fields of a brand', () => {
  it('are all kept as they were given', () => {
    const brand = {
      corners: 'round',
      font: 'serif',
      links: [{ label: 'Returns', url: 'https://shop.example/returns?a=1#b' }],
      hero: { delivered: 'Show us what you made of it.' },
      social: { instagram: 'https://instagram.com/shop', x: null },
      footer: 'Alder & Co',
    }
    expect(brandSchema.parse(brand)).toEqual(brand)
  })

  it.each([
    [{ links: [{ label: 'a', url: 'javascript:alert(1)' }] }, 'links/0/url'],
    [{ links: [{ label: 'a', url: 'https://' }] }, 'links/0/url'],
    [{ links: [{ label: 'a', url: 'https://x.example/"onclick="' }] }, 'links/0/url'],
    [{ links: [{ label: ' ', url: 'https://x.example/' }] }, 'links/0/label'],
    [{ links: Array(6).fill({ label: 'a', url: 'https://x.example/' }) }, 'links'],
    [{ social: { instagram: 'ftp://x.example/' } }, 'social/instagram'],
    [{ hero: { open: 'x'.repeat(301) } }, 'hero/open'],
    [{ footer: 'x'.repeat(501) }, 'footer'],
    [{ corners: 'wavy' }, 'corners'],
    [{ font: 'x;} body{' }, 'font'],
    [{ font: 'Georgia\nArial' }, 'font'],
    [{ contrast: 'ignore' }, 'contrast'],
    [{ color: 'red' }, 'color'],
  ])('refuse %j', (brand, field) => {
    expect(faultsOf(brand)?.map(([path]) => path)).toContain(field)
  })

  it('that an earlier release took and this one would not are left out', () => {
    const stored = { color: '#0b6e4f', links: 'none', corners: 7, footer: 'Alder', own: true }
    expect(readBrand(stored)).toEqual({ color: '#0b6e4f', footer: 'Alder', own: true })
    // Nor does a choice made later take a colour away that stands already.
    expect(readBrand({ color: '#ffffff', contrast: 'refuse' }).color).toBe('#ffffff')
  })

  it('name the places of a brand as people know them, in one sequence', () => {
    const social = { x: 'https://x.com/a', instagram: 'https://instagram.com/a', youtube: null }
    expect(socialLinks({ social }).map(({ label }) => label)).toEqual(['Instagram', 'X'])
  })
})

describe('the font of a brand', () => {
  it('is a stack that readers have, or what was listed, each family quoted', () => {
    expect(fontList('Serif').at(-1)).toBe('serif')
    expect(fontList("Georgia, 'Times New Roman', serif")).toEqual([
      '"Georgia"',
      '"Times New Roman"',
      'serif',
    ])
    // As an earlier release took it: a line end would break the string that it stands in.
    expect(fontList('Times\n\tNew Roman, a\fb')).toEqual(['"Times New Roman"', '"a b"'])
    expect(fontList(`x";} body{`).join()).not.toMatch(/[;{}]/)
    for (const name of FONT_NAMES) expect(fontList(name).length).toBeGreaterThan(1)
  })
})
