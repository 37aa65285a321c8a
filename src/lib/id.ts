import { type Clock, systemClock } from './clock.ts'
import { randomToken, takeRandom } from './crypto.ts'

/** Crockford's base 32 in lower case: no i, l, o, u, so that an id can be read over the phone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const MERCHANT_LENGTH = 12
const TIME_LENGTH = 10
const RANDOM_BITS = 80
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
  let chance = 0n

  return (prefix, merchantId) => {
    if (prefix === 'mer') return `mer_${base32(bigRandom(random, 60), MERCHANT_LENGTH)}`

    const time = Math.max(clock.now().getTime(), lastTime)
    chance = time === lastTime ? chance + 1n : bigRandom(random, RANDOM_BITS - 1)
    lastTime = time
    const ulid = base32(BigInt(time), TIME_LENGTH) + base32(chance, RANDOM_BITS / 5)

    return merchantId ? `${prefix}_${merchantPart(merchantId)}_${ulid}` : `${prefix}_${ulid}`
  }
}

export const newId = createIdMaker({ clock: systemClock, random: takeRandom })

/** Before every id of this kind that was made from this moment on: to look at the newest alone. */
export const idFloor = (prefix: string, merchantId: string, at: Date): string =>
  `${prefix}_${merchantPart(merchantId)}_${base32(BigInt(at.getTime()), TIME_LENGTH)}`

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

function bigRandom(random: Sources['random'], bits: number): bigint {
  const bytes = random(Math.ceil(bits / 8))
  const whole = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return BigInt.asUintN(bits, whole)
}

/** Eight signs at a time, which a number holds exactly: a step on a BigInt costs as much as they. */
function base32(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest >>= 40n) {
    let part = Number(BigInt.asUintN(40, rest))
    for (let n = 0; n < 8 && text.length < length; n += 1) {
      text = ALPHABET[part % 32] + text
      part = Math.floor(part / 32)
    }
  }
  return text
}
