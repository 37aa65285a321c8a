import { createPublicKey, verify as verifySignature } from 'node:crypto'
import type { Headers, Verified } from '../connector.ts'

const SIGNATURE = 'x-twilio-email-event-webhook-signature'
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp'

/**
 * SendGrid's signed Event Webhook: ECDSA over P-256 and SHA-256 of the timestamp and the raw body,
 * against the public key that SendGrid shows. The timestamp is not held against our clock: SendGrid
 * repeats a batch for 24 hours, and a batch that is played back says nothing that is not stored.
 */
export function verifyEvents(raw: Uint8Array, headers: Headers, secret: string): Verified {
  const key = publicKeyOf(secret)
  if (!key) return refuse('the secret of the connection is no public key of SendGrid’s')
  const [signature, timestamp] = [headers(SIGNATURE), headers(TIMESTAMP)]
  if (!signature || !timestamp) return refuse('a signature or its timestamp is missing')

  const signed = Buffer.concat([Buffer.from(timestamp), raw])
  const isTheirs = verifySignature('sha256', signed, key, Buffer.from(signature, 'base64'))
  return isTheirs ? { ok: true } : refuse('the signature does not match')
}

function publicKeyOf(secret: string) {
  try {
    const der = Buffer.from(secret.trim(), 'base64')
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
  } catch {
    return null
  }
}

const refuse = (reason: string): Verified => ({ ok: false, reason })
