import type { CadenceContext } from './cadence/context.ts'
import type { Instant, OrderState } from './order.ts'
import type { OwnEventDraft } from './own-event.ts'

/**
 * What time alone has decided about an order by `now`: recorded as events of our own and replayed,
 * so that a fact which comes later cannot undo what customers were told.
 */
export function dueDecisions(_order: OrderState, _context: CadenceContext): OwnEventDraft[] {
  return []
}

/** When to look again though nothing happens and no message is due; null: never. */
export function nextDecisionAt(_order: OrderState, _context: CadenceContext): Instant | null {
  return null
}
