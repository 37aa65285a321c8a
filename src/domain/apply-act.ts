import { cancelOurs } from './apply-cancellation.ts'
import type { Apply } from './apply-event.ts'
import { toInstant } from './instant.ts'
import type { Inquiry, OrderState } from './order.ts'

/** What the shopper chose, what time decided and what was written: acts beside cancelling. */
export const applyAct: Apply = (draft, event, rules) => {
  const at = toInstant(event.occurred_at)
  const eventId = event.id
  switch (event.type) {
    case 'delay.consented':
      for (const { id: lineId, offer } of event.data.lines)
        draft.consents.push({ eventId, at, lineId, offer })
      return null
    case 'delay.expired': {
      const { lines, deadlines } = event.data
      draft.expiries.push({ eventId, at, deadlines })
      cancelOurs(draft, lines, { event, by: 'tidings', reason: null, cause: 'expired' })
      return null
    }
    case 'split.chosen':
      draft.splitChosen = chosenSplit(draft, { eventId, at, split: event.data.split })
      draft.split = event.data.split
      return null
    case 'substitute.chosen': {
      const { offer, sku } = event.data
      const offered = draft.substitutes.find((one) => one.eventId === offer)
      if (!offered) return { why: `no substitute ${offer} was offered`, rest: event, lines: null }
      offered.chosen = { eventId, at, sku }
      return null
    }
    case 'wait.kept':
      draft.kept.push({ eventId, at, lines: event.data.lines })
      return null
    case 'waitlist.joined':
      for (const { id: lineId, sku } of event.data.lines)
        draft.waitlist.push({ eventId, at, lineId, sku })
      return null
    case 'waitlist.available':
      for (const sku of event.data.skus) draft.available.push({ eventId, at, sku })
      return null
    case 'feedback.given':
      // The first answer stands: a page that was left open must not change it.
      draft.feedback ??= { eventId, at, score: event.data.score }
      return null
    case 'resend.asked':
      draft.resends.push({ eventId, at, key: event.data.key })
      return null
    default:
      return applyTalk(draft, event, rules)
  }
}

/** What the customer asked, and what support did about it. */
const applyTalk: Apply = (draft, event) => {
  const at = toInstant(event.occurred_at)
  const eventId = event.id
  switch (event.type) {
    case 'inquiry.received': {
      const { inquiry_id: inquiryId, via, stops_texts: stopsTexts } = event.data
      draft.inquiries.push({ inquiryId, eventId, at, via, stopsTexts })
      return null
    }
    case 'letter.written': {
      const { letter_id: letterId, inquiry_id: inquiryId } = event.data
      draft.letters.push({ eventId, at, letterId, inquiryId })
      return null
    }
    case 'inquiry.closed':
      turnInquiry(draft, event.data.inquiry_id, { closed: { eventId, at } })
      return null
    case 'inquiry.reopened':
      turnInquiry(draft, event.data.inquiry_id, { reopened: { eventId, at } })
      return null
    default:
      return null
  }
}

/**
 * Closed, or open again: the last of it holds. What was asked is shared with the order before it, so
 * the one that is turned takes its place.
 */
function turnInquiry(
  draft: OrderState,
  id: string,
  turned: Pick<Inquiry, 'closed'> | Pick<Inquiry, 'reopened'>,
) {
  draft.inquiries = draft.inquiries.map((one) => {
    if (one.inquiryId !== id) return one
    const { closed: _closed, reopened: _reopened, ...asked } = one
    return { ...asked, ...turned }
  })
}

/** Taken back, it was agreed to none the less: what was late by it alone is late for nobody. */
function chosenSplit(
  { splitChosen }: OrderState,
  chosen: NonNullable<OrderState['splitChosen']>,
): NonNullable<OrderState['splitChosen']> {
  const heldAt = chosen.split === 'hold' ? chosen.at : splitChosen?.heldAt
  return heldAt ? { ...chosen, heldAt } : chosen
}
