import { because } from '../because.ts'
import type { Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/** What an agent wrote goes at once, whatever became of the order: a person chose to say it. */
export const wantLetters: Rule = (order) =>
  order.letters.map(({ letterId, inquiryId, eventId, at }) => ({
    kind: inquiryId ? 'inquiry_reply' : 'free_message',
    key: letterKey(letterId, inquiryId),
    dueAt: at,
    why: inquiryId ? 'An agent answered a question.' : 'An agent wrote.',
    because: because(inquiryId ? 'inquiry_answered' : 'agent_wrote', {
      letter: letterId,
      inquiry: inquiryId,
      events: [eventId],
    }),
    facts: factsOf({ letterId, inquiryId, told: tell(order, {}) }),
  }))

export const letterKey = (letterId: string, inquiryId: string | null) =>
  `${inquiryId ? 'inquiry_reply' : 'free_message'}:${letterId}`
