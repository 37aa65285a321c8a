import { addHours } from '../instant.ts'
import { UNCAPPED_KINDS } from '../message.ts'
import { waitingLines } from '../order.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { Rule } from './context.ts'
import { pendingChangeDueAt } from './eta-changed.ts'
import { factsOf, tell } from './told.ts'

/**
 * Two days after the order, while something waits: the silence that customers dispute begins right
 * after the confirmation. Hours, not days of the calendar: a clock change moves nothing.
 *
 * Not where something was said since it was due, where a new date is about to be told or the
 * confirmation itself is overdue: two messages that come together are one. What was said shortly
 * before only defers it, as the cap of one an hour does; a cap drops nothing.
 */
export const wantBackorderCheckin: Rule = (order, { now, policy }) => {
  const { placed } = order
  if (!placed || placed.imported || waitingLines(order).length === 0) return []

  const dueAt = addHours(placed.at, policy.checkin_after_hours)
  if (dueAt <= now && unawareLines(order).length > 0) return []
  const changeDueAt = pendingChangeDueAt(order)
  if (changeDueAt && (dueAt <= now || changeDueAt >= dueAt)) return []
  const isSpoken = order.said.some(
    ({ kind, at }) =>
      kind !== 'backorder_checkin' &&
      at >= (UNCAPPED_KINDS.has(kind) ? addHours(dueAt, -1) : dueAt),
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
