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
 * `note` what went before.
 */
export type HandedOver = { outcome: Outcome; bytes: string; by?: string; note?: string }

export type MailChannel = {
  name: string
  /** Who takes what the first does not; of what it was handed last it is the only one to be asked. */
  second?: MailChannel
  send(mail: Mail): Promise<HandedOver>
}
export type TextChannel = {
  name: string
  send(text: Text): Promise<HandedOver>
  /** Whether the provider has a text that it gave no answer about; absent where it can't be asked. */
  find?(asked: AskedFor): Promise<FoundText>
}

export type AskedFor = { to: string; body: string; since: Instant }
export type FoundText =
  | { status: 'found'; providerId: string; kind: ReceiptKind; detail: string }
  | { status: 'none' | 'unknown'; detail: string }
