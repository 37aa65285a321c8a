import type { Connector } from './connector.ts'
import { type Inbound, notReadable, type TextWish } from './inbound.ts'
import { wishOfText } from './text-wish.ts'
import { formOf, verifyTwilio } from './twilio/verify.ts'

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

function readText(raw: Uint8Array): Inbound {
  const form = formOf(raw)
  // PostgreSQL has no text with a NUL.
  const field = (name: string) => (form.get(name) ?? '').replaceAll('\0', '')
  const id = field('MessageSid')
  const from = field('From')
  if (!id || !from) return notReadable(id || 'none', TOPIC, 'it is no message')
  const text = field('Body')
  return {
    deliveryId: id,
    topic: TOPIC,
    via: 'sms',
    from,
    to: [field('To')],
    subject: null,
    text,
    answers: [],
    attachments: /^\d{1,3}$/.test(form.get('NumMedia') ?? '') ? Number(form.get('NumMedia')) : 0,
    ...wishOf(text, form.get('OptOutType')),
    // With Advanced Opt-Out, Twilio has answered HELP itself.
    ignored: form.get('OptOutType') === 'HELP' ? 'Twilio answered it' : null,
  }
}

/**
 * Twilio's own verdict (`OptOutType`, Advanced Opt-Out) also knows the words that an account added;
 * it has then answered them. CANCEL stays what it is: Twilio calls it a STOP, and it may have meant
 * the order.
 */
function wishOf(text: string, optOutType: string | null): Pick<Inbound, 'wish' | 'language'> {
  const said = wishOfText(text)
  const told = TOLD.get(optOutType?.toUpperCase() ?? '')
  if (!told) return { wish: said?.wish ?? null, ...(said?.language && { language: said.language }) }
  if (told === 'help') return { wish: null }
  return { wish: said?.wish === 'cancel' ? 'cancel' : told }
}

const TOLD: ReadonlyMap<string, TextWish> = new Map([
  ['STOP', 'stop'],
  ['START', 'start'],
  ['HELP', 'help'],
])
