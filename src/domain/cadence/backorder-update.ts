import { because } from '../because.ts'
import { spreadAt } from '../import-spread.ts'
import { later } from '../instant.ts'
import type { Notice } from '../message.ts'
import type { Line, OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { isBackordered, lastWord, nextWordAt, waitsOf, wordFacts } from './silence-budget.ts'
import { factsOf, tell } from './told.ts'

/**
 * The next "still waiting" word where something is on backorder, or its stock has come and has not
 * shipped. It is due whatever else is planned: which of two words goes is settled afterwards, so
 * that none can be left out for another that never comes.
 *
 * The key names the word that it answers, never a number: an event that comes late must not
 * renumber messages that were sent.
 */
export const wantBackorderUpdate: Rule = (order, context) => {
  const lines = order.lines.filter(isBackordered)
  if (!order.placed || lines.length === 0) return []
  const word = lastWord(order)
  const next = word ? nextWord(order, word, { lines, context }) : firstWord(order, lines, context)
  if (!next) return []
  return [
    {
      ...next,
      facts: factsOf({
        lines: lines.map(({ id }) => id),
        told: tell(order, {
          dates: context,
          allocated: true,
        }),
      }),
    },
  ]
}

type Next = Omit<Notice, 'facts'>

function nextWord(
  order: OrderState,
  word: Said,
  { lines, context }: { lines: readonly Line[]; context: CadenceContext },
): Next {
  const next = nextWordAt(word, waitsOf(order, context), context)
  return {
    kind: 'backorder_update',
    key: `backorder_update:${word.messageId}`,
    dueAt: later(next.dueAt, context.now), // overdue after an outage: one word, at once
    why: `The last word was ${word.kind} on ${word.at}; the next comes within ${next.days} days.`,
    because: because('silence_budget', wordFacts(word, lines, next, context)),
  }
}

/**
 * The first word to a waiting order that came by an import. A shop that brings a thousand of them
 * must not write a thousand mails in one minute: each order has its own minute of the day after.
 * And of one whose confirmation was refused for good: its silence began with the order.
 */
function firstWord(
  order: OrderState,
  lines: readonly Line[],
  context: CadenceContext,
): Next | null {
  const { isConfirmationLost = false, now } = context
  if (!order.placed) return null
  if (!isConfirmationLost && unawareLines(order).length > 0) return null // its confirmation comes
  const { heardAt } = order.placed
  const inBudget = () =>
    later(nextWordAt({ at: heardAt }, waitsOf(order, context), context).dueAt, now)
  return {
    kind: 'backorder_update',
    key: `backorder_update:${order.placed.eventId}`,
    dueAt: isConfirmationLost ? inBudget() : (spreadAt(order, context.policy) ?? now),
    why: `The order came on ${order.placed.heardAt} and waits; nothing was said yet.`,
    because: because('first_word', {
      lines: lines.map(({ id }) => id),
      events: [order.placed.eventId],
      heard_at: order.placed.heardAt,
    }),
  }
}
