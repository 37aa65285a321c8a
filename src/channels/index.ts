import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import { outboxMail, outboxText } from './outbox.ts'
import { type SendGridSettings, sendgridMail } from './sendgrid.ts'
import { type SmtpSettings, smtpMail } from './smtp.ts'
import { type TwilioSettings, twilioText } from './twilio.ts'

type ChannelSettings = {
  sendgrid: SendGridSettings | null
  smtp: SmtpSettings | null
  twilio: TwilioSettings | null
}

export type Channels = {
  mail: MailChannel
  text: TextChannel
  /** For test merchants, whose messages go nowhere whatever is set. */
  outbox: { mail: MailChannel; text: TextChannel }
  close(): Promise<void>
}

/** The outside that the settings name; what they don't name is kept in the local outbox. */
export function createChannels({ sendgrid, smtp, twilio }: ChannelSettings): Channels {
  const outbox = { mail: outboxMail(), text: outboxText() }
  const bySmtp = !sendgrid && smtp ? smtpMail(smtp) : null

  return {
    mail: sendgrid ? sendgridMail(sendgrid) : (bySmtp ?? outbox.mail),
    text: twilio ? twilioText(twilio) : outbox.text,
    outbox,
    close: async () => bySmtp?.close(),
  }
}
