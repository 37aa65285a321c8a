import { because } from '../because.ts'
import { spreadAt } from '../import-spread.ts'
import { addMinutes, later } from '../instant.ts'
import type { Instant, OrderState } from '../order.ts'
import type { Policy } from '../policy.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { wantOrderConfirmed } from './order-confirmed.ts'
import {
  isBackordered,
  lastWord,
  nextWordAt,
  type Wait,
  waitsOf,
  wordFacts,
} from './silence-budget.ts'
import { factsOf, listLines, tell } from './told.ts'

/**
 * The next "still being prepared" word where all that is left to ship is in stock, and the handling
 * time has passed without a package. Planned from the confirmation on, so that it comes though
 * nothing else happens: a shop that forgot an order sends no event of it.
 *
 * Where something is on backorder too, one word holds both: the update of the backorder.
 */
export const wantOrderUpdate: Rule = (order, context) => {
  const word = lastWord(order)
  // A new order: who is to be confirmed needs no days to be counted.
  if (order.lines.some(isBackordered) || (!word && isToBeConfirmed(order, context))) return []
  const waits = waitsOf(order, context)
  if (waits.length === 0) return []

  const lines = waits.map(({ line }) => line.id)
  const facts = factsOf({ lines, told: tell(order, {}) })
  if (!word) return firstWord(order, waits, context).map((first) => ({ ...first, facts }))

  const next = nextWordAt(word, waits, context)
  return [
    {
      kind: 'order_update',
      key: `order_update:${word.messageId}`,
      dueAt: later(next.dueAt, context.now),
      why: `${listLines(order, lines)} should ship within ${context.policy.handling_days} working days of the order; the last word was ${word.kind} on ${word.at}, and the next comes within ${next.days} days.`,
      because: because('silence_budget', {
        ...wordFacts(
          word,
          waits.map(({ line }) => line),
          next,
          context,
        ),
        handling_days: context.policy.handling_days,
      }),
      facts,
    },
  ]
}

const isToBeConfirmed = (order: OrderState, context: CadenceContext) =>
  !context.isConfirmationLost &&
  (unawareLines(order).length > 0 || wantOrderConfirmed(order, context).length > 0)

/**
 * Nothing was said, and no confirmation is to come: an import, a first package that had come, or a
 * confirmation that was refused for good. Of that one the silence began with the order.
 */
function firstWord(order: OrderState, waits: readonly Wait[], context: CadenceContext) {
  const { placed } = order
  if (!placed) return []
  return [
    {
      kind: 'order_update' as const,
      key: `order_update:${placed.eventId}`,
      dueAt: context.isConfirmationLost
        ? later(nextWordAt({ at: placed.heardAt }, waits, context).dueAt, context.now)
        : firstAt(order, placed.heardAt, { waits, policy: context.policy }),
      why: `The order came on ${placed.heardAt}; it should have shipped, and nothing was said yet.`,
      because: because('first_word', {
        lines: waits.map(({ line }) => line.id),
        events: [placed.eventId],
        heard_at: placed.heardAt,
        handling_days: context.policy.handling_days,
      }),
    },
  ]
}

/** Each order of an import at its own minute of the day after it came, or after its wait began. */
function firstAt(
  order: OrderState,
  heardAt: Instant,
  { waits, policy }: { waits: readonly Wait[]; policy: Policy },
): Instant {
  const since = waits.map((wait) => wait.since).sort()[0] ?? heardAt
  const spreadBy = Date.parse(spreadAt(order, policy) ?? heardAt) - Date.parse(heardAt)
  return addMinutes(later(heardAt, since), spreadBy / 60_000)
}
