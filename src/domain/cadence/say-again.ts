import { addFacts } from '../because.ts'
import { addHours, later } from '../instant.ts'
import type { ContactChannel, MessageStatus, Notice, StoredMessage } from '../message.ts'
import type { OrderState } from '../order.ts'

/**
 * What a provider refused, or what came back, was read by nobody: it is no word, whatever was
 * recorded of it. One that went by mail and by text was read where one of the two arrived, and an
 * offer that somebody agreed to was read wherever they saw it.
 */
export function withoutUnread(order: OrderState, stored: readonly StoredMessage[]): OrderState {
  const lost = new Set(
    stored.filter(({ status }) => UNREAD.has(status)).map(({ messageId }) => messageId),
  )
  if (lost.size === 0) return order
  for (const { offer } of order.consents) lost.delete(offer)
  if (!order.said.some(({ messageId }) => lost.has(messageId))) return order
  return { ...order, said: order.said.filter(({ messageId }) => !lost.has(messageId)) }
}

/**
 * A notice whose message failed is said again: after a day, then two, then four, and weekly from
 * there, under a key that names the message which failed. The same key would never go again, for a
 * message that was handed over is never touched; at once would knock at a closed door all day.
 * Not while another channel is left to try. Null where it was given up.
 */
export function sayAgain(
  notice: Notice,
  stored: readonly StoredMessage[],
  channels: readonly ContactChannel[],
): Notice | null {
  // It waits out its pause: it takes no other word's place before.
  const { earliest: _, ...unhurried } = notice
  let again = notice
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const rows = stored.filter(({ key }) => key === again.key)
    const lost = rows.filter(({ status }) => LOST.has(status)).at(-1)
    const isOpen = channels.some((channel) => !rows.some((row) => row.channel === channel))
    if (!lost || isOpen || rows.some((row) => isAlive(row, channels))) return again

    const hours = Math.min(24 * 2 ** tries, 24 * 7)
    again = {
      ...unhurried,
      key: `${notice.key}:${lost.messageId}`,
      because: addFacts(notice, { failed: lost.messageId, again_after_hours: hours }).because,
      dueAt: later(notice.dueAt, addHours(lost.dueAt, hours)),
    }
  }
  return null
}

/** With the pauses between them about two months: whoever is not reached by then is not. */
const TRIES_MAX = 10
const LOST: ReadonlySet<MessageStatus> = new Set(['failed', 'bounced'])
/** What was unclear counts as said; once it is to go again after all, it has not been. */
const UNREAD: ReadonlySet<MessageStatus> = new Set([...LOST, 'planned', 'held', 'withdrawn'])

/** It went, or is about to go; what is held or withdrawn on a channel that is closed now is neither. */
const isAlive = ({ status, channel }: StoredMessage, channels: readonly ContactChannel[]) =>
  !LOST.has(status) && (HANDED_OVER.has(status) || channels.includes(channel))
const HANDED_OVER: ReadonlySet<MessageStatus> = new Set(['sending', 'unclear', 'sent', 'delivered'])
