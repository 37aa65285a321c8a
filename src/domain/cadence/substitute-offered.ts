import { because } from '../because.ts'
import { openOffers } from '../substitute.ts'
import type { Rule } from './context.ts'
import { factsOf, listLines, tell } from './told.ts'

/** Something else may be had in place of what waits: at once, until one is taken or nothing waits. */
export const wantSubstituteOffered: Rule = (order, { now }) =>
  openOffers(order)
    .filter(({ imported }) => !imported)
    .map(({ eventId, lineId, options }) => ({
      kind: 'substitute_offered',
      key: `substitute_offered:${eventId}`,
      dueAt: now,
      why: `The merchant offers ${options.map(({ title }) => title).join(', ')} in place of ${listLines(order, [lineId])}.`,
      because: because('substitute_offered', {
        lines: [lineId],
        events: [eventId],
        skus: options.map(({ sku }) => sku),
      }),
      facts: factsOf({
        lines: [lineId],
        substitute: { offer: eventId, lineId, options },
        told: tell(order, {}),
      }),
    }))
