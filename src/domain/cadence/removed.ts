import { because, type Facts } from '../because.ts'
import { addHours, later } from '../instant.ts'
import type { MessageKind, Notice, NoticeFacts } from '../message.ts'
import { type Instant, type OrderState, ownValue } from '../order.ts'
import { type RemovedNow, removedNow } from '../removed-units.ts'
import type { Told } from '../said.ts'
import { refundFor } from './cancelled.ts'
import type { CadenceContext } from './context.ts'
import { factsOf, listLines, tell, wasSaid } from './told.ts'
import { keyOf, tellingOf, withoutBack } from './told-removals.ts'

type Cancelled = NoticeFacts['cancelled']

/**
 * A line that the shop took off the order, or lowered, is gone for its reader, whatever the shop calls
 * it: told like any other cancellation, at once and once, with what comes back. In one word with what
 * else was taken off meanwhile and with what was cancelled by name (`cancelled`): two of one minute, a
 * sum in each, read as one sum told twice. To who had heard nothing yet the first word will be of the
 * order as it is; but money that was paid for it and comes back is told all the same.
 */
export function withRemoved(
  order: OrderState,
  context: CadenceContext,
  { kind, isTelling, cancelled }: Telling,
): Notice[] {
  const removed = newsOf(order, context)
  if (removed.length === 0) return [...cancelled]
  const [named] = cancelled
  const fresh = removed.filter((one) => isFresh(order, one))
  const freshKey = named && !wasSaid(order, named.key) ? named.key : keyOf(fresh.at(-1))
  const words = Map.groupBy(
    removed.filter((one) => isTelling || !fresh.includes(one)),
    (one) => (fresh.includes(one) ? freshKey : (tellingOf(order, one) ?? keyOf(one))),
  )
  return [
    ...cancelled.map((notice) => withUnits(order, context, words.get(notice.key) ?? [], notice)),
    ...[...words]
      .filter(([key]) => key !== named?.key && key.startsWith(`${kind}:`))
      .map(([key, some]) => noticeOf(order, context, some, { kind, key })),
  ]
}

/** The words of a kind of what was cancelled by name, and whether what was taken off goes with them. */
type Telling = { kind: MessageKind; isTelling: boolean; cancelled: readonly Notice[] }

function newsOf(order: OrderState, context: CadenceContext): RemovedNow[] {
  const removed = removedNow(order)
  const left = untoldSince(order, removed)
  return withoutBack(order, removed)
    .flatMap((one) => [one, ...goneSince(order, one, left)])
    .filter((one) => one.lines.length > 0 && isNews(order, one, context))
}

/**
 * Of what words told as taken off, how many units of each line are gone and are not told: they were in a
 * package when the update was told, or left after it, and that package was taken back.
 */
function untoldSince(order: OrderState, removed: readonly RemovedNow[]): Map<string, number> {
  const words = [...new Map(order.said.map((one) => [one.key, one.told])).values()]
  const gone = removed.filter((one) => isCounted(order, one)).flatMap(({ lines }) => lines)
  const known = (id: string) =>
    words.reduce(
      (all, { taken = {}, leftAfterAll = {}, backAgain = {} }) =>
        all +
        (ownValue(taken, id) ?? 0) -
        (ownValue(leftAfterAll, id) ?? 0) -
        (ownValue(backAgain, id) ?? 0),
      0,
    )
  return new Map(gone.map(({ lineId }) => [lineId, countOf(gone, lineId) - known(lineId)]))
}

/** A word more, of those units alone. */
function goneSince(order: OrderState, one: RemovedNow, left: Map<string, number>): RemovedNow[] {
  if (!isCounted(order, one)) return []
  const { removal } = one
  const lines = one.lines.flatMap(({ lineId, quantity: most }) => {
    const quantity = Math.min(most, left.get(lineId) ?? 0)
    left.set(lineId, (left.get(lineId) ?? 0) - quantity)
    return quantity > 0 ? [{ lineId, quantity }] : []
  })
  const at = order.shipments.reduce((last, { voidedAt = '' }) => later(last, voidedAt), removal.at)
  const since = { ...removal, eventId: `${removal.eventId}:voided`, at }
  return [{ removal: since, lines, all: lines }]
}

const isCounted = (order: OrderState, one: RemovedNow): boolean =>
  order.said.some(({ key, told }) => told.taken && key === tellingOf(order, one))

const isFresh = (order: OrderState, one: RemovedNow) =>
  !one.removal.isExchange && !tellingOf(order, one)

/** Whether an update took something off of which no word has told. */
export const isRemovalUntold = (order: OrderState, context: CadenceContext): boolean =>
  newsOf(order, context).some((one) => isFresh(order, one))

