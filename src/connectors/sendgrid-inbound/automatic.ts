import { addressOf, type Mail } from './mail.ts'

/**
 * Why a mail was written by no person, or null. A robot that is answered answers back, and two of
 * them never end (RFC 3834; the other headers are what mail programs and lists really send).
 */
export function whyAutomatic(mail: Mail, envelopeFrom: string | null): string | null {
  const submitted = mail.header('auto-submitted')?.toLowerCase()
  if (submitted && !/^no\b/.test(submitted)) return 'an automatic reply (Auto-Submitted)'
  if (BULK.has(mail.header('precedence')?.toLowerCase() ?? '')) return 'bulk mail (Precedence)'
  const marked = MARKS.find((name) => mail.header(name) !== null)
  if (marked) return `an automatic reply (${marked})`
  if (envelopeFrom === '' || mail.header('return-path')?.trim() === '<>')
    return 'a report of delivery (no sender to answer)'
  if (ROBOT.test(mail.from) || ROBOT.test(addressOf(envelopeFrom ?? '')))
    return 'written by a mail system'
  if (SUBJECT.test(mail.subject?.trim() ?? '')) return 'an automatic reply (Subject)'
  return null
}

const BULK: ReadonlySet<string> = new Set(['bulk', 'junk', 'list', 'auto_reply'])
const MARKS = ['x-autoreply', 'x-autorespond', 'x-auto-response-suppress', 'list-id']
/** As mail programs of our four languages begin it, where a server on the way took the headers off. */
const SUBJECT =
  /^(automatic reply|auto(?:matic)?[- ]?(?:reply|response)\b|out of (?:the )?office|abwesenheitsnotiz|automatische antwort|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|undeliver(?:able|ed mail)|delivery status notification)/iu
const ROBOT = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)[@+]/
