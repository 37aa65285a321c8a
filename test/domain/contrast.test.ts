import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTRAST_MIN, contrast, readableOn, textOn } from '../../src/domain/contrast.ts'
import { lookOf } from '../../src/render/look.ts'

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
    expect(contrast('#123456', '#123456')).toBe(1)
  })

  it('is 4.5 to 1 for the text of every button there can be', () => {
    fc.assert(fc.property(color, (one) => contrast(textOn(one), one) >= CONTRAST_MIN))
  })

  it('moves a colour only as far as reading needs', () => {
    expect(readableOn('#0b6e4f', '#ffffff')).toBe('#0b6e4f')
    fc.assert(fc.property(color, color, (a, b) => contrast(readableOn(a, b), b) >= CONTRAST_MIN))
  })
})

describe('lookOf', () => {
  it('takes black on a pale brand and white on a dark one', () => {
    expect(lookOf({ color: '#fff3b0' }).light.buttonText).toBe('#000000')
    expect(lookOf({ color: '#0b6e4f' }).light.buttonText).toBe('#ffffff')
  })

  it('gives a button of the paper’s own shade an edge that shows', () => {
    const { light, dark } = lookOf({ color: '#ffffff', color_dark: '#17171a' })
    expect(contrast(light.buttonEdge, '#ffffff')).toBeGreaterThanOrEqual(3)
    expect(contrast(dark.buttonEdge, '#17171a')).toBeGreaterThanOrEqual(3)
  })

  it('lets nothing through that is no colour and no font', () => {
    const look = lookOf({ color: 'red;} body{', font: 'x"><script>' })
    expect(JSON.stringify(look)).not.toMatch(/script|body\{/)
  })
})
