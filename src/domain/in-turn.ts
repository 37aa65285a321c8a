import type { Speech } from './cadence/arbitration.ts'
import { isLostOne } from './cadence/say-again.ts'
import { wasSaid } from './cadence/told.ts'
import { addMinutes, later } from './instant.ts'
import type { MessageKind, Notice, StoredMessage } from './message.ts'
import type { Instant, OrderState } from './order.ts'

/**
 * Words of what is cancelled of one line go one after the other. Each says how many are cancelled once
 * it is read, and the next is measured by that: of two that are written side by side neither counts
 * the other, and what is cancelled would be told, with its money, once more. The first keeps nobody
 * waiting whose own message failed.
 */
export function inTurn(
  speech: Speech,
  order: OrderState,
  stored: readonly StoredMessage[],
  now: Instant,
): Speech {
  const unsaid = speech.notices.filter(
    ({ kind, key, dueAt }) => COUNTS_CANCELLED.has(kind) && dueAt <= now && !wasSaid(order, key),
  )
  if (unsaid.length < 2) return speech
  const isLost = ({ key }: Notice) => hasFailed(key, stored)
  const waits = unsaid.filter((notice, at) =>
    unsaid.slice(0, at).some((first) => !isLost(first) && sharesLine(first, notice)),
  )
  if (waits.length === 0) return speech
  const next = addMinutes(now, 1)
  const notices = speech.notices.map((one) =>
    waits.includes(one) ? { ...one, dueAt: later(one.dueAt, next) } : one,
  )
  return { ...speech, notices }
}

const COUNTS_CANCELLED: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'backorder_unfulfillable',
  'delay_expired',
])

/** Itself, or the one that it says again: that gave its key the end. */
const hasFailed = (key: string, stored: readonly StoredMessage[]) =>
  stored.some((one) => isLostOne(one) && (key === one.key || key.endsWith(`:${one.messageId}`)))

const sharesLine = (one: Notice, other: Notice) =>
  one.facts.lines.some((id) => other.facts.lines.includes(id))
