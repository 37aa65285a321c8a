import { because, type Facts } from '../because.ts'
import { addHours, later } from '../instant.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import type { Instant, OrderState } from '../order.ts'
import { type RemovedNow, removedNow } from '../removed-units.ts'
import type { Told } from '../said.ts'
import { refundFor } from './cancelled.ts'
import type { CadenceContext } from './context.ts'
import { factsOf, listLines, tell, wasSaid } from './told.ts'

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
  cancelled: readonly Notice[],
): Notice[] {
  const removed = newsOf(order, context)
  if (removed.length === 0) return [...cancelled]
  const [named] = cancelled
  const fresh = removed.filter((one) => isFresh(order, one))
  const freshKey = named && !wasSaid(order, named.key) ? named.key : keyOf(fresh.at(-1))
  const words = Map.groupBy(removed, (one) =>
    fresh.includes(one) ? freshKey : (tellingOf(order, one) ?? keyOf(one)),
  )
  return [
    ...cancelled.map((notice) => withUnits(order, context, words.get(notice.key) ?? [], notice)),
    ...[...words]
      .filter(([key]) => key !== named?.key)
      .map(([key, some]) => noticeOf(order, context, some, key)),
  ]
}

const newsOf = (order: OrderState, context: CadenceContext): RemovedNow[] =>
  removedNow(order)
    .flatMap((one) => [one, ...goneSince(order, one)])
    .filter((one) => one.lines.length > 0 && isNews(order, one, context))

/**
 * What had left in a package when the update that lowered its line was told, and is gone since that
 * package was taken back: a word more, of those units alone.
 */
function goneSince(order: OrderState, one: RemovedNow): RemovedNow[] {
  const { removal } = one
  if (!removal.lines.some(({ held = 0 }) => held > 0) || !tellingOf(order, one)) return []
  const words = new Map(order.said.map((said) => [said.key, said.told]))
  const told = removedNow(order).filter((known) => tellingOf(order, known))
  const lines = removal.lines.flatMap(({ id, held = 0 }) => {
    const known = [...words.values()].reduce((all, { taken = {} }) => all + (taken[id] ?? 0), 0)
    const gone = countOf(
      told.flatMap((other) => other.lines),
      id,
    )
    const quantity = Math.min(held, gone - known)
    return quantity > 0 ? [{ lineId: id, quantity }] : []
  })
  const at = order.shipments.reduce((last, { voidedAt = '' }) => later(last, voidedAt), removal.at)
  const since = { ...removal, eventId: `${removal.eventId}:voided`, at }
  return [{ removal: since, lines, all: lines }]
}

const isFresh = (order: OrderState, one: RemovedNow) =>
  !one.removal.isExchange && !tellingOf(order, one)

/** Whether an update took something off of which no word has told. */
export const isRemovalUntold = (order: OrderState, context: CadenceContext): boolean =>
  newsOf(order, context).some((one) => isFresh(order, one))

const keyOf = (one: RemovedNow | undefined) => `order_cancelled:${one?.removal.eventId}`

/** By which word it was told: its own, or one that summed it with others. */
const tellingOf = ({ said }: OrderState, one: RemovedNow): string | undefined =>
  said.find(({ key, told }) => key === keyOf(one) || told.removed?.includes(one.removal.eventId))
    ?.key

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
  key: string,
): Notice {
  const cancelled = sumOf(order, [], removed)
  const lines = cancelled.map(({ lineId }) => lineId)
  const at = lastOf(removed)
  const isExchange = removed.some(({ removal }) => removal.isExchange)
  return {
    kind: 'order_cancelled',
    key,
    // Said by mail it stays wanted for a text that waits for the morning.
    dueAt: wasSaid(order, key) ? at : context.now,
    why: whyOf(order, removed),
    because: because('order_cancelled', {
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
        ...(!isExchange && { taken: unitsOf(cancelled) }),
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
  const own = noticeOf(order, context, removed, notice.key)
  const cancelled = sumOf(order, facts.cancelled, removed)
  const lines = cancelled.map(({ lineId }) => lineId)
  const at = [lastOf(removed), ...order.cancellations.map((act) => act.at)].sort().at(-1) ?? ''
  return {
    ...notice,
    why: `${notice.why} ${own.why}`,
    because: because('order_cancelled', {
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
    const removed = taken + (named.find(({ lineId }) => lineId === id)?.removed ?? 0)
    return quantity > 0 ? [{ lineId: id, quantity, ...(removed > 0 && { removed }) }] : []
  })
}

const countOf = (lines: readonly { lineId: string; quantity: number }[], id: string) =>
  lines.reduce((all, { lineId, quantity }) => (lineId === id ? all + quantity : all), 0)
