import type { ContactChannel } from './message.ts'
import type { ReceiptKind } from './receipt.ts'

/** Why an address is not written to. */
export const SUPPRESSION_REASONS = [
  'hard_bounce',
  'invalid',
  'complaint',
  'unsubscribed',
  'stopped',
] as const
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

/**
 * What a provider's later word says of the address itself, or null. Deferred and blocked mail says
 * something of the day, the sender or the words, and nothing of the address; a text that a carrier
 * filtered (30007) or that found the phone switched off (30003) does not either.
 */
export function suppressionOfReceipt(
  kind: ReceiptKind,
  code: string | null,
): SuppressionReason | null {
  switch (kind) {
    case 'complaint':
    case 'unsubscribed':
      return kind
    case 'bounced':
    case 'dropped':
    case 'failed':
      return code === null ? null : (REASON_OF_CODE[code] ?? null)
    default:
      return null
  }
}

/**
 * What a refusal at the hand-over says of the address. Over SMTP only the enhanced codes of RFC 3463
 * that name the mailbox (X.1.1, X.1.2, X.1.3, X.1.10 of RFC 7505): a bare 550 may as well be about
 * us, and one false word would end all mail to somebody who waits.
 */
export function suppressionOfRefusal(
  channel: string,
  { code, detail }: { code: string; detail: string },
): SuppressionReason | null {
  if (channel === 'sms') return REASON_OF_CODE[code] ?? null
  return channel === 'email' && /^5\d\d$/.test(code) && /\b5\.1\.(?:1|2|3|10)\b/.test(detail)
    ? 'hard_bounce'
    : null
}

const REASON_OF_CODE: Record<string, SuppressionReason> = {
  // SendGrid's class of a bounce, and its reasons to drop a mail (event.md of its documentation).
  bounce: 'hard_bounce',
  'bounced address': 'hard_bounce',
  invalid: 'invalid',
  'spam reporting address': 'complaint',
  'unsubscribed address': 'unsubscribed',
  // Twilio's: opted out at the carrier; no number; no mobile; unknown handset; a landline.
  '21610': 'stopped',
  '21211': 'invalid',
  '21614': 'invalid',
  '30005': 'invalid',
  '30006': 'invalid',
}

/** Two spellings of an address are one: the local part too, as every large provider reads it. */
export const suppressedName = (channel: ContactChannel, address: string): string =>
  `${channel} ${address.normalize('NFKC').toLowerCase()}`
