import type { Mail, Outcome, Text } from '../domain/outcome.ts'

type Rejected = Extract<Outcome, { status: 'rejected' }>

/** Without line breaks a header can't become two; the other controls have no use in one either. */
const CONTROL = /\p{Cc}|[\u2028\u2029]/u
/** RFC 5322, 2.2: a field name is printable ASCII without a colon. */
const FIELD_NAME = /^[!-9;-~]{1,76}$/
/** Minimal on purpose: what is refused is only what could be read as two addresses. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/
/** RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets. */
const ADDRESS_CHARS_MAX = 254
const E164 = /^\+[1-9]\d{6,14}$/

/**
 * Why a mail is not handed over by any channel, or null. It is refused and not cleaned: what holds
 * a line break in a subject was made by someone who hoped for a header.
 */
export function refuseMail(mail: Mail): Rejected | null {
  const broken = headerTexts(mail).find(([, text]) => CONTROL.test(text))
  if (broken) return refusal('header_invalid', `${broken[0]} holds a control character`)

  const name = Object.keys(mail.headers).find((key) => !FIELD_NAME.test(key))
  if (name !== undefined) return refusal('header_invalid', 'a header name is not one of RFC 5322')

  const wrong = addresses(mail).find(([, email]) => !isAddress(email))
  return wrong ? refusal('address_invalid', `${wrong[0]} is not one address`) : null
}

/** Why a text is not handed over by any channel, or null. Its body may hold line breaks. */
export function refuseText(text: Text): Rejected | null {
  if (CONTROL.test(text.to) || (text.from !== null && CONTROL.test(text.from))) {
    return refusal('header_invalid', 'a number holds a control character')
  }
  return E164.test(text.to) ? null : refusal('address_invalid', 'to is not an E.164 number')
}

function headerTexts(mail: Mail): [string, string][] {
  return [
    ['subject', mail.subject],
    ['from', mail.from.email + mail.from.name],
    ['to', mail.to.email + (mail.to.name ?? '')],
    ['reply-to', mail.replyTo ? mail.replyTo.email + mail.replyTo.name : ''],
    ['message id', mail.messageId],
    ...Object.entries(mail.headers).map(([key, text]): [string, string] => [
      'a header',
      key + text,
    ]),
  ]
}

function addresses(mail: Mail): [string, string][] {
  const both: [string, string][] = [
    ['from', mail.from.email],
    ['to', mail.to.email],
  ]
  return mail.replyTo ? [...both, ['reply-to', mail.replyTo.email]] : both
}

function isAddress(email: string): boolean {
  return email.length <= ADDRESS_CHARS_MAX && ADDRESS.test(email)
}

function refusal(code: string, detail: string): Rejected {
  return { status: 'rejected', code, detail }
}
