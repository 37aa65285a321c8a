import { because } from '../because.ts'
import { addHours } from '../instant.ts'
import type { OrderState } from '../order.ts'
import { wholeCancelled } from '../removed-units.ts'
import type { Rule } from './context.ts'
import { factsOf, listLines, tell } from './told.ts'

/** Older news would send somebody to an empty shelf. */
const DAYS_MAX = 7

/**
 * What somebody cancelled and still wanted is to be had again: once a joining, since whoever joins
 * the list again asks anew. Not to who cannot be reached: held, it would be no news once it went.
 */
export const wantBackInStock: Rule = (order, { now, reach }) => {
  if (reach === 'none') return []
  return [...Map.groupBy(order.available, ({ eventId }) => eventId)].flatMap(([eventId, news]) => {
    const at = news[0]?.at ?? now
    const lines = news.flatMap((one) => answeredLines(order, one))
    if (lines.length === 0 || addHours(at, DAYS_MAX * 24) <= now) return []
    return [
      {
        kind: 'back_in_stock',
        key: `back_in_stock:${eventId}`,
        dueAt: now,
        why: `${listLines(order, lines)} is to be had again since ${at}, and its customer joined the waiting list.`,
        because: because('back_in_stock', { lines, events: [eventId], available_since: at }),
        facts: factsOf({ lines, told: tell(order, {}) }),
      },
    ]
  })
}

/** Lines that had joined by then and heard nothing yet: what was told once answers no later joining. */
function answeredLines(order: OrderState, { at, sku }: { at: string; sku: string }): string[] {
  const before = order.available.findLast((one) => one.sku === sku && one.at < at)
  const joined = order.waitlist.filter(
    (one) => one.sku === sku && one.at <= at && (!before || one.at > before.at),
  )
  return order.lines
    .filter(({ id }) => wholeCancelled(order, id) > 0 && joined.some(({ lineId }) => lineId === id))
    .map(({ id }) => id)
}
