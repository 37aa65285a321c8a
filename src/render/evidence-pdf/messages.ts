import type { EvidenceMessage, EvidencePack } from '../../domain/evidence.ts'
import { type Pause, type Sheet, SOFT } from './sheet.ts'
import { inWords, momentIn } from './words.ts'

/** Each message as its reader got it; those that never went stand there too, with why. */
export async function writeMessages(sheet: Sheet, pack: EvidencePack, pause: Pause) {
  const moment = momentIn(pack.merchant.time_zone)
  sheet.heading('5 Messages as sent')
  if (pack.messages.length === 0) sheet.write('No message to the customer was ever planned.')
  else
    sheet.write(
      'Oldest first. The text is as it was sent; the key in the link to the order’s page is masked as “…”.',
      { color: SOFT },
    )
  for (const message of pack.messages) {
    writeMessage(sheet, message, moment)
    await pause()
  }
}

function writeMessage(
  sheet: Sheet,
  message: EvidenceMessage,
  moment: (at: string | null) => string,
) {
  const { number, kind, channel, status } = message
  sheet.need(90)
  const way = channel === 'sms' ? 'text' : 'e-mail'
  sheet.small(`${number}. ${capital(inWords(kind))}, by ${way}: ${inWords(status)}`)
  sheet.facts([
    ['To', message.to],
    ['Subject', message.subject],
    message.sent_at ? ['Sent', moment(message.sent_at)] : ['Was due', moment(message.due_at)],
    ['Handed to', provider(message)],
    ['Receipts', receipts(message, moment)],
    ['Why', message.why],
    ['Withdrawn', message.withdrawn_why],
    ['Rule', message.because && ruleOf(message.because)],
    ['Id', message.id],
    [message.sha256_of === 'content' ? 'SHA-256 of its content' : 'SHA-256', message.sha256],
  ])
  if (message.text !== null) sheet.write(squeeze(message.text), { size: 8.5, indent: 14, gap: 8 })
  sheet.rule()
}

const provider = ({ provider: name, provider_id: id }: EvidenceMessage) =>
  name && (id ? `${name}, its id ${id}` : name)

const receipts = ({ receipts: all }: EvidenceMessage, moment: (at: string) => string) =>
  all
    .map(({ kind, at, detail }) => `${inWords(kind)} ${moment(at)}${detail ? ` (${detail})` : ''}`)
    .join('; ')

type Because = NonNullable<EvidenceMessage['because']>

/** The facts as data, for who checks the sentence above against them. */
const ruleOf = ({ rule, facts }: Because) => {
  const told = Object.entries(facts).map(([name, fact]) => `${inWords(name)} ${sayFact(fact)}`)
  return [inWords(rule), ...told].join('; ')
}

function sayFact(fact: unknown): string {
  if (Array.isArray(fact)) return fact.join(', ')
  if (fact === null) return 'none'
  if (typeof fact !== 'object') return String(fact)
  return Object.entries(fact)
    .map(([name, value]) => `${name}: ${value ?? 'none'}`)
    .join(', ')
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Empty lines in a row say no more than one, and take paper. */
const squeeze = (text: string) => text.replaceAll(/\n\s*\n(\s*\n)+/g, '\n\n').trim()
