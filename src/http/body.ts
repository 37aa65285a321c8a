import type { Context } from 'hono'
import { HttpFault } from './http-fault.ts'

/** 1 MB as every tool counts it that lets someone send one: 1,048,576 bytes. */
export const BODY_MAX_BYTES = 1_048_576
/** So much more of a body that is too large is taken from the wire before it is refused. */
const DROPPED_MAX_BYTES = 16 * BODY_MAX_BYTES
/** JSON nested deeper has no reader here, and code that walks it would run out of stack. */
export const DEPTH_MAX = 64

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The raw bytes of a body, never more than `max` of them in memory. */
export async function readBytes(c: Context, max = BODY_MAX_BYTES): Promise<Uint8Array> {
  refuseEncoding(c)
  const declared = c.req.header('content-length')
  // Node's parser ends the body at its declared length, so the number can be trusted.
  if (declared === undefined || Number(declared) > max) return readStream(c, max)
  return new Uint8Array(await c.req.raw.arrayBuffer())
}

/** The body as text; bytes that are not UTF-8 are refused, and not replaced by U+FFFD. */
export async function readText(c: Context, max = BODY_MAX_BYTES): Promise<string> {
  return decodeText(await readBytes(c, max))
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new HttpFault('unreadable', 'The body is not UTF-8')
  }
}

export async function readJson(c: Context, max = BODY_MAX_BYTES): Promise<unknown> {
  return parseJson(await readText(c, max))
}

/**
 * A form as browsers send it; a name may stand in it several times. A body of another type is
 * refused: read as a form it would have no fields, and a form without fields may mean "all".
 */
export async function readForm(c: Context, max: number): Promise<URLSearchParams> {
  const bytes = await readBytes(c, max)
  if (bytes.byteLength === 0) return new URLSearchParams()
  const type = c.req.header('content-type') ?? ''
  const [essence = ''] = type.split(';')
  switch (essence.trim().toLowerCase()) {
    case 'application/x-www-form-urlencoded':
      return new URLSearchParams(decodeText(bytes))
    case 'multipart/form-data':
      return readParts(bytes, type)
    default:
      throw new HttpFault('unsupported_media_type', 'Send the body as a form')
  }
}

/** The fields of a multipart form (RFC 7578); a file in it is no field. */
async function readParts(bytes: Uint8Array, type: string): Promise<URLSearchParams> {
  try {
    const body = new Response(Buffer.from(bytes), { headers: { 'content-type': type } })
    const fields = new URLSearchParams()
    for (const [name, value] of await body.formData()) {
      if (typeof value === 'string') fields.append(name, value)
    }
    return fields
  } catch {
    throw new HttpFault('unreadable', 'The body is not a multipart form')
  }
}

export function parseJson(text: string): unknown {
  if (isTooDeep(text)) {
    throw new HttpFault('unreadable', `The JSON is nested more than ${DEPTH_MAX} deep`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = error instanceof Error ? error.message : 'unknown'
    throw new HttpFault('unreadable', `The body is not JSON: ${where}`)
  }
}

/**
 * What is too large is read on for a while, and dropped: most clients look for an answer only when
 * they have sent all, and of a connection that is closed under them they tell a broken pipe.
 */
async function readStream(c: Context, max: number): Promise<Uint8Array> {
  const { body } = c.req.raw
  if (!body) return new Uint8Array()
  let chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size <= max) chunks.push(chunk)
    else chunks = []
    // The rest of the body is not read, so the connection cannot be used again.
    if (size > max + DROPPED_MAX_BYTES) throw tooLarge(max, { connection: 'close' })
  }
  if (size > max) throw tooLarge(max)
  return Buffer.concat(chunks)
}

const tooLarge = (max: number, headers: Record<string, string> = {}) =>
  new HttpFault('too_large', `A body may have at most ${max.toLocaleString('en')} bytes`, headers)

function refuseEncoding(c: Context) {
  const coding = c.req.header('content-encoding')
  if (coding && coding.toLowerCase() !== 'identity') {
    const headers = { 'accept-encoding': 'identity' }
    throw new HttpFault('unsupported_media_type', 'Send the body without compression', headers)
  }
  const charset = /;\s*charset="?([^";\s]+)/i.exec(c.req.header('content-type') ?? '')?.[1]
  if (charset && !/^utf-?8$/i.test(charset)) {
    throw new HttpFault('unsupported_media_type', 'Send the body as UTF-8')
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * One look at each character: about 1 ms for a body of the largest size. Few bodies need it: what
 * opens no more than so often cannot lie deeper.
 */
function isTooDeep(text: string): boolean {
  if (!opensOften(text, '{', '[')) return false
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      if (depth > DEPTH_MAX) return true
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return false
}

function opensOften(text: string, ...signs: string[]): boolean {
  let count = 0
  for (const sign of signs) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      count += 1
      if (count > DEPTH_MAX) return true
    }
  }
  return false
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) {
    at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  }
  return at
}
