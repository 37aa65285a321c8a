import { hash } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** A message as its reader gets it. */
export type Content = { html: string | null; text: string; headers: Record<string, string> }
/** Written out once, to be hashed, kept and compared with; and where in it each part stands. */
export type Written = { text: string; parts: readonly Part[] }
type Part = { at: number; text: string }
/** As it is stored, with the hash of what it was made of. */
export type Packed = { packed: Buffer; sha256: string }
/** A made-up message of the same template, written out, and its hash: what a content is packed against. */
export type Dictionary = { hash: string; bytes: Buffer }
/** With the hash of what it takes to read it. */
export type PackedText = Packed & { dictionary: string | null }

/** The same text as of `JSON.stringify` of the whole, which is what every stored hash is of. */
export function writeOut({ html, text, headers }: Content): Written {
  const written = [html, text, headers].map((part) => JSON.stringify(part))
  const names = ['{"html":', ',"text":', ',"headers":']
  const parts: Part[] = []
  let whole = ''
  for (const [n, part] of written.entries()) {
    whole += names[n]
    parts.push({ at: whole.length, text: part })
    whole += part
  }
  return { text: `${whole}}`, parts }
}

/**
 * With what its template says anyway as its dictionary, a mail of 12,500 bytes takes 600 in place of
 * 3,400, and a text of 300 takes 145 in place of 240. It takes no longer to write, and 5 µs of 24 less to read.
 */
export const packContent = ({ text }: Written, dictionary: Dictionary | null = null): PackedText =>
  inBytes(text, (bytes) => ({
    packed: squeeze(bytes, dictionary?.bytes),
    sha256: hash('sha256', bytes, 'hex'),
    dictionary: dictionary?.hash ?? null,
  }))

export function dictionaryOf(content: Content): Dictionary {
  const bytes = Buffer.from(writeOut(content).text)
  return { hash: dictionaryHash(bytes), bytes }
}

/** Enough to tell apart as many as templates will ever be; each message has it beside it. */
export const dictionaryHash = (bytes: Buffer) =>
  hash('sha256', bytes, 'hex').slice(0, DICTIONARY_HASH_LENGTH)
const DICTIONARY_HASH_LENGTH = 16

/** Whether a stored hash is that of the content itself, of which nothing is kept that was handed over. */
export const isHashOf = (sha256: string, content: Content): boolean =>
  inBytes(writeOut(content).text, (bytes) => hash('sha256', bytes, 'hex') === sha256)

export const unpackContent = (packed: Uint8Array, dictionary: Buffer | null = null): Content =>
  JSON.parse(expand(packed, dictionary).toString('utf8')) as Content

/**
 * What the provider was handed, in 600 bytes instead of 12,000. A request in JSON holds the parts of
 * the content as they are written out: they are named by their place there, which takes a tenth of
 * the time of a second compression. Where it holds them in another dress (MIME) it is compressed with
 * the content as its dictionary.
 */
export function packHandedOver(bytes: string, content: Written): Packed {
  const pieces = piecesOf(bytes, content)
  return inBytes(bytes, (whole) => ({
    packed: pieces
      ? Buffer.from(JSON.stringify(pieces))
      : squeeze(whole, Buffer.from(content.text)),
    sha256: hash('sha256', whole, 'hex'),
  }))
}

/** `dictionary`: that of the content. */
export function unpackHandedOver(
  packed: Uint8Array,
  packedContent: Uint8Array,
  dictionary: Buffer | null = null,
): string {
  const content = expand(packedContent, dictionary)
  if (packed[0] !== OF_PIECES) return expand(packed, content).toString('utf8')
  const text = content.toString('utf8')
  const pieces = JSON.parse(Buffer.from(packed).toString('utf8')) as Piece[]
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : text.slice(piece[0], piece[0] + piece[1])))
    .join('')
}

/** A text of its own, or where in the content's it stands and how long it is. */
type Piece = string | [at: number, length: number]
/** `[`: a frame of zstd begins with `(` (RFC 8878, 3.1.1). */
const OF_PIECES = 0x5b
/** Shorter ones may be found in another one's place, and save nothing. */
const PART_MIN = 16
/** Beyond it, what is left is worth compressing. */
const REST_SHARE_MAX = 0.25

/** Null where most of it is none of the content's. */
function piecesOf(bytes: string, { parts }: Written): Piece[] | null {
  const found = parts
    .filter(({ text }) => text.length >= PART_MIN)
    .map(({ at, text }) => ({ from: at, length: text.length, at: bytes.indexOf(text) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  const pieces: Piece[] = []
  let [done, rest] = [0, bytes.length]
  for (const { from, length, at } of found) {
    if (at < done) continue // inside of another
    pieces.push(bytes.slice(done, at), [from, length])
    done = at + length
    rest -= length
  }
  return rest <= bytes.length * REST_SHARE_MAX ? [...pieces, bytes.slice(done)] : null
}

/** Half the time of the default, and 4 % more bytes. */
const QUICK = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Told how long it is it takes a table to measure, and not one for 512 KB, which takes longer. */
function squeeze(bytes: Buffer, dictionary?: Buffer): Buffer {
  const pledgedSrcSize = bytes.length
  if (!dictionary) return zstdCompressSync(bytes, { ...QUICK, pledgedSrcSize })
  const isSmall = bytes.length + dictionary.length <= 1 << SMALL_WINDOW_LOG
  return zstdCompressSync(bytes, { ...(isSmall ? SMALL : QUICK), pledgedSrcSize, dictionary })
}

/**
 * With a dictionary it takes its tables for the longest there is, whatever it was told; they are new
 * memory each time, and between two mails nothing of them lies in a cache: 104 µs so, 61 in a window
 * for both with a small table and room for a small answer, where without a dictionary it is 67.
 */
const SMALL_WINDOW_LOG = 15
const SMALL = {
  params: {
    ...QUICK.params,
    [constants.ZSTD_c_windowLog]: SMALL_WINDOW_LOG,
    [constants.ZSTD_c_hashLog]: 12,
  },
  chunkSize: 4_096,
}

const expand = (packed: Uint8Array, dictionary: Buffer | null): Buffer =>
  zstdDecompressSync(packed, dictionary ? { dictionary } : {})

/** UTF-8 takes at most three bytes of a character of ours. */
const BYTES_OF_ONE = 3
let room = Buffer.allocUnsafeSlow(1 << 16)

/**
 * In room that is used again: bytes of their own are asked of the system for each text, at three times
 * its length, which takes longer than to fill them. They are nobody's once `use` has returned.
 */
function inBytes<T>(text: string, use: (bytes: Buffer) => T): T {
  const needed = text.length * BYTES_OF_ONE
  if (needed > room.length) {
    if (needed > ROOM_MAX) return use(Buffer.from(text))
    room = Buffer.allocUnsafeSlow(needed)
  }
  return use(room.subarray(0, room.write(text)))
}
const ROOM_MAX = 1 << 20
