import { allocate, allocationsOf, eachBackorder } from './apply-backorder.ts'
import type { Apply } from './apply-event.ts'
import type { UndatedSupply } from './backorder.ts'
import { toInstant } from './instant.ts'
import { takeQueued } from './line-date.ts'
import type { QueueDate } from './own-event.ts'
import { isDatedByMerchant } from './queue-decision.ts'

/**
 * What the queue for a SKU gave to lines of the order: a date, or stock that has come. Kept also
 * where the merchant's own date holds, for when it takes that back.
 */
export const applyQueueEvent: Apply = (draft, event, rules) => {
  switch (event.type) {
    case 'queue.dated':
      return eachBackorder(draft, event, event.data.lines, (line, backorder, date) => {
        const { expected_at: expectedAt, supply_id: supplyId, supplier, cause, buffer } = date
        const ownDateHolds = isDatedByMerchant(backorder)
        backorder.queued = {
          expectedAt,
          supplyId,
          supplier,
          placeInQueue: date.place_in_queue,
          cause,
          buffer,
          eventId: event.id,
          at: toInstant(event.occurred_at),
          ...(date.undated && { undated: undatedOf(date.undated) }),
        }
        if (!ownDateHolds) takeQueued(draft, line, { event, rules })
      })
    case 'queue.allocated':
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { total }) => {
        const ours = Math.max(allocationsOf(backorder).ours, total)
        allocate(draft, line, backorder, { ours }, event)
      })
    case 'queue.freed':
      return eachBackorder(draft, event, event.data.lines, (line, backorder, { total }) => {
        backorder.freed = Math.max(backorder.freed ?? 0, total)
        // Where less of it was ordered, what was freed must not count as missing again.
        backorder.quantity = Math.min(backorder.quantity, line.quantity)
      })
    default:
      return null
  }
}

const undatedOf = (undated: NonNullable<QueueDate['undated']>): UndatedSupply => ({
  supplyId: undated.supply_id,
  supplier: undated.supplier,
  overdueSince: undated.overdue_since,
})
