import { constantTimeEqual, hmacSha256 } from '../../lib/crypto.ts'
import type { Headers, Verified } from '../connector.ts'
import { shopifyHeader } from './headers.ts'

/**
 * HMAC-SHA256 of the raw body under the app's client secret, in base64.
 *
 * The texts are compared, not the decoded bytes: a decoder that passes over strange characters
 * would take many spellings for one signature. An empty body is refused even when it is signed, as
 * in Shopify's own Go library.
 */
export function verifyShopify(raw: Uint8Array, headers: Headers, secret: string): Verified {
  const given = shopifyHeader(headers, 'hmac-sha256')
  if (!given) return { ok: false, reason: 'the x-shopify-hmac-sha256 header is missing' }
  if (!secret) return { ok: false, reason: 'the connection has no secret' }
  if (raw.length === 0) return { ok: false, reason: 'the body is empty' }

  const expected = hmacSha256(secret, raw).toString('base64')
  return constantTimeEqual(given, expected)
    ? { ok: true }
    : { ok: false, reason: 'the x-shopify-hmac-sha256 header does not match the body' }
}
