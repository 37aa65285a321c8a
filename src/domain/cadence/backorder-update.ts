import { spreadAt } from '../import-spread.ts'
import { later } from '../instant.ts'
import type { OrderState } from '../order.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { unansweredOffers } from './delay-words.ts'
import { isBackordered, lastWord, nextWordAt, waitsOf } from './silence-budget.ts'
import { factsOf, tell, todayOf } from './told.ts'

/**
 * The next "still waiting" word where something is on backorder, or its stock has come and has not
 * shipped. It is due whatever else is planned: which of two words goes is settled afterwards, so
 * that none can be left out for another that never comes.
 *
 * The key names the word that it answers, never a number: an event that comes late must not
 * renumber messages that were sent.
 */
export const wantBackorderUpdate: Rule = (order, context) => {
  const waits = waitsOf(order, context)
  const lines = waits.map(({ line }) => line).filter(isBackordered)
  if (lines.length === 0) return []

  const facts = factsOf({
    lines: lines.map(({ id }) => id),
    offers: unansweredOffers(order, context),
    told: tell(order, { dates: true, allocated: true, today: todayOf(context) }),
  })
  const word = lastWord(order)
  if (!word) return firstWord(order, context).map((first) => ({ ...first, facts }))

  const { dueAt, days } = nextWordAt(word, waits, context)
  return [
    {
      kind: 'backorder_update',
      key: `backorder_update:${word.messageId}`,
      dueAt: later(dueAt, context.now), // overdue after an outage: one word, at once
      why: `The last word was ${word.kind} on ${word.at}; the budget of silence is ${days} days.`,
      facts,
    },
  ]
}

/**
 * The first word to a waiting order that came by an import. A shop that brings a thousand of them
 * must not write a thousand mails in one minute: each order has its own minute of the day after.
 */
function firstWord(order: OrderState, { now }: CadenceContext) {
  if (!order.placed || unawareLines(order).length > 0) return [] // its confirmation comes
  return [
    {
      kind: 'backorder_update' as const,
      key: `backorder_update:${order.placed.eventId}`,
      dueAt: spreadAt(order) ?? now,
      why: `The order came on ${order.placed.heardAt} and waits; nothing was said yet.`,
    },
  ]
}
