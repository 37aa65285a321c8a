import { addHours } from '../instant.ts'
import { waitingLines } from '../order.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { Rule } from './context.ts'
import { pendingChangeDueAt } from './eta-changed.ts'
import { factsOf, tell } from './told.ts'

/**
 * Two days after the order, while something waits: the silence that customers dispute begins right
 * after the confirmation. Hours, not days of the calendar: a clock change moves nothing.
 *
 * Not where the confirmation itself is overdue, or where a new date is told in the same hour or
 * was: two messages that come together are one.
 */
export const wantBackorderCheckin: Rule = (order, { now, policy }) => {
  const { placed } = order
  if (!placed || placed.imported || waitingLines(order).length === 0) return []

  const dueAt = addHours(placed.at, policy.checkin_after_hours)
  if (dueAt <= now && unawareLines(order).length > 0) return []
  const changeDueAt = pendingChangeDueAt(order)
  if (changeDueAt && (dueAt <= now || changeDueAt >= addHours(dueAt, -1))) return []
  const isSpoken = order.said.some(
    ({ kind, at }) => kind !== 'backorder_checkin' && at >= addHours(dueAt, -1),
  )
  if (isSpoken) return []

  return [
    {
      kind: 'backorder_checkin',
      key: 'backorder_checkin',
      dueAt,
      why: `Placed on ${placed.at}, and ${policy.checkin_after_hours} hours later it still waits for stock.`,
      facts: factsOf({
        lines: waitingLines(order).map(({ id }) => id),
        told: tell(order, { dates: true }),
      }),
    },
  ]
}
