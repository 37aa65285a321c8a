import { because } from '../because.ts'
import { addHours } from '../instant.ts'
import { UNCAPPED_KINDS } from '../message.ts'
import { checkinAfterHours } from '../policy-of-kind.ts'
import { unswappedLines } from '../substitute.ts'
import type { Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/**
 * Two days after the order, while something waits: the silence that customers dispute begins right
 * after the confirmation. Hours, not days of the calendar: a clock change moves nothing.
 *
 * Not where something was said since it was due: two messages that come together are one. What was
 * said shortly before only defers it, as the cap of one an hour does; a cap drops nothing.
 */
export const wantBackorderCheckin: Rule = (order, context) => {
  const { placed } = order
  const lines = unswappedLines(order)
  if (!placed || placed.imported || lines.length === 0) return []

  const hours = checkinAfterHours(context.policy, lines)
  const dueAt = addHours(placed.at, hours)
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
      why: `Placed on ${placed.at}: said ${hours} hours later, while something waits for stock.`,
      because: because('backorder_checkin', {
        lines: lines.map(({ id }) => id),
        events: [placed.eventId],
        placed_at: placed.at,
        after_hours: hours,
      }),
      facts: factsOf({
        lines: lines.map(({ id }) => id),
        told: tell(order, { dates: context }),
      }),
    },
  ]
}
