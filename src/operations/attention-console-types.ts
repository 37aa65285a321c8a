import type { Attention } from '../domain/attention.ts'

/** What an agent does about an order that waits for a person. */
export type AttentionConsole = {
  /** The answer to a request to cancel, or the end of a held wait; throws `conflict`. */
  answerCancellation(
    merchantId: string,
    orderId: string,
    input: {
      answer: 'accept' | 'decline'
      reason: string | null
      by: string
      /** What the page showed: the request's event, or `end`. Another one since is a conflict. */
      about: string
    },
  ): Promise<void>
  /** What the customer told the agent: they go on waiting. Throws `conflict`. */
  keepOrder(merchantId: string, orderId: string, by: string): Promise<void>
  /** Ends the clock of a question that asks for no answer; throws `not_found`. */
  closeInquiry(merchantId: string, orderId: string, inquiryId: string, by: string): Promise<void>
  /** Takes that back; throws `not_found`. */
  reopenInquiry(merchantId: string, orderId: string, inquiryId: string, by: string): Promise<void>
}

/** Why an order is flagged in a list, the most urgent first. */
export type AttentionFlag = 'request' | 'held_end' | 'unreached' | 'anomaly'

export type { Attention }
