import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Connector, Headers, Verified } from './connector.ts'
import { type Inbound, notReadable, type TextWish } from './inbound.ts'

const TOPIC = 'text'

/** Texts that customers send to a number at Twilio. */
export const twilioInbound: Connector = {
  name: 'twilio-inbound',
  verify: verifyTwilio,
  translate: () => {
    throw new Error('a text is read by readMessage')
  },
  readMessage: async (raw) => readText(raw),
  // Anything but TwiML is an error in the account's log; an empty one says nothing.
  answer: (words) => ({
    body: words ? `<Response><Message>${escapeXml(words)}</Message></Response>` : '<Response/>',
    type: 'text/xml',
  }),
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * X-Twilio-Signature over the address as Twilio called it and the fields, by Twilio's own code: it
 * tries the address with and without its port. The address is ours by configuration, since behind
 * a proxy the request's own is another.
 */
function verifyTwilio(
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

const formOf = (raw: Uint8Array) => new URLSearchParams(Buffer.from(raw).toString('utf8'))

function readText(raw: Uint8Array): Inbound {
  const form = formOf(raw)
  const id = form.get('MessageSid') ?? ''
  const from = form.get('From') ?? ''
  if (!id || !from) return notReadable(id || 'none', TOPIC, 'it is no message')
  const text = form.get('Body') ?? ''
  return {
    deliveryId: id,
    topic: TOPIC,
    via: 'sms',
    from,
    to: [form.get('To') ?? ''],
    subject: null,
    text,
    answers: [],
    attachments: /^\d{1,3}$/.test(form.get('NumMedia') ?? '') ? Number(form.get('NumMedia')) : 0,
    wish: wishOf(text, form.get('OptOutType')),
    // With Advanced Opt-Out, Twilio has answered HELP itself.
    ignored: form.get('OptOutType') === 'HELP' ? 'Twilio answered it' : null,
  }
}

/**
 * What carriers and Twilio take for a wish about texts: the whole message, in any case. "Can you
 * cancel my order" is none. Twilio's own verdict (`OptOutType`, Advanced Opt-Out) also knows the
 * words that an account added.
 */
function wishOf(text: string, optOutType: string | null): TextWish | null {
  const word = text.trim().toUpperCase()
  if (word === 'CANCEL') return 'cancel'
  const told = optOutType?.toUpperCase()
  if (told === 'STOP' || STOP.has(word)) return 'stop'
  if (told === 'START' || START.has(word)) return 'start'
  if (told !== 'HELP' && HELP.has(word)) return 'help'
  return null
}

const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])
const START = new Set(['START', 'UNSTOP'])
const HELP = new Set(['HELP', 'INFO'])
