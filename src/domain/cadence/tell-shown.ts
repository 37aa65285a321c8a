import type { MessageKind, Notice } from '../message.ts'
import { type OrderState, toldDate } from '../order.ts'
import { saidRules } from '../said-date.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext } from './context.ts'
import { datedLines, tell } from './told.ts'

/**
 * A notice with the dates that it is the first to show. What stands in a list below an answer, or
 * beside what was cancelled, is read like any other date: not recorded as told, it could slip without
 * a word. Where another date was told before, that one is shown, and the moved one is news of its own.
 *
 * Not of what still owes its confirmation: the word of the wait itself must not be lost for it.
 */
export function tellShown(order: OrderState, context: CadenceContext) {
  return (notice: Notice): Notice => {
    if (!SHOWS_OPEN.has(notice.kind)) return notice
    const { told } = notice.facts
    const untold = datedLines(order, saidRules(order, context)).filter(
      ({ id }) => toldDate(order, id) === undefined && !Object.hasOwn(told.dates, id),
    )
    if (untold.length === 0) return notice
    const owed = unawareLines(order)
    const dated = untold.filter((line) => !owed.includes(line))
    if (dated.length === 0) return notice
    const { dates, own, statements } = tell(order, { dates: context, dated })
    const all = {
      ...told,
      dates: { ...told.dates, ...dates },
      statements: { ...told.statements, ...statements },
      ...(own || told.own ? { own: { ...told.own, ...own } } : {}),
    }
    return { ...notice, facts: { ...notice.facts, told: all } }
  }
}

/** Kinds that list what is still to come, and tell no dates of their own. */
const SHOWS_OPEN: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_confirmed',
  'order_update',
  'order_cancelled',
  'cancellation_requested',
  'cancellation_declined',
  'substitute_offered',
  'inquiry_received',
  'cancel_or_stop',
  'delivered',
])
