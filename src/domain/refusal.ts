/** What a provider said no to: `code` is its own, or the one of its HTTP answer. */
type Refusal = { code: string; detail: string }

/** SendGrid's and Twilio's refusals of the account or the sender, by the status of the answer. */
const ACCOUNT_STATUS = /^40[1-5]$/
/** RFC 3463, 3.8: refused for who sends and by what way, as by a server that does not relay for us. */
const POLICY = /\b5\.7\.\d{1,3}\b/
/**
 * Twilio's: the account (20xxx), what it may not text yet (21408), a sender that is not its own or is
 * no number for texts, and a messaging service that is not there or has no sender.
 */
const TWILIO_SENDER = /^(?:20\d{3}|21212|21408|2160[367]|21659|2166[01]|2170[1-5])$/
/** Our own check, of what the merchant set. */
const OWN_SENDER = /^(?:from|reply-to) is not one address$/

/**
 * Refused for who sends and not for the message or its reader: a key that ended, credit used up, a
 * sender that is not proven yet. That can be mended without the message, so the same message may go
 * again; any other refusal would be the same tomorrow.
 */
export const isOfSender = ({ code, detail }: Refusal): boolean =>
  ACCOUNT_STATUS.test(code) ||
  TWILIO_SENDER.test(code) ||
  isOfPolicy(detail) ||
  OWN_SENDER.test(detail)

export const isOfPolicy = (detail: string): boolean => POLICY.test(detail)

/** How an attempt ended, where it was refused for who sent it. */
export const SENDER_REFUSED = 'sender_refused'
