import { KNOWN_TEXT } from './known-text.ts'

/**
 * A short text as the places where its parts stand in what is known anyway: in a text that is frozen
 * with this file, in the `context` that the caller hands in again to read it, and in its own beginning.
 * A sentence of a rule and its facts take a fifth so. zlib with the same dictionary needs five times as
 * long for so short a text, most of it to set itself up, and an order has a handful of them.
 *
 * Bytes: a version, then tokens. 0 to 126: one more byte than that, as they are. 127: an instant, in
 * six bytes. 128 and above: what stands at a place (two bytes, the lower first), so many and three more.
 */
export function shorten(text: string, context: string): Buffer | null {
  if ((text.length + context.length) * UTF8_MAX > ROOM) return null
  const begin = CONTEXT_AT + room.write(context, CONTEXT_AT)
  const end = begin + room.write(text, begin)
  recent.fill(0)
  for (let at = CONTEXT_AT; at < begin; at += 1) recent[hashAt(at)] = at
  out[0] = VERSION
  let [length, literal] = [1, begin]
  let at = begin
  while (at < end) {
    const isKnown = findLongest(at, end)
    const ms = found.length < INSTANT_LENGTH ? instantAt(at, end) : null
    if (!isKnown && ms === null) {
      recent[hashAt(at)] = at
      at += 1
      continue
    }
    length = putLiteral(length, literal, at)
    length = ms === null ? putPlace(length) : putInstant(length, ms)
    const until = at + (ms === null ? found.length : INSTANT_LENGTH)
    for (; at < until; at += 1) recent[hashAt(at)] = at
    literal = at
  }
  length = putLiteral(length, literal, end)
  return Buffer.from(out.subarray(0, length))
}

export function restore(packed: Uint8Array, context: string): string {
  if (packed[0] !== VERSION)
    throw new Error(`a text shortened in a way ${packed[0]} that is not known`)
  const begin = CONTEXT_AT + room.write(context, CONTEXT_AT)
  let end = begin
  for (let at = 1; at < packed.length; ) {
    const token = packed[at] ?? 0
    if (token >= PLACE) {
      const from = (packed[at + 1] ?? 0) + (packed[at + 2] ?? 0) * 256
      const length = token - PLACE + MATCH_MIN
      room.copyWithin(end, from, from + length)
      end += length
      at += 3
    } else if (token === INSTANT) {
      const ms = Buffer.from(packed.subarray(at + 1, at + 7)).readUIntLE(0, 6)
      end += room.write(new Date(ms).toISOString(), end)
      at += 7
    } else {
      room.set(packed.subarray(at + 1, at + 2 + token), end)
      end += token + 1
      at += token + 2
    }
  }
  return room.toString('utf8', begin, end)
}

const VERSION = 1
const INSTANT = 127
const PLACE = 128
const MATCH_MIN = 4
const MATCH_MAX = PLACE - 1 + MATCH_MIN
const LITERAL_MAX = INSTANT
/** `2026-03-01T04:30:00.000Z` */
const INSTANT_LENGTH = 24
/** UTF-8 takes at most three bytes of a character of ours. */
const UTF8_MAX = 3
/** Of one text and its context; a longer one is no sentence. */
const ROOM = 24_000

const CONTEXT_AT = KNOWN_TEXT.length
/** The known text, then the context, then the text; used again, since two never need it at once. */
const room = Buffer.alloc(CONTEXT_AT + ROOM + MATCH_MIN)
room.write(KNOWN_TEXT, 'latin1')
/** Nothing was found: as long as the text, and a byte more for each 127. */
const out = Buffer.alloc(ROOM + ROOM / 100)

const HASHES = 4_096
const hashAt = (at: number) => (Math.imul(room.readInt32LE(at), 0x9e3779b1) >>> 20) & (HASHES - 1)
/** Of the context and the text so far: where what begins so was seen last. */
const recent = new Uint16Array(HASHES)
/** Of the known text: where what begins so stands first, and from each place the next one. */
const known = new Uint16Array(HASHES)
const knownNext = new Uint16Array(CONTEXT_AT)
const NOWHERE = 0
for (let at = CONTEXT_AT - MATCH_MIN; at > NOWHERE; at -= 1) {
  knownNext[at] = known[hashAt(at)] ?? NOWHERE
  known[hashAt(at)] = at
}
/** So many places that begin alike are looked at. */
const TRIES_MAX = 32

const found = { from: 0, length: 0 }

function findLongest(at: number, end: number): boolean {
  found.length = 0
  const most = Math.min(end - at, MATCH_MAX)
  if (most < MATCH_MIN) return false
  const hash = hashAt(at)
  const last = recent[hash] ?? NOWHERE
  if (last !== NOWHERE) tryPlace(last, at, Math.min(most, at - last))
  let place = known[hash] ?? NOWHERE
  for (let tries = 0; place !== NOWHERE && tries < TRIES_MAX; tries += 1) {
    tryPlace(place, at, Math.min(most, CONTEXT_AT - place))
    place = knownNext[place] ?? NOWHERE
  }
  return found.length >= MATCH_MIN
}

function tryPlace(from: number, at: number, most: number) {
  // What is no longer than the best so far differs there or before.
  if (most <= found.length || room[from + found.length] !== room[at + found.length]) return
  let length = 0
  while (length < most && room[from + length] === room[at + length]) length += 1
  if (length <= found.length) return
  found.from = from
  found.length = length
}

/** Only of one that is written as we write them, and after 1970. */
function instantAt(at: number, end: number): number | null {
  if (end - at < INSTANT_LENGTH || room[at + 10] !== T || room[at + 23] !== Z) return null
  const text = room.toString('latin1', at, at + INSTANT_LENGTH)
  const ms = Date.parse(text)
  return ms >= 0 && new Date(ms).toISOString() === text ? ms : null
}
const [T, Z] = [84, 90]

function putLiteral(length: number, from: number, end: number): number {
  let to = length
  for (let at = from; at < end; at += LITERAL_MAX) {
    const count = Math.min(LITERAL_MAX, end - at)
    out[to] = count - 1
    room.copy(out, to + 1, at, at + count)
    to += count + 1
  }
  return to
}

function putPlace(length: number): number {
  out[length] = PLACE + found.length - MATCH_MIN
  out.writeUInt16LE(found.from, length + 1)
  return length + 3
}

function putInstant(length: number, ms: number): number {
  out[length] = INSTANT
  out.writeUIntLE(ms, length + 1, 6)
  return length + 7
}
