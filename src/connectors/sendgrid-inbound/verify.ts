import { createPublicKey, verify as verifySignature } from 'node:crypto'
import { constantTimeEqual } from '../../lib/crypto.ts'
import type { Headers, Verified } from '../connector.ts'

const SIGNATURE = 'x-twilio-email-event-webhook-signature'
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp'

/**
 * Inbound Parse signs nothing by default, so the secret is the password in its URL
 * (`https://any:SECRET@host/…`, sent as RFC 7617 Basic). Where a signature is turned on, the secret
 * is the public key that SendGrid shows; then nothing else is taken, for that key is no secret.
 */
export function verifyInbound(raw: Uint8Array, headers: Headers, secret: string): Verified {
  const key = publicKeyOf(secret)
  if (!key) return verifyPassword(headers('authorization'), secret)

  const [signature, timestamp] = [headers(SIGNATURE), headers(TIMESTAMP)]
  if (!signature || !timestamp) return refuse('a signature or its timestamp is missing')
  const signed = Buffer.concat([Buffer.from(timestamp), raw])
  const isTheirs = verifySignature('sha256', signed, key, Buffer.from(signature, 'base64'))
  return isTheirs ? { ok: true } : refuse('the signature does not match')
}

function verifyPassword(authorization: string | undefined, secret: string): Verified {
  const [, given] = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '') ?? []
  if (!given) return refuse('the password is missing')
  const password = Buffer.from(given, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
  return constantTimeEqual(password, secret) ? { ok: true } : refuse('the password is wrong')
}

function publicKeyOf(secret: string) {
  try {
    const key = createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' ? key : null
  } catch {
    return null
  }
}

const refuse = (reason: string): Verified => ({ ok: false, reason })
