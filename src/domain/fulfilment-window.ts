import type { CadenceContext } from './cadence/context.ts'
import { addDays, dayOf } from './calendar.ts'
import { askedToCancel } from './cancel-asked.ts'
import { clockFor, delayClocks } from './delay-option.ts'
import { later } from './instant.ts'
import { momentOf } from './local-time.ts'
import { type Instant, type Line, type OrderState, waitingLines } from './order.ts'
import { fulfilmentWindowDays, sendHour } from './policy-of-kind.ts'
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
  /** What names its window beside the merchant's one: its kind of backorder, or the day that it was told. */
  window: string[]
}

/**
 * Lines that wait, each with the moment from which its reader is asked whether to go on: the hour
 * of sending, on the reader's own day on which the fulfilment window has passed. Counted from the
 * order, and again from each "keep waiting". Not in hours: a clock change moves no hour of sending.
 *
 * None for a line whose delay options run (16 CFR 435.2) to an end: there the law says who asks, when and
 * how, and "you keep waiting" would be said of what is cancelled by itself. Where its reader agreed to a
 * wait without a date none is left, and it is counted from that. None either for one whose reader took a
 * substitute, or asked to cancel: the next step is the merchant's.
 */
export function waitsToAsk(order: OrderState, context: CadenceContext): Waiting[] {
  const { placed } = order
  if (!placed) return []
  const answered = new Set([
    ...takenOffers(order).map(({ offer }) => offer.lineId),
    ...(askedToCancel(order)?.lines ?? []),
  ])
  const waiting = waitingLines(order)
  const hour = sendHour(context.policy, waiting)
  const clocks = delayClocks(order, context)
  return waiting
    .filter(({ id }) => !answered.has(id) && (clockFor(clocks, id)?.state.on ?? null) === null)
    .map((line) => waitOf(order, line, { placed, hour, context }))
}

type Placed = NonNullable<OrderState['placed']>
type Asking = { hour: string; context: CadenceContext }

function waitOf(order: OrderState, line: Line, { placed, ...asking }: Asking & { placed: Placed }) {
  const clock = clockFor(delayClocks(order, asking.context), line.id)
  const kept = order.kept.findLast(({ lines }) => lines.includes(line.id))
  const agreed = clock?.offers.at(-1)?.answers.at(-1)
  if (agreed && agreed.at > (kept?.at ?? ''))
    return counted(line, { cause: agreed.eventId, since: agreed.at, from: 'kept' }, asking)
  if (kept) return counted(line, { cause: kept.eventId, since: kept.at, from: 'kept' }, asking)
  const cause = placed.eventId
  const first = counted(line, { cause, since: placed.at, from: 'order' }, asking)
  // An import that was past its window when it came: asked once its first word has gone.
  const isLate = placed.imported && first.asksAt < placed.heardAt
  return isLate ? counted(line, { cause, since: placed.heardAt, from: 'import' }, asking) : first
}

type Counted = Pick<Waiting, 'cause' | 'since' | 'from'>

function counted(line: Line, from: Counted, { hour, context }: Asking): Waiting {
  const { policy, zone } = context
  const days = fulfilmentWindowDays(policy, [line])
  const inDays = from.from === 'import' ? IMPORT_DAYS : days
  const plain = momentOf(addDays(dayOf(from.since, zone), inDays), hour, zone)
  const told = afterToldDay(line, hour, context)
  const asksAt = told ? later(plain, told) : plain
  const kind = line.backorder?.kind ?? 'standard'
  const own = policy.by_kind[kind]?.fulfilment_window_days === undefined ? [] : [kind]
  return { line, ...from, days, asksAt, window: asksAt === plain ? own : [asksAt.slice(0, 10)] }
}

/** Imports have their first words spread over a day; that of a choice is none to begin with. */
const IMPORT_DAYS = 2

/** Lines that have waited past the window, by `now`. */
export const overdueWaits = (order: OrderState, context: CadenceContext): Waiting[] =>
  waitsToAsk(order, context).filter((wait) => wait.asksAt <= context.now)

/**
 * A preorder whose date was told from the start and holds has waited for nothing too long: whoever
 * bought it knew. It is asked about once that day has gone by.
 */
function afterToldDay(line: Line, hour: string, { zone }: CadenceContext): Instant | null {
  const { kind, promise, history } = line.backorder ?? {}
  const first = history?.[0]?.shipsBy
  if (kind !== 'preorder' || !promise || !first || promise.shipsBy > first) return null
  return momentOf(addDays(promise.shipsBy, 1), hour, zone)
}
