import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Headers, Verified } from '../connector.ts'

/**
 * X-Twilio-Signature over the address as Twilio called it and the fields, by Twilio's own code: it
 * tries the address with and without its port. The address is ours by configuration, since behind
 * a proxy the request's own is another.
 */
export function verifyTwilio(
  raw: Uint8Array,
  headers: Headers,
  secret: string,
  _now: Date,
  url = '',
): Verified {
  const signature = headers('x-twilio-signature')
  if (!signature) return { ok: false, reason: 'X-Twilio-Signature is missing' }
  return validateRequest(secret, signature, url, fieldsOf(raw))
    ? { ok: true }
    : { ok: false, reason: 'X-Twilio-Signature does not match' }
}

/** A name that stands there twice has both its values in what is signed. */
function fieldsOf(raw: Uint8Array): Record<string, string | string[]> {
  const form = formOf(raw)
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

export const formOf = (raw: Uint8Array) => new URLSearchParams(Buffer.from(raw).toString('utf8'))
