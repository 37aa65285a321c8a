import { constantTimeEqual, hmacSha256 } from '../lib/crypto.ts'
import type { Connector, Headers, Verified } from './connector.ts'

const TOLERANCE_SECONDS = 5 * 60
/** A sender rotates between two keys; a longer list only buys work for us. */
const SIGNATURES_MAX = 20
const PREFIX = 'whsec_'
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * Standard Webhooks v1 (standard-webhooks.com, specification 1.0.0). The body is that of
 * `POST /v1/events` and is read by the same code, so there is nothing to translate here.
 *
 * The package `standardwebhooks` reads the system's clock, which would tie a test merchant's
 * webhooks to our time; so the check is our own, and its vectors and its `sign` are the tests.
 */
export const standard: Connector = {
  name: 'standard',
  verify: verifyStandard,
  translate: (_raw, headers) => ({
    deliveryId: headers('webhook-id') ?? '',
    topic: 'events',
    events: [],
    items: [],
    levels: [],
    privacy: null,
    ignored: 'its body is that of POST /v1/events',
  }),
}

function verifyStandard(raw: Uint8Array, headers: Headers, secret: string, now: Date): Verified {
  const id = headers('webhook-id')
  const timestamp = headers('webhook-timestamp')
  const given = headers('webhook-signature')
  if (!id || !timestamp || !given)
    return refuse('a webhook-id, -timestamp or -signature is missing')
  if (!secret) return refuse('the connection has no secret')
  if (!/^\d{1,12}$/.test(timestamp)) return refuse('webhook-timestamp is not in seconds')

  const age = Math.floor(now.getTime() / 1000) - Number(timestamp)
  if (age > TOLERANCE_SECONDS) return refuse('webhook-timestamp is more than five minutes old')
  if (age < -TOLERANCE_SECONDS) return refuse('webhook-timestamp is more than five minutes ahead')

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), raw])
  const expected = keysOf(secret).map((key) => `v1,${hmacSha256(key, signed).toString('base64')}`)
  const signatures = given.split(' ').slice(0, SIGNATURES_MAX)
  const matches = signatures.some((one) => expected.some((own) => constantTimeEqual(one, own)))
  return matches ? { ok: true } : refuse('no v1 signature matches')
}

/**
 * `whsec_` says that the rest is base64. Without it the specification's libraries still decode
 * base64, while senders written by hand sign with the text itself; both readings are of the same
 * secret, so either is accepted. What is not base64 can only be meant as text.
 */
function keysOf(secret: string): Uint8Array[] {
  const rest = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const decoded = BASE64.test(rest) ? Buffer.from(rest, 'base64') : Buffer.alloc(0)
  if (decoded.length === 0) return [Buffer.from(secret)]

  return rest === secret ? [decoded, Buffer.from(secret)] : [decoded]
}

const refuse = (reason: string): Verified => ({ ok: false, reason })
