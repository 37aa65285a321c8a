import PostalMime from 'postal-mime'
import type { Parts } from './parts.ts'

/** A mail, whichever way Inbound Parse was set up to hand it over. */
export type Mail = {
  header(name: string): string | null
  from: string
  subject: string | null
  text: string | null
  html: string | null
  attachments: number
}

/** By default the mail comes taken apart; "send raw" hands over all of it in one field. */
export async function readMail(parts: Parts): Promise<Mail> {
  const raw = parts.field('email')
  return raw === null ? mailOfParts(parts) : mailOfMime(raw)
}

function mailOfParts(parts: Parts): Mail {
  const headers = headersOf(parts.field('headers') ?? '')
  return {
    header: (name) => headers.get(name) ?? null,
    from: addressOf(parts.field('from') ?? headers.get('from') ?? ''),
    subject: parts.field('subject') ?? headers.get('subject') ?? null,
    text: parts.field('text'),
    html: parts.field('html'),
    attachments: Math.max(parts.files, countOf(parts.field('attachments'))),
  }
}

async function mailOfMime(raw: string): Promise<Mail> {
  const mail = await PostalMime.parse(raw)
  const headers = new Map(mail.headers.map(({ key, value }) => [key.toLowerCase(), value]))
  return {
    header: (name) => headers.get(name) ?? null,
    from: (mail.from?.address ?? '').toLowerCase(),
    subject: mail.subject ?? null,
    text: mail.text ?? null,
    html: mail.html ?? null,
    attachments: mail.attachments.length,
  }
}

/** A header may go on in lines that begin with a space (RFC 5322, 2.2.3); of a name the first counts. */
function headersOf(text: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of text
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .slice(0, HEADERS_MAX)) {
    const at = line.indexOf(':')
    const name = line.slice(0, at).trim().toLowerCase()
    if (at > 0 && !headers.has(name)) headers.set(name, line.slice(at + 1).trim())
  }
  return headers
}

/** "Jon Snow <Jon@x.example>" as "jon@x.example". */
export function addressOf(mailbox: string): string {
  const bracketed = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(mailbox)?.[1]
  return (bracketed ?? mailbox).trim().toLowerCase().slice(0, ADDRESS_MAX)
}

const countOf = (text: string | null) => (/^\d{1,3}$/.test(text ?? '') ? Number(text) : 0)

const HEADERS_MAX = 500
const ADDRESS_MAX = 254
