import type { CadenceContext } from './cadence/context.ts'
import { addDays, dayOf } from './calendar.ts'
import { askedToCancel } from './cancel-asked.ts'
import { clockFor, delayClocks } from './delay-option.ts'
import { later } from './instant.ts'
import { momentOf } from './local-time.ts'
import { type Instant, type Line, type OrderState, waitingLines } from './order.ts'
import { fulfilmentWindowDays } from './policy-of-kind.ts'
import { takenOffers } from './substitute.ts'

/**
 * `cause` is the event that the wait is counted from; `asksAt` when it has gone on too long. `from`: it
 * began with the order, or was first known to us then, or went on by a "keep waiting".
 */
export type Waiting = {
  line: Line
  cause: string
  since: Instant
  from: 'order' | 'import' | 'kept'
  days: number
  asksAt: Instant
}

/**
 * Lines that wait, each with the moment from which its reader is asked whether to go on: the hour
 * of sending, on the reader's own day on which the fulfilment window has passed. Counted from the
 * order, and again from each "keep waiting". Not in hours: a clock change moves no hour of sending.
 *
 * None for a line whose delay options run (16 CFR 435.2): there the law says who asks, when and how,
 * and a second question beside it would only blur what silence means. None either for one whose
 * reader took a substitute, or asked to cancel: the next step is the merchant's.
 */
export function waitsOf(order: OrderState, context: CadenceContext): Waiting[] {
  const { placed } = order
  if (!placed) return []
  const clocks = delayClocks(order, context)
  const answered = new Set([
    ...takenOffers(order).map(({ offer }) => offer.lineId),
    ...(askedToCancel(order)?.lines ?? []),
  ])
  return waitingLines(order)
    .filter(({ id }) => !clockFor(clocks, id) && !answered.has(id))
    .map((line) => {
      const kept = order.kept.findLast(({ lines }) => lines.includes(line.id))
      const days = fulfilmentWindowDays(context.policy, [line])
      const counted = (cause: string, since: Instant, from: Waiting['from']): Waiting => {
        const inDays = from === 'import' ? IMPORT_DAYS : days
        const asksAt = askedAt(line, since, { days: inDays, context })
        return { line, cause, since, from, days, asksAt }
      }
      if (kept) return counted(kept.eventId, kept.at, 'kept')
      const first = counted(placed.eventId, placed.at, 'order')
      // An import that was past its window when it came: asked once its first word has gone.
      const isLate = placed.imported && first.asksAt < placed.heardAt
      return isLate ? counted(placed.eventId, placed.heardAt, 'import') : first
    })
}

/** Imports have their first words spread over a day; that of a choice is none to begin with. */
const IMPORT_DAYS = 2

/** Lines that have waited past the window, by `now`. */
export const overdueWaits = (order: OrderState, context: CadenceContext): Waiting[] =>
  waitsOf(order, context).filter((wait) => wait.asksAt <= context.now)

/**
 * A preorder whose date was told from the start and holds has waited for nothing too long: whoever
 * bought it knew. It is asked about once that day has gone by.
 */
function askedAt(
  line: Line,
  since: Instant,
  { days, context: { policy, zone } }: { days: number; context: CadenceContext },
): Instant {
  const asked = momentOf(addDays(dayOf(since, zone), days), policy.send_hour, zone)
  const { kind, promise, history } = line.backorder ?? {}
  const first = history?.[0]?.shipsBy
  if (kind !== 'preorder' || !promise || !first || promise.shipsBy > first) return asked
  return later(asked, momentOf(addDays(promise.shipsBy, 1), policy.send_hour, zone))
}
