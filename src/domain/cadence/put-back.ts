import { because } from '../because.ts'
import { addHours, addMinutes, later } from '../instant.ts'
import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { wholeCancelled } from '../removed-units.ts'
import { knownCancelled } from './cancelled.ts'
import type { Rule } from './context.ts'
import { factsOf, listLines, saidQuantity, tell } from './told.ts'
import { backUntold, isTold, wordsOfBack } from './told-removals.ts'

/** After that it is no correction any more: the words of the wait have said where it stands. */
const NEWS_HOURS = 14 * 24

/**
 * What was told as cancelled, or taken off, is on the order again: its reader hears so, and that the
 * refund which was announced does not come. She would else look for the money, and think of what she
 * gets as a mistake. It waits as long as any other change: a shop that corrects itself has not finished.
 */
export const wantPutBack: Rule = (order, context) => {
  if (!order.removals?.length) return []
  const since = addHours(context.now, -NEWS_HOURS)
  const lines = order.lines.flatMap((line) => {
    const gone = Math.max(0, wholeCancelled(order, line.id) - knownCancelled(order, line.id))
    const quantity = Math.min(backUntold(order, line.id) - gone, line.quantity - line.cancelled)
    const raisedAt = line.raised?.at(-1)?.since ?? ''
    return quantity > 0 && raisedAt >= since ? [{ lineId: line.id, quantity, raisedAt }] : []
  })
  // Said by mail it stays wanted for a text that waits for the morning.
  const said = wordsOfBack(order)
    .filter(({ at, key }) => key.startsWith(KEY) && at >= since)
    .map(({ key, at, told: { backAgain = {} } }) =>
      noticeOf(order, { key, dueAt: at, lines: listOf(backAgain) }),
    )
  if (lines.length === 0) return said
  const last = lines.map(({ raisedAt }) => raisedAt).reduce(later)
  const dueAt = later(context.now, addMinutes(last, context.policy.change_quiet_minutes))
  return [...said, noticeOf(order, { key: `${KEY}${last}`, dueAt, lines })]
}

const KEY = 'cancellation_declined:put_back:'

type Back = { lineId: string; quantity: number }

function noticeOf(
  order: OrderState,
  { key, dueAt, lines }: { key: string; dueAt: string; lines: readonly Back[] },
): Notice {
  const cancelled = lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
  const ids = cancelled.map(({ lineId }) => lineId)
  const units = Object.fromEntries(cancelled.map((one) => [one.lineId, one.quantity]))
  return {
    kind: 'cancellation_declined',
    key,
    dueAt,
    why: `${listLines(order, ids)} was told to be cancelled, and the merchant put it back on the order.`,
    because: because('put_back_on_order', { lines: ids, quantities: units }),
    facts: factsOf({
      lines: ids,
      // Not what is cancelled but what is not: so much of each line the words are about.
      cancelled,
      backAgain: cancelled.filter(({ lineId }) => !isExchanged(order, lineId)),
      told: {
        ...tell(order, {}),
        cancelled: namedNow(order, ids),
        backAgain: units,
      },
    }),
  }
}

/** The whole that is still cancelled, of lines of which some was told to be cancelled by name. */
const namedNow = (order: OrderState, ids: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    ids
      .filter((id) => saidQuantity(order, 'cancelled', id) > 0)
      .map((id) => [id, wholeCancelled(order, id)]),
  )

/** Something else had taken its place, and no money was told. */
const isExchanged = (order: OrderState, id: string): boolean =>
  (order.removals ?? []).some(
    (one) => one.isExchange && isTold(order, one) && one.lines.some((line) => line.id === id),
  )

const listOf = (units: Record<string, number>): Back[] =>
  Object.entries(units).map(([lineId, quantity]) => ({ lineId, quantity }))
