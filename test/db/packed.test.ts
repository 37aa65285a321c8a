import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  dictionaryOf,
  packContent,
  packHandedOver,
  unpackContent,
  unpackHandedOver,
  writeOut,
} from '../../src/db/packed.ts'

const html = `<p class="a">Grüß Gott 🧺 “Ana”,</p>\n${'<td>\t&amp;</td>'.repeat(200)}`
const text = 'Grüß Gott 🧺\nYour “skillet” ships later.\u2028Really.'
const headers = { 'Message-ID': '<msg_1@shop.example>', References: '<order@shop.example>' }
const content = { html, text, headers }
const written = writeOut(content)
const { packed: kept } = packContent(written)
const sha256 = (bytes: string) => hash('sha256', bytes, 'hex')
const request = (more: object = {}) =>
  JSON.stringify({
    from: { email: 'hello@shop.example', name: 'Fern & Fell' },
    personalizations: [{ to: [{ email: 'ana@example.com' }], headers }],
    content: [
      { value: text, type: 'text/plain' },
      { value: html, type: 'text/html' },
    ],
    ...more,
  })

describe('a content', () => {
  it('is written out as JSON writes it, and comes back as it was', () => {
    expect(written.text).toBe(JSON.stringify(content))
    expect(unpackContent(kept)).toEqual(content)
    expect(packContent(written).sha256).toBe(sha256(JSON.stringify(content)))
  })

  it('may be without html, and longer than what there is room for', () => {
    const long = { html: null, text: '€'.repeat(500_000), headers: {} }
    const packed = packContent(writeOut(long))

    expect(unpackContent(packed.packed)).toEqual(long)
    expect(packed.sha256).toBe(sha256(JSON.stringify(long)))
  })
})

describe('a content that is packed against one of the same template', () => {
  const dictionary = dictionaryOf({ ...content, text: 'Grüß Gott 🧺\nYour “kettle” ships later.' })
  const packed = packContent(written, dictionary)

  it('takes a part of the room, and has the hash that it has without', () => {
    expect(packed.packed.length).toBeLessThan(kept.length / 1.5)
    expect(packed).toMatchObject({ sha256: packContent(written).sha256 })
    expect(packed.dictionary).toBe(dictionary.hash)
  })

  it('comes back as it was, with what was handed over of it', () => {
    const handed = packHandedOver(request(), written)
    const mime = packHandedOver(Buffer.from(html).toString('base64'), written)
    const unpack = ({ packed: bytes }: typeof handed) =>
      unpackHandedOver(bytes, packed.packed, dictionary.bytes)

    expect(unpackContent(packed.packed, dictionary.bytes)).toEqual(content)
    expect(unpack(handed)).toBe(request())
    expect(unpack(mime)).toBe(Buffer.from(html).toString('base64'))
  })

  it('cannot be read without', () => {
    expect(() => unpackContent(packed.packed)).toThrow()
  })
})

describe('what was handed over', () => {
  it.each([
    ['a request in JSON', request()],
    ['one that holds a part twice', request({ again: html, and: text })],
    ['one without the text', JSON.stringify({ html, headers })],
    ['a form', `To=%2B14155550100&Body=${encodeURIComponent(text)}`],
    [
      'MIME',
      Buffer.from(html)
        .toString('base64')
        .replaceAll(/(.{76})/g, '$1\r\n'),
    ],
    ['nothing of it', 'x'],
    ['something that begins as pieces do', '["a",[0,1]]'],
  ])('comes back byte for byte: %s', (_, bytes) => {
    const handed = packHandedOver(bytes, written)

    expect(unpackHandedOver(handed.packed, kept)).toBe(bytes)
    expect(handed.sha256).toBe(sha256(bytes))
  })

  it('takes what it does not share with the content', () => {
    expect(packHandedOver(request(), written).packed.length).toBeLessThan(300)
  })

  it('is read as a release before this one has kept it', async () => {
    const { zstdCompressSync } = await import('node:zlib')
    const packed = zstdCompressSync(request(), { dictionary: Buffer.from(written.text) })

    expect(unpackHandedOver(packed, kept)).toBe(request())
  })
})
