import type { Instant } from './order.ts'
import type { ReceiptKind } from './receipt.ts'

/**
 * A provider's answer is a value, never an exception. `unclear` is only "no answer": an HTTP status
 * of any kind is an answer, so 429 and 5xx are `try_later` and other 4xx `rejected`.
 */
export type Outcome =
  | { status: 'accepted'; providerId: string | null }
  | { status: 'rejected'; code: string; detail: string }
  | { status: 'try_later'; code: string; detail: string; retryAfterSeconds: number | null }
  | { status: 'unclear'; detail: string }

/** A mail, complete: a channel only hands it over. Header values hold no line breaks. */
export type Mail = {
  messageId: string
  from: { email: string; name: string }
  replyTo: { email: string; name: string } | null
  to: { email: string; name: string | null }
  subject: string
  html: string | null
  text: string
  /** Message-ID, References, List-Unsubscribe … in the spelling of their RFCs. */
  headers: Record<string, string>
}

export type Text = {
  messageId: string
  /** E.164; null where the installation's own sender or messaging service is used. */
  from: string | null
  to: string
  body: string
  /** Where the provider is to say what becomes of it. */
  statusCallback?: string
}

/**
 * `bytes` is what was handed over, to be kept as sent; for SendGrid the request body; empty where
 * nobody was called. `by` is who was called, where that is another than the channel's name, and
 * `note` what went before. `pauseSeconds`: it took this one, and takes no more for so long.
 * `isForGood`: who was asked before `by` has refused this one for good, and is not asked again.
 */
export type HandedOver = {
  outcome: Outcome
  bytes: string
  by?: string
  note?: string
  pauseSeconds?: number
  isForGood?: boolean
}

/**
 * What a provider bears, where that is known: so many at once, so many a second, and how it stands
 * just now: how many it would take, and when (in ms) to ask again where that is none.
 */
export type ChannelBounds = {
  inFlightMax?: number
  perSecond?: number
  standing?(): { room: number; again: number }
}

export type MailChannel = {
  name: string
  bounds?: ChannelBounds
  /** Who takes what the first does not; of what it was handed last it is the only one to be asked. */
  second?: MailChannel
  send(mail: Mail, options?: MailOptions): Promise<HandedOver>
}
/** `beforeSecond` keeps who is called next, before it is; false: it is not to be called any more. */
export type MailOptions = { beforeSecond?: (name: string) => Promise<boolean> }
export type TextChannel = {
  name: string
  bounds?: ChannelBounds
  send(text: Text): Promise<HandedOver>
  /** Whether the provider has a text that it gave no answer about; absent where it can't be asked. */
  find?(asked: AskedFor): Promise<FoundText>
}

export type AskedFor = {
  to: string
  body: string
  since: Instant
  /** Whether a text that is listed is known to be another message's, of the same words. */
  isAnothers(providerId: string): Promise<boolean>
}
export type FoundText =
  | { status: 'found'; providerId: string; kind: ReceiptKind; detail: string }
  | { status: 'none' | 'unknown'; detail: string }
