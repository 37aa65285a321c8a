import { addHours } from './instant.ts'
import type { Inquiry, Instant, OrderState } from './order.ts'

/** The page and the acknowledgement say so, and support's list counts it down. */
export const ANSWER_WITHIN_HOURS = 24
/** What is kept of a question's words: more than anybody types, less than a mail can hold. */
export const INQUIRY_TEXT_MAX = 20_000

export const answerDueAt = (receivedAt: Instant): Instant =>
  addHours(receivedAt, ANSWER_WITHIN_HOURS)

/**
 * Questions without an answer, oldest first. One answer is to all that was asked before it; and who
 * texted CANCEL is asked back by `cancel_or_stop`, so no person has to. What was closed asked for none.
 */
export const openInquiries = (order: OrderState): Inquiry[] =>
  order.inquiries.filter(
    ({ inquiryId, at, stopsTexts, closed }) =>
      !stopsTexts &&
      !closed &&
      !order.letters.some(
        (letter) =>
          letter.inquiryId === inquiryId || (letter.inquiryId !== null && letter.at >= at),
      ),
  )
