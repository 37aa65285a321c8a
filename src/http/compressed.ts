import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { gzipOfParts } from './compressed-parts.ts'

/** Less fits into one packet as it is. */
const BYTES_MIN = 1_400
/** 450 bytes of 6,070 less than at 4, for a tenth more time: 0.57 ms, where the window is no wider than the text. */
const BROTLI_QUALITY = 5
/** Once, and for all readers: 40 ms for the megabyte of our API's document, where 11 takes over a second. */
const BROTLI_QUALITY_ONCE = 9

type Coding = 'br' | 'gzip' | null
type Body = string | Uint8Array<ArrayBuffer>
type Encoded = { body: Body; headers: Record<string, string> }

/**
 * A page that has the parts in it which all pages have, as gzip where its reader takes that (every
 * browser does): those parts stand ready, and the tenth by which brotli is smaller is in the same
 * first flight. Another text, or another reader, gets its smallest form.
 */
export function compressedPage(c: Context, text: string, fixed: readonly string[]): Encoded {
  const isOfParts = fixed.some((part) => text.includes(part))
  if (!isOfParts || !acceptedOf(c).has('gzip')) return compressed(c, text)
  return encoded(gzipOfParts(text, fixed), 'gzip')
}

/**
 * A text in the smallest form that its reader takes: on a bad connection its bytes are what is waited
 * for. Nothing secret is given away by its length (BREACH): what a page holds is known to whoever
 * knows its address, and nobody else can have it asked for.
 */
export function compressed(c: Context, text: string): Encoded {
  const coding = codingFor(c, text)
  return encoded(encode(text, coding, BROTLI_QUALITY), coding)
}

/** The same for what all readers get alike: compressed for the first of them, and kept. */
export function compressedOnce(text: string): (c: Context) => Encoded {
  const made = new Map<Coding, Body>()
  return (c) => {
    const coding = codingFor(c, text)
    const body = made.get(coding) ?? encode(text, coding, BROTLI_QUALITY_ONCE)
    made.set(coding, body)
    return encoded(body, coding)
  }
}

const encoded = (body: Body, coding: Coding): Encoded => ({
  body,
  headers: { vary: 'accept-encoding', ...(coding && { 'content-encoding': coding }) },
})

function codingFor(c: Context, text: string): Coding {
  if (text.length < BYTES_MIN) return null
  const accepted = acceptedOf(c)
  return accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : null
}

function encode(text: string, coding: Coding, quality: number): Body {
  switch (coding) {
    case null:
      return text
    case 'gzip':
      return new Uint8Array(gzipSync(text))
    case 'br': {
      const params = {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
        [constants.BROTLI_PARAM_LGWIN]: windowOf(text),
      }
      return new Uint8Array(brotliCompressSync(text, { params }))
    }
  }
}

/** In bits, as small as holds the text: a wider one is made ready at each page and never used. */
const windowOf = ({ length }: string) =>
  Math.min(Math.max(Math.ceil(Math.log2(length)), 16), constants.BROTLI_DEFAULT_WINDOW)

const acceptedOf = (c: Context) => acceptedBy(c.req.header('accept-encoding') ?? '')

/** RFC 9110, 12.5.3: a coding with a weight of nothing is refused. */
const acceptedBy = (header: string): Set<string> =>
  new Set(
    header
      .toLowerCase()
      .split(',')
      .map((one) => one.trim())
      .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
      .map((one) => one.split(';')[0] ?? ''),
  )
