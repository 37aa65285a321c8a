import { describe, expect, it } from 'vitest'
import { drawLogo } from '../../src/channels/draw-picture.ts'
import { isQuickToDraw } from '../../src/channels/svg-cost.ts'

const svg = (inside: string, before = '') =>
  `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 99 99">${inside}</svg>`
/** Eight times ten of the one before it. */
const grown = (
  first: string,
  one: (id: string) => string,
  of = (id: string, all: string) => `<g id="${id}">${all}</g>`,
) => {
  const steps = Array.from({ length: 8 }, (_, n) => of(`g${n + 1}`, one(`g${n}`).repeat(10)))
  return `<defs>${first}${steps.join('')}</defs>${one('g8')}`
}
const DOT = '<rect id="g0" width="1" height="1"/>'
const by = (name: string) =>
  grown(
    `<${name} id="g0"><rect width="1" height="1"/></${name}>`,
    (id) =>
      `<rect width="1" height="1" ${name === 'pattern' ? 'fill' : name === 'clipPath' ? 'clip-path' : name}="url(#${id})"/>`,
    (id, all) => `<${name} id="${id}">${all}</${name}>`,
  )

describe('a drawing that grows as it is drawn', () => {
  it.each([
    ['use', grown(DOT, (id) => `<use href="#${id}"/>`)],
    ['use, as it was written before', grown(DOT, (id) => `<use xlink:href="#${id}"></use>`)],
    ['use with a prefix', grown(DOT, (id) => `<s:use x=">" xmlns:s="x" href='#${id}'/>`)],
    ['use with its sign escaped', grown(DOT, (id) => `<use href="&#35;${id}"/>`)],
    ['use with its sign escaped otherwise', grown(DOT, (id) => `<use href="&#x23;${id}"/>`)],
    ['use with an entity', grown(DOT, (id) => `<use href="&r;${id}"/>`)],
    ['pattern', by('pattern')],
    ['mask', by('mask')],
    ['clipPath', by('clipPath')],
    ['a style', grown(DOT, (id) => `<rect style="fill:url( '#${id}' )"/>`)],
    ['an escape of CSS', grown(DOT, (id) => `<rect style="fill:u\\72l(#${id})"/>`)],
    ['more elements than a mark has', '<rect/>'.repeat(20_001)],
    ['a depth that no mark has', '<g>'.repeat(300) + '</g>'.repeat(300)],
  ])('by %s is refused', (_, inside) => {
    expect(isQuickToDraw(svg(inside))).toBe(false)
  })

  it('by an entity that holds markup is refused', () => {
    const entity = '<!DOCTYPE svg [<!ENTITY u \'<use href="#a"/>\'>]>'
    expect(isQuickToDraw(svg('&u;', entity))).toBe(false)
  })

  it('in letters of another table is refused', () => {
    const head = '<?xml version="1.0" encoding="UTF-7"?>'
    expect(isQuickToDraw(svg('+ADw-use/+AD4-', head))).toBe(false)
  })

  it('is refused in words, and not drawn', async () => {
    const bytes = Buffer.from(svg(grown(DOT, (id) => `<use href="#${id}"/>`)))
    const answer = await drawLogo(bytes)
    expect(answer).toMatchObject({ status: 'refused', why: expect.stringContaining('send a PNG') })
  })

  it('is read in a moment, however hostile: no part of it is looked at again and again', () => {
    const begun = performance.now()
    for (const part of ['<a "', '<!--', '<a b="', '<![CDATA[', '<?', '<style>', '<!ENTITY ', '&#1'])
      isQuickToDraw(svg(part.repeat(100_000)))
    expect(performance.now() - begun).toBeLessThan(3_000)
  })
})

describe('a drawing as editors write it', () => {
  it.each([
    [
      'by Illustrator',
      '<style type="text/css">.st0{fill:url(#SVGID_1_);}.st1{fill:#fff;}</style><g id="Layer_1"><linearGradient id="SVGID_1_"><stop offset="0"/><stop offset="1"/></linearGradient><path class="st0" d="M0 0h9v9z"/></g>',
      '<?xml version="1.0" encoding="utf-8"?><!-- Generator: Adobe Illustrator > 9 --><!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>',
    ],
    [
      'by Figma',
      '<g clip-path="url(#c)" data-name="A &amp; B"><path d="M0 0h9v9z" fill="url(#p)"/></g><defs><linearGradient id="p"><stop/></linearGradient><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>',
      '',
    ],
    [
      'by Sketch',
      '<defs><path id="a" d="M0 0h9v9z"/></defs><mask id="b"><use xlink:href="#a"/></mask><use fill="#000" xlink:href="#a"/><g mask="url(#b)"><use xlink:href="#a"/></g>',
      '',
    ],
    ['with a thousand paths', '<path d="M0 0h9v9z"/>'.repeat(1_000), ''],
  ])('%s is drawn', async (_, inside, before) => {
    const answer = await drawLogo(Buffer.from(svg(inside, before)))
    expect(answer.status).toBe('drawn')
  })
})
