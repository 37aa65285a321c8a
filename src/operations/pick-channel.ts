import type { MessageRow } from '../db/schema.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import { canBeResolved } from './resolve-unclear.ts'
import type { Services } from './services.ts'

type Picked = {
  mail: MailChannel
  text: TextChannel
  /** The name of the one that is called first: recorded before, as who may have the message. */
  provider: string
  /** No hand-over takes longer. */
  seconds: number
}

/**
 * Who is handed a message: a test merchant's outbox, or the installation's providers. Who was handed
 * it last is recorded with it; where that is the second provider, it may have the message, so that
 * it alone is asked again: the first would send another.
 */
export function pickChannel(
  { channels }: Services,
  { mode }: Merchant,
  { channel, provider }: Pick<MessageRow, 'channel' | 'provider'>,
): Picked {
  const { mail: set, text } = mode === 'test' ? channels.outbox : channels
  const mail = set.second?.name === provider && set.second ? set.second : set
  const { name } = channel === 'sms' ? text : mail
  const second = channel === 'sms' || !mail.second ? 0 : secondsMax(mail.second.name)
  return { mail, text, provider: name, seconds: secondsMax(name) + second }
}

/** No channel takes longer to answer, or to give up: over HTTP 10 s, over SMTP 20 s, and room. */
const secondsMax = (provider: string) => (canBeResolved(provider) ? 15 : 25)
