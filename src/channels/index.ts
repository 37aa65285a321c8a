import type { Mail, MailChannel, Text, TextChannel } from '../domain/outcome.ts'
import type { DomainChannel } from '../domain/own-domain.ts'
import type { PictureChannel } from '../domain/picture.ts'
import type { WebhookChannel } from '../domain/webhook-call.ts'
import { besideMail } from './beside.ts'
import { domainChannel } from './domains.ts'
import { withFailover } from './failover.ts'
import { guard } from './guard.ts'
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
  /** Where there is a core to spare: what takes long of the processor is done by another thread. */
  isBeside?: boolean
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
export function createChannels(
  { sendgrid, smtp, twilio, isBeside = false, ...more }: ChannelSettings,
  now: () => number,
): Channels {
  const outbox = { mail: outboxMail(), text: outboxText() }
  const webhook = merchantWebhook(more.webhook ?? { allowPrivate: false })
  const smtpPool = smtp ? smtpMail(smtp) : null
  const bySmtp = smtpPool && guard<Mail, MailChannel>(smtpPool, now)
  const beside = sendgrid && isBeside ? besideMail(sendgrid) : null
  const atSendgrid = beside ?? (sendgrid && sendgridMail(sendgrid))
  const bySendgrid = atSendgrid && guard<Mail, MailChannel>(atSendgrid, now)
  const both = bySendgrid && bySmtp && withFailover(bySendgrid, bySmtp)

  return {
    mail: both ?? bySendgrid ?? bySmtp ?? outbox.mail,
    text: twilio ? guard<Text, TextChannel>(twilioText(twilio), now) : outbox.text,
    webhook,
    domains: domainChannel(more.pictures ?? { allowPrivate: false }),
    pictures: pictureChannel(more.pictures ?? { allowPrivate: false }),
    outbox,
    async close() {
      webhook.close()
      await beside?.close()
      await smtpPool?.close()
    },
  }
}
