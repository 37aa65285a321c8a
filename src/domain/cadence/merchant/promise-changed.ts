import { because } from '../../because.ts'
import { type MerchantNotice, merchantFacts } from '../../merchant-notice.ts'
import type { Backorder, Line, PromiseChange } from '../../order.ts'
import type { WebhookRule } from './rule.ts'

/**
 * A promise that moved, of whatever moved it: the shop's word, a supply, a place in the queue. Not
 * the first one, which came with the order, and none of what was known to us only long after.
 */
export const wantPromiseChanged: WebhookRule = (order) =>
  order.lines.flatMap((line) => (line.backorder ? changesOf(line, line.backorder) : []))

function changesOf(line: Line, backorder: Backorder): MerchantNotice[] {
  const byEvent = new Map<string, MerchantNotice>()
  backorder.history.forEach((change, at) => {
    const before = backorder.history[at - 1]
    if (!before || change.imported || before.shipsBy === change.shipsBy) return
    // Moved twice by one event it moved once: what counts is where it stands after it.
    const known = byEvent.get(change.eventId)?.facts.data?.old
    const old = typeof known === 'string' || known === null ? known : before.shipsBy
    byEvent.set(change.eventId, noticeOf(line, backorder, change, old))
  })
  return [...byEvent.values()]
}

function noticeOf(
  line: Line,
  backorder: Backorder,
  change: PromiseChange,
  old: string | null,
): MerchantNotice {
  const { eventId, heardAt, shipsBy, reason } = change
  const words = `${old ?? 'no date'} to ${shipsBy ?? 'no date'}`
  return {
    kind: 'promise.changed',
    key: `promise.changed:${eventId}:${line.id}`,
    dueAt: heardAt,
    why: `The promise of line ${line.id} moved from ${words}.`,
    because: because('promise_changed', {
      lines: [line.id],
      events: [eventId],
      was: old,
      is: shipsBy,
    }),
    facts: merchantFacts({
      reason,
      data: {
        line_id: line.id,
        sku: line.sku,
        old,
        new: shipsBy,
        basis: basisOf(backorder, change),
      },
    }),
  }
}

/** What it was worked out from; of one that another took the place of only the day is kept. */
function basisOf({ promise }: Backorder, { eventId, expected, shipsBy }: PromiseChange) {
  const basis = promise && promise.shipsBy === shipsBy ? promise.basis : null
  return {
    event_id: eventId,
    expected_at: basis?.expectedAt ?? expected ?? null,
    supply_id: basis?.supplyId ?? null,
    place_in_queue: basis?.placeInQueue ?? null,
    buffer_days: basis?.bufferDays ?? null,
    rule: basis?.rule ?? null,
    samples: basis?.samples ?? null,
    confidence: basis?.confidence ?? null,
  }
}
