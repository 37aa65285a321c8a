import { because } from '../because.ts'
import { openInquiries } from '../inquiry.ts'
import { addHours } from '../instant.ts'
import type { Inquiry } from '../order.ts'
import type { Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/** A person sends a question in three mails; a robot that slipped through sends a hundred. */
const QUIET_HOURS = 1

/**
 * We have it, and a person answers: at once, and once an hour at most, counted from the question
 * that was acknowledged. By its own time and not that of the message, so that two that come in one
 * second are one word too. Not once it is answered: then the answer is the word.
 */
export const wantInquiryReceived: Rule = (order) => {
  const open = new Set(openInquiries(order).map(({ inquiryId }) => inquiryId))
  return acknowledged(order.inquiries)
    .filter(({ inquiryId }) => open.has(inquiryId))
    .map(({ inquiryId, eventId, at, via }) => ({
      kind: 'inquiry_received',
      key: `inquiry_received:${inquiryId}`,
      dueAt: at,
      why: `A question came by ${WAYS[via]} on ${at}.`,
      because: because('inquiry_received', {
        inquiry: inquiryId,
        events: [eventId],
        via,
        came_at: at,
      }),
      facts: factsOf({ inquiryId, told: tell(order, {}) }),
    }))
}

const WAYS: Record<Inquiry['via'], string> = { email: 'mail', sms: 'text', page: 'the page' }

function acknowledged(inquiries: readonly Inquiry[]): Inquiry[] {
  const first: Inquiry[] = []
  for (const one of inquiries) {
    const last = first.at(-1)
    if (!one.stopsTexts && (!last || one.at >= addHours(last.at, QUIET_HOURS))) first.push(one)
  }
  return first
}