/** What was taken off before we kept such facts is found when an order is folded anew: long past. */
function isNews(order: OrderState, { removal, lines }: RemovedNow, context: CadenceContext) {
  const { at, imported, isExchange } = removal
  if (imported || at < addHours(context.now, -NEWS_HOURS)) return false
  if (order.said.some((one) => one.at <= at)) return true
  return !isExchange && refundFor(order, lines, at, context) !== null
}

const NEWS_HOURS = 14 * 24

function noticeOf(
  order: OrderState,
  context: CadenceContext,
  removed: readonly RemovedNow[],
  { kind, key }: Pick<Notice, 'kind' | 'key'>,
): Notice {
  const cancelled = sumOf(order, [], removed)
  const lines = cancelled.map(({ lineId }) => lineId)
  const at = lastOf(removed)
  const isExchange = removed.some(({ removal }) => removal.isExchange)
  return {
    kind,
    key,
    // Said by mail it stays wanted for a text that waits for the morning.
    dueAt: wasSaid(order, key) ? at : context.now,
    why: whyOf(order, removed),
    because: because(kind, {
      lines,
      cancelled: Object.fromEntries(cancelled.map((one) => [one.lineId, one.quantity])),
      events: removed.map(({ removal }) => removal.eventId),
      by: 'merchant',
      cancelled_at: at,
    }),
    facts: factsOf({
      lines,
      cancelled,
      // Where something else took its place, what comes back is the shop's sum to make.
      refund: isExchange ? null : refundFor(order, cancelled, at, context),
      told: {
        ...tell(order, {}),
        removed: removed.map(({ removal }) => removal.eventId),
        taken: unitsOf(cancelled),
      },
    }),
  }
}

/** The word of what was cancelled by name, of these as well: one sum of all that comes back. */
function withUnits(
  order: OrderState,
  context: CadenceContext,
  removed: readonly RemovedNow[],
  notice: Notice,
): Notice {
  if (removed.length === 0) return notice
  const { facts } = notice
  const own = noticeOf(order, context, removed, notice)
  const cancelled = sumOf(order, facts.cancelled, removed)
  const lines = cancelled.map(({ lineId }) => lineId)
  const at = [lastOf(removed), ...order.cancellations.map((act) => act.at)].sort().at(-1) ?? ''
  return {
    ...notice,
    why: `${notice.why} ${own.why}`,
    because: because(notice.kind, {
      ...notice.because.facts,
      ...actsOf(notice.because.facts, removed),
      lines,
      cancelled: Object.fromEntries(cancelled.map((one) => [one.lineId, one.quantity])),
    }),
    facts: {
      ...facts,
      lines,
      cancelled,
      refund: refundFor(order, cancelled, at, context),
      told: { ...facts.told, ...toldOff(own.facts.told) },
    },
  }
}

const toldOff = ({ removed, taken }: Told) => ({
  ...(removed && { removed }),
  ...(taken && { taken }),
})

const unitsOf = (lines: Cancelled) =>
  Object.fromEntries(lines.map(({ lineId, quantity }) => [lineId, quantity]))

/** Each act that the word sums: whose, and when. */
function actsOf(named: Facts, removed: readonly RemovedNow[]): Facts {
  const { events, by, cancelled_at: at } = named
  const first = (Array.isArray(events) ? events : []) as string[]
  const dates = typeof at === 'string' ? Object.fromEntries(first.map((id) => [id, at])) : at
  const more = removed.map(({ removal }) => [removal.eventId, removal.at] as const)
  return {
    events: [...first, ...more.map(([id]) => id)],
    by: [...new Set([...[by].flat(), 'merchant'])].map(String),
    cancelled_at: { ...(dates as object), ...Object.fromEntries(more) },
  }
}

const lastOf = (removed: readonly RemovedNow[]): Instant =>
  removed
    .map(({ removal }) => removal.at)
    .sort()
    .at(-1) ?? ''

const whyOf = (order: OrderState, removed: readonly RemovedNow[]) =>
  removed
    .map(({ removal, lines }) => {
      const titles = listLines(
        order,
        lines.map(({ lineId }) => lineId),
      )
      return `${titles} taken off the order by the merchant on ${removal.at}.`
    })
    .join(' ')

/** In the order's own sequence, each line once, and with how many of it are no more on the order. */
function sumOf(order: OrderState, named: Cancelled, removed: readonly RemovedNow[]): Cancelled {
  const units = removed.flatMap(({ lines }) => lines)
  return order.lines.flatMap(({ id }): Cancelled => {
    const taken = countOf(units, id)
    const quantity = countOf(named, id) + taken
    const known = named.find(({ lineId }) => lineId === id)
    const removed = taken + (known?.removed ?? 0)
    return quantity > 0 ? [{ ...known, lineId: id, quantity, ...(removed > 0 && { removed }) }] : []
  })
}

const countOf = (lines: readonly { lineId: string; quantity: number }[], id: string) =>
  lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)
