import { hashKey } from '../../lib/crypto.ts'
import type { Connector, Headers } from '../connector.ts'
import { type Inbound, notReadable } from '../inbound.ts'
import { whyAutomatic } from './automatic.ts'
import { textOfHtml } from './html-text.ts'
import { addressOf, readMail } from './mail.ts'
import { readParts } from './parts.ts'
import { replyText } from './reply-text.ts'
import { verifyInbound } from './verify.ts'

/** SendGrid takes mail of up to 30 MB, and tries a refused one for three days. */
const BODY_MAX_BYTES = 33_554_432
const TOPIC = 'mail'
const SUBJECT_MAX = 500
const ANSWERS_MAX = 50

/** SendGrid's Inbound Parse: the mail that customers answer with. */
export const sendgridInbound: Connector = {
  name: 'sendgrid-inbound',
  bodyMaxBytes: BODY_MAX_BYTES,
  verify: verifyInbound,
  translate: () => {
    throw new Error('a mail is read by readMessage')
  },
  readMessage,
}

async function readMessage(raw: Uint8Array, headers: Headers): Promise<Inbound> {
  const parts = readParts(raw, headers('content-type') ?? '')
  if (!parts) return notReadable(hashKey(raw), TOPIC, 'the body is not a multipart form')

  const mail = await readMail(parts)
  const envelope = envelopeOf(parts.field('envelope'))
  const own = mail.header('message-id')
  const text = mail.text?.trim() ? mail.text : textOfHtml(mail.html ?? '')
  return {
    // Sent again, it comes with the same Message-ID and another boundary.
    deliveryId: hashKey(own ? `${own} ${envelope.to.join()}` : raw),
    topic: TOPIC,
    via: 'email',
    from: mail.from,
    to: envelope.to,
    subject: mail.subject?.slice(0, SUBJECT_MAX) ?? null,
    text: replyText(text),
    answers: idsOf(`${mail.header('in-reply-to') ?? ''} ${mail.header('references') ?? ''}`),
    attachments: mail.attachments,
    wish: null,
    ignored: whyAutomatic(mail, envelope.from),
  }
}

/** Whom it was for in truth; the To header may name anybody. */
function envelopeOf(text: string | null): { from: string | null; to: string[] } {
  try {
    const { from, to } = JSON.parse(text ?? '') as { from?: unknown; to?: unknown }
    return {
      from: typeof from === 'string' ? from : null,
      to: Array.isArray(to) ? to.filter((one) => typeof one === 'string').map(addressOf) : [],
    }
  } catch {
    return { from: null, to: [] }
  }
}

const idsOf = (text: string) =>
  [...text.matchAll(/<([^<>\s]{1,500})>/g)].map(([, id = '']) => id).slice(0, ANSWERS_MAX)
