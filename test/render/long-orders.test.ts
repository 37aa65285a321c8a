import { describe, expect, it } from 'vitest'
import { composeMime } from '../../src/channels/mime.ts'
import { ROWS_OF_MAIL_MAX } from '../../src/render/fit-cards.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { mail } from '../channels/samples.ts'
import { drawMail } from '../support/drawn.ts'
import { EXAMPLES } from './examples.ts'
import { readBy, TRACKING } from './scenes.ts'

/** Gmail shows no more than 102 KB of a mail; composing more caps SMTP at less. */
const HTML_BYTES_MAX = 25_000
const MIME_BYTES_MAX = 30_000
const TEXT_BYTES_MAX = 5_000
/** Whose words are the longest. */
const LOCALES = ['de', 'fr']

/** The example of a kind in which each line stands so many times, in whatever names a line. */
function long(input: MessageInput, times: number): MessageInput {
  const ids = input.order.lines.map(({ id }) => id)
  const copies = Array.from({ length: Math.ceil(times / Math.max(1, ids.length)) }, (_, n) => n)
  const grown = grow(input, ids, copies) as MessageInput
  const lines = grown.order.lines.map((line, n) => ({
    ...line,
    title: `${line.title}, hand-forged with a walnut handle and a fitted sheath, no. ${n}`,
    variant: 'Left-handed, engraved, gift box',
    picture: { path: `/p/${'a1b2'.repeat(16)}.jpg`, width: 192, height: 128 },
  }))
  const links = { ...grown.links, origin: 'https://tidings.example' }
  return { ...grown, order: { ...grown.order, lines }, links }
}

function grow(value: unknown, ids: readonly string[], copies: readonly number[]): unknown {
  const isOfLine = (one: unknown) => ids.some((id) => nameIn(one) === id)
  if (Array.isArray(value))
    return value.flatMap((one) =>
      isOfLine(one) ? copies.map((n) => renamed(one, ids, n)) : [grow(one, ids, copies)],
    )
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      ids.includes(name)
        ? copies.map((n) => [`${name}_${n}`, renamed(one, ids, n)])
        : [[name, grow(one, ids, copies)]],
    ),
  )
}

function nameIn(one: unknown): unknown {
  if (typeof one !== 'object' || one === null) return one
  const { id, lineId } = one as { id?: unknown; lineId?: unknown }
  return lineId ?? id
}

function renamed(value: unknown, ids: readonly string[], n: number): unknown {
  if (typeof value === 'string') return ids.includes(value) ? `${value}_${n}` : value
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids, n))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      ids.includes(name) ? `${name}_${n}` : name,
      renamed(one, ids, n),
    ]),
  )
}

/** Days of their own, so that no card holds two of them. */
function scattered(input: MessageInput): MessageInput {
  const lines = input.order.lines.map((line, n) => {
    const promise = line.backorder?.promise
    if (!line.backorder || !promise) return line
    const shipsBy = `2025-${String(4 + (n % 8)).padStart(2, '0')}-${String(10 + (n % 19))}`
    return { ...line, backorder: { ...line.backorder, promise: { ...promise, shipsBy } } }
  })
  return { ...input, order: { ...input.order, lines } }
}

const partsOf = async (input: MessageInput) => {
  const { subject, html, text } = drawMail(input)
  const mime = await composeMime({ ...mail, subject, html, text })
  return { html: html ?? '', text, mime }
}

describe.each([120, 500])('a mail of an order of %i lines', (lines) => {
  it.each(SPOKEN_KINDS)(
    'of kind %s is small, with pictures and in the longest words',
    async (kind) => {
      for (const locale of LOCALES) {
        const input = readBy(long(EXAMPLES[kind](), lines), locale)
        for (const one of [input, scattered(input)]) {
          const { html, text, mime } = await partsOf(one)
          expect(Buffer.byteLength(html)).toBeLessThan(HTML_BYTES_MAX)
          expect(Buffer.byteLength(mime)).toBeLessThan(MIME_BYTES_MAX)
          expect(Buffer.byteLength(text)).toBeLessThan(TEXT_BYTES_MAX)
        }
      }
    },
  )

  it('says in both parts how many are left out, and where they are', async () => {
    const input = long(EXAMPLES.backorder_confirmed(), lines)
    for (const one of [input, scattered(input)]) {
      const { html, text } = await partsOf(one)
      const shown = [...text.matchAll(/^ {2}\d+ × /gm)].length
      const left = [...text.matchAll(/and (\d+) more items?, listed/g)]
      const others = left.reduce((sum, [, n]) => sum + Number(n), 0)

      expect(shown).toBeGreaterThanOrEqual(ROWS_OF_MAIL_MAX)
      expect(shown + others).toBe(one.order.lines.length)
      const links = html.split(`<a href="${TRACKING}" style="color:inherit">and `).length - 1
      expect(links).toBe(left.length)
    }
  })

  it('gives a short card its rows beside a long one', async () => {
    const { text } = await partsOf(long(EXAMPLES.partially_shipped(), lines))
    const [sent = '', waits = ''] = text.split(/and \d+ more items/)

    for (const part of [sent, waits])
      expect([...part.matchAll(/^ {2}\d+ × /gm)]).toHaveLength(ROWS_OF_MAIL_MAX / 2)
  })
})
