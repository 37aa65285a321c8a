import type { Mail } from '../domain/outcome.ts'

/**
 * The mail as an RFC 5322 message. The boundary stays a random one of the library: a boundary that
 * can be foreseen lets a hostile text end its own part. A `Date` among the headers is kept; without
 * one the library writes the time of composing.
 */
export async function composeMime(mail: Mail): Promise<string> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    ...(mail.replyTo && { replyTo: mailbox(mail.replyTo) }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== null && { html: mail.html }),
    headers: mail.headers,
    messageId: messageIdOf(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const message = await composer.compile().build()
  return message.toString('utf8')
}

/** Never made up by chance: a mail that has to go again must be the same mail to its reader. */
export function messageIdOf(mail: Mail): string {
  const given = Object.entries(mail.headers).find(([name]) => name.toLowerCase() === 'message-id')
  return given?.[1] ?? `<${mail.messageId}@${mail.from.email.split('@')[1]}>`
}

/** As an object, so that nothing in a display name is ever parsed as an address. */
function mailbox({ email, name }: { email: string; name: string | null }) {
  return { address: email, name: name ?? '' }
}
