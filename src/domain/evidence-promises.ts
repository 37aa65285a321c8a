import type { EvidencePack } from './evidence.ts'
import { CAUSES } from './explain-promise.ts'
import { type Line, type OrderState, ownValue } from './order.ts'
import { type PromiseOutcome, promiseOutcomes } from './promise-outcome.ts'

type Promises = EvidencePack['promises']
type Outcome = Promises[number]['outcome']

/**
 * What was promised for each line that waited: every date that was told, by which message, and what
 * came of it. Nothing in it depends on today: a promise whose day has gone by and that has not
 * shipped is `open`, and the reader sees the date. So one record makes one pack.
 */
export function evidencePromises(
  order: OrderState,
  timeZone: string,
  whyOf: ReadonlyMap<string, string>,
): Promises {
  const outcomes = new Map(promiseOutcomes(order, timeZone).map((one) => [one.lineId, one]))
  return order.lines.flatMap((line): Promises => {
    const { backorder } = line
    if (!backorder) return []
    const outcome = outcomes.get(line.id)
    return [
      {
        line_id: line.id,
        title: line.title,
        quantity: backorder.quantity,
        kind: backorder.kind,
        supplier: backorder.supplier ?? backorder.queued?.supplier ?? null,
        shown_before_payment: backorder.shownShipsBy,
        first_told_on: outcome?.firstOn ?? null,
        last_told_on: outcome?.lastOn ?? null,
        shipped_on: outcome?.shippedOn ?? null,
        outcome: outcome ? nameOutcome(outcome) : 'no_date_told',
        told: toldOf(order, line, whyOf),
        history: backorder.history.map(({ shipsBy, at, heardAt, reason, cause, eventId }) => ({
          ships_by: shipsBy,
          at,
          heard_at: heardAt,
          reason,
          cause: cause ? CAUSES[cause] : null,
          event_id: eventId,
        })),
      },
    ]
  })
}

function nameOutcome({ firstOn, lastOn, shippedOn, endedOn }: PromiseOutcome): Outcome {
  if (shippedOn === null) return endedOn === null ? 'open' : 'cancelled'
  if (shippedOn <= firstOn) return 'kept'
  return shippedOn <= lastOn ? 'kept_by_last_date' : 'missed'
}

/**
 * A line of which a part has come has two dates, and one message may tell both: that of what still
 * waits first, as it is the line's, and that of what is here by itself.
 */
const toldOf = ({ said }: OrderState, { id }: Line, whyOf: ReadonlyMap<string, string>) =>
  said.flatMap(({ told, at, messageId, kind, channel }) => {
    const why = whyOf.get(messageId) ?? null
    const days = [
      { of: 'line' as const, date: ownValue(told.dates, id) },
      { of: 'allocated' as const, date: ownValue(told.came ?? {}, id) },
    ]
    return days.flatMap(({ of, date }) =>
      date === undefined ? [] : [{ at, date, of, message_id: messageId, kind, channel, why }],
    )
  })
