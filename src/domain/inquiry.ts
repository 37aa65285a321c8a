import { addHours } from './instant.ts'
import type { Inquiry, Instant, OrderState } from './order.ts'
import type { Policy } from './policy.ts'

/** What is kept of a question's words: more than anybody types, less than a mail can hold. */
export const INQUIRY_TEXT_MAX = 20_000

/**
 * When support's list counts a question as late. The page and the acknowledgement say 24 hours, which
 * a shorter clock of the merchant's own keeps.
 */
export const answerDueAt = (
  receivedAt: Instant,
  { answer_within_hours: hours }: Pick<Policy, 'answer_within_hours'>,
): Instant => addHours(receivedAt, hours)

/**
 * Questions without an answer, oldest first. One answer is to all that was asked before it; and who
 * texted CANCEL is asked back by `cancel_or_stop`, so no person has to. What was closed asked for none,
 * until it is opened again.
 */
export const openInquiries = (order: OrderState): Inquiry[] =>
  order.inquiries.filter(
    ({ inquiryId, at, stopsTexts, closed, reopened }) =>
      !stopsTexts &&
      !closed &&
      !order.letters.some(
        (letter) =>
          letter.inquiryId === inquiryId ||
          (letter.inquiryId !== null && letter.at >= (reopened?.at ?? at)),
      ),
  )
