import { describe, expect, it } from 'vitest'
import { clean, isolate, lengthOf, truncate, webUrl } from '../../src/render/plain.ts'

describe('clean', () => {
  it('leaves one line without controls', () => {
    expect(clean('a\r\nBcc: x@y.test\t\u0000 b\u2028c', 80)).toBe('a Bcc: x@y.test b c')
  })

  it('keeps the space of French before its signs, which no line ends at', () => {
    expect(clean('Lampe\u00a0: en  route.\tPour qui\u202f?', 80)).toBe(
      'Lampe\u00a0: en route. Pour qui\u202f?',
    )
  })

  it('drops marks that turn the reading direction, and halves of characters', () => {
    expect(clean('\u202egnp.exe\u2066', 80)).toBe('gnp.exe')
    expect(clean('a\ud800b', 80)).toBe('a\ufffdb')
  })
})

describe('truncate', () => {
  it('counts as people count, and cuts at a word where one is near', () => {
    expect(truncate('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦')
    expect(truncate('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…')
    expect(truncate('Carbon steel chef’s knife', 20)).toBe('Carbon steel chef’s…')
    expect(truncate('Donaudampfschifffahrt', 10)).toBe('Donaudamp…')
  })
})

describe('lengthOf', () => {
  it('counts as a segmenter does, whatever two characters meet', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const some = [...' aZ~\u00a0é©\u00ad\u02ff\u0300’…\u200d\u2010\u2027\u2028👩🏽\r\n🇨🇦']
    const wrong = some
      .flatMap((one) => some.map((other) => `x${one}${other}y`))
      .filter((text) => lengthOf(text) !== Array.from(segmenter.segment(text)).length)

    expect(wrong).toEqual([])
  })
})

describe('isolate', () => {
  it('holds a right-to-left name together, and leaves others alone', () => {
    expect(isolate('كتاب')).toBe('\u2068كتاب\u2069')
    expect(isolate('Widget')).toBe('Widget')
  })
})

describe('webUrl', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://a.test/"onload=',
    'https://a.test/ b',
    '//a.test',
    null,
  ])('refuses %s', (url) => {
    expect(webUrl(url)).toBeNull()
  })

  it('refuses one that is too long', () => {
    expect(webUrl(`https://a.test/${'x'.repeat(3000)}`)).toBeNull()
  })

  it('takes http and https', () => {
    expect(webUrl('https://a.test/t/1?x=%20#c')).toBe('https://a.test/t/1?x=%20#c')
  })
})
