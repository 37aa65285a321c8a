import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import type { DomainChannel } from '../domain/own-domain.ts'
import type { PictureChannel } from '../domain/picture.ts'
import type { WebhookChannel } from '../domain/webhook-call.ts'
import { domainChannel } from './domains.ts'
import { merchantWebhook, type WebhookSettings } from './merchant-webhook.ts'
import { outboxMail, outboxText } from './outbox.ts'
import { type PictureSettings, pictureChannel } from './pictures.ts'
import { type SendGridSettings, sendgridMail } from './sendgrid.ts'
import { type SmtpSettings, smtpMail } from './smtp.ts'
import { type TwilioSettings, twilioText } from './twilio.ts'

type ChannelSettings = {
  sendgrid: SendGridSettings | null
  smtp: SmtpSettings | null
  twilio: TwilioSettings | null
  webhook?: WebhookSettings
  pictures?: PictureSettings
}

export type Channels = {
  mail: MailChannel
  text: TextChannel
  /** To merchants' own endpoints, also those of test merchants: so they are tried out. */
  webhook: WebhookChannel
  /** Of products, for test merchants as well. */
  pictures: PictureChannel
  domains: DomainChannel
  /** For test merchants, whose messages go nowhere whatever is set. */
  outbox: { mail: MailChannel; text: TextChannel }
  close(): Promise<void>
}

/** The outside that the settings name; what they don't name is kept in the local outbox. */
export function createChannels({ sendgrid, smtp, twilio, ...more }: ChannelSettings): Channels {
  const outbox = { mail: outboxMail(), text: outboxText() }
  const webhook = merchantWebhook(more.webhook ?? { allowPrivate: false })
  const bySmtp = !sendgrid && smtp ? smtpMail(smtp) : null

  return {
    mail: sendgrid ? sendgridMail(sendgrid) : (bySmtp ?? outbox.mail),
    text: twilio ? twilioText(twilio) : outbox.text,
    webhook,
    domains: domainChannel(more.pictures ?? { allowPrivate: false }),
    pictures: pictureChannel(more.pictures ?? { allowPrivate: false }),
    outbox,
    async close() {
      webhook.close()
      await bySmtp?.close()
    },
  }
}
