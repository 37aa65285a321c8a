import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16
const SEALED = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/

/** The installation's secrets, newest first: the first one seals and signs, every one opens and verifies. */
export type Secrets = readonly string[]

/**
 * A key of its own for each purpose (HKDF-SHA256, RFC 5869), so that what was signed for one use
 * is worth nothing in another.
 */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `tidings/${purpose}`, 32))
}

/** Encrypts with AES-256-GCM under the newest secret: `v1.<key id>.<iv, ciphertext and tag>`. */
export function seal(text: string, secrets: Secrets, purpose = 'seal'): string {
  const { key, id } = derived(newest(secrets), purpose)
  const iv = takeRandom(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([
    iv,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])

  return `v1.${id}.${sealed.toString('base64url')}`
}

/** Opens what `seal` made. Throws when it was changed, is of another purpose, or its secret was removed. */
export function unseal(sealed: string, secrets: Secrets, purpose = 'seal'): string {
  const [, id, body] = SEALED.exec(sealed) ?? []
  if (!id || !body) throw new Error('not a sealed text')

  const keys = secrets.map((secret) => derived(secret, purpose))
  const key = keys.find((candidate) => candidate.id === id)?.key
  if (!key) throw new Error('sealed under a secret that TIDINGS_SECRET does not hold')

  const bytes = Buffer.from(body, 'base64url')
  const tagAt = bytes.length - TAG_BYTES
  const iv = bytes.subarray(0, IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(tagAt))
  return (
    decipher.update(bytes.subarray(IV_BYTES, tagAt), undefined, 'utf8') + decipher.final('utf8')
  )
}

/** A signature of `text` under the newest secret, base64url. */
export function sign(text: string, secrets: Secrets, purpose: string): string {
  return hmacSha256(derived(newest(secrets), purpose).key, text).toString('base64url')
}

/** True when one of the secrets signed `text` for this purpose. */
export function isSignedBy(
  text: string,
  signature: string,
  secrets: Secrets,
  purpose: string,
): boolean {
  return secrets.some((secret) => constantTimeEqual(signature, sign(text, [secret], purpose)))
}

export function hmacSha256(
  key: string | Uint8Array | KeyObject,
  data: string | Uint8Array,
): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

/**
 * How an API key or a link's token is stored. Plain SHA-256 is enough, and quick, because these are
 * 128 bits of chance or more; a password would need a slow hash.
 */
export function hashKey(key: string | Uint8Array): string {
  return hash('sha256', key, 'hex')
}

const SHORT_BYTES = 16

/** What bytes are called by what they are, in 22 characters of a URL: of chance none are alike. */
export function contentHash(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'buffer').subarray(0, SHORT_BYTES).toString('base64url')
}

export function randomToken(bytes = 32): string {
  return takeRandom(bytes).toString('base64url')
}

const STOCK_BYTES = 4_096
let stock = Buffer.alloc(0)

/**
 * Bytes of chance, asked of the system by the page: each asking takes 5 µs, however few are
 * wanted. What is given out is wiped from the stock, so that nothing can read it a second time.
 */
export function takeRandom(bytes: number): Buffer {
  if (bytes > STOCK_BYTES) return randomBytes(bytes)
  if (bytes > stock.length) stock = randomBytes(STOCK_BYTES)
  const taken = Buffer.from(stock.subarray(0, bytes))
  stock.fill(0, 0, bytes)
  stock = stock.subarray(bytes)
  return taken
}

/** Equality that takes as long wherever the first difference lies. Only the length can be learned. */
export function constantTimeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function newest(secrets: Secrets): string {
  const [secret] = secrets
  if (!secret) throw new Error('no secret was given')
  return secret
}

type Derived = { key: KeyObject; id: string }

const KEYS_MAX = 1_000
const known = new Map<string, Derived>()

/**
 * A process has few secrets and few purposes, and deriving is most of the work: kept, with the key
 * in OpenSSL's own form, a link takes 20 µs to seal instead of 180.
 */
function derived(secret: string, purpose: string): Derived {
  const name = JSON.stringify([secret, purpose])
  const found = known.get(name)
  if (found) return found

  const key = createSecretKey(deriveKey(secret, purpose))
  const id = deriveKey(secret, `${purpose}/key-id`).toString('hex').slice(0, 16)
  if (known.size >= KEYS_MAX) known.clear()
  known.set(name, { key, id })
  return { key, id }
}
