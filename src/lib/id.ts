import { type Clock, systemClock } from './clock.ts'
import { randomToken, takeRandom } from './crypto.ts'

/** Crockford's base 32 in lower case: no i, l, o, u, so that an id can be read over the phone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const MERCHANT_LENGTH = 12
const TIME_LENGTH = 10
/** Of the 80 bits of chance, as two numbers: a BigInt takes ten times as long. */
const HALF_BYTES = 5
const HALF_LENGTH = 8
const HALF_MAX = 2 ** 40
const OF_MERCHANT = /^[a-z]+_([0-9a-hjkmnp-tv-z]{12})_[A-Za-z0-9_-]+$/
const MERCHANT = /^mer_[0-9a-hjkmnp-tv-z]{12}$/

type Sources = { clock: Clock; random: (bytes: number) => Uint8Array }

/** `newId('mer')` is a new merchant; `newId('msg', merchantId)` is an id that carries its merchant. */
export type NewId = (prefix: string, merchantId?: string) => string

/**
 * Ids end in a ULID: time first, so that rows which are written together lie together in an index;
 * then chance. Within one millisecond the chance counts up, so ids of one process sort as made.
 */
export function createIdMaker({ clock, random }: Sources): NewId {
  let lastTime = -1
  /** Time and the upper half of chance, which most ids of one millisecond have alike. */
  let begin = ''
  let upper = 0
  let lower = 0

  return (prefix, merchantId) => {
    if (prefix === 'mer') {
      return `mer_${Array.from(random(MERCHANT_LENGTH), (byte) => ALPHABET[byte % 32]).join('')}`
    }

    const time = clock.now().getTime()
    const isLater = time > lastTime
    if (isLater) {
      lastTime = time
      const bytes = random(2 * HALF_BYTES)
      // Half of all numbers: however many are counted up, there is room.
      upper = numberOf(bytes.subarray(0, HALF_BYTES)) % (HALF_MAX / 2)
      lower = numberOf(bytes.subarray(HALF_BYTES))
    } else lower += 1
    const isCarried = lower === HALF_MAX
    if (isCarried) [upper, lower] = [upper + 1, 0]
    if (isLater || isCarried) begin = base32(lastTime, TIME_LENGTH) + base32(upper, HALF_LENGTH)
    const ulid = begin + base32(lower, HALF_LENGTH)

    return merchantId ? `${prefix}_${merchantPart(merchantId)}_${ulid}` : `${prefix}_${ulid}`
  }
}

export const newId = createIdMaker({ clock: systemClock, random: takeRandom })

/** Before every id of this kind that was made from this moment on: to look at the newest alone. */
export const idFloor = (prefix: string, merchantId: string, at: Date): string =>
  `${prefix}_${merchantPart(merchantId)}_${base32(at.getTime(), TIME_LENGTH)}`

/** A secret that carries its merchant, as API keys do: 256 bits of chance, no time. */
export function newSecret(prefix: string, merchantId: string, bytes = 32): string {
  return `${prefix}_${merchantPart(merchantId)}_${randomToken(bytes)}`
}

/** The merchant whose id, key or token this is, so that each door knows where to look; null for others. */
export function merchantOf(id: string): string | null {
  if (MERCHANT.test(id)) return id

  const part = OF_MERCHANT.exec(id)?.[1]
  return part ? `mer_${part}` : null
}

function merchantPart(merchantId: string): string {
  if (!MERCHANT.test(merchantId)) throw new TypeError(`not a merchant's id: ${merchantId}`)
  return merchantId.slice(4)
}

const numberOf = (bytes: Uint8Array): number =>
  bytes.reduce((number, byte) => number * 256 + byte, 0)

/** Of what a number holds exactly. */
function base32(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) {
    text = ALPHABET[rest % 32] + text
  }
  return text
}
