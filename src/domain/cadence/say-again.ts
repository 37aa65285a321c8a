import { addFacts } from '../because.ts'
import { addHours, later } from '../instant.ts'
import type {
  ContactChannel,
  MessageKind,
  MessageStatus,
  Notice,
  StoredMessage,
} from '../message.ts'
import { oncePerPlan } from '../once-per-plan.ts'
import { suppressedName } from '../suppression.ts'
import { causeOfResend, resendKey } from './resends.ts'

/**
 * What a provider refused, or what came back, was read by nobody: it is no word, whatever was
 * recorded of it. One that went by mail and by text was read where one of the two arrived, and an
 * offer that somebody agreed to was read wherever they saw it.
 */
export const withoutUnread = oncePerPlan((order, stored: readonly StoredMessage[]) => {
  const isUnread = (id: string) =>
    stored.some(({ messageId, status }) => UNREAD.has(status) && messageId === id)
  if (!order.said.some(({ messageId }) => isUnread(messageId))) return order
  const lost = new Set<string>()
  for (const { status, messageId } of stored) if (UNREAD.has(status)) lost.add(messageId)
  for (const { offer } of order.consents) lost.delete(offer)
  if (!order.said.some(({ messageId }) => lost.has(messageId))) return order
  return { ...order, said: order.said.filter(({ messageId }) => !lost.has(messageId)) }
})

/** Where each channel that is open leads today. */
export type OpenChannels = { readonly [channel in ContactChannel]?: string }

/**
 * A notice whose message failed is said again: after a day, then two, then four, and weekly from
 * there, under a key that names the message which failed. The same key would never go again, for a
 * message that was handed over is never touched; at once would knock at a closed door all day. To
 * another address than the one that failed it goes at once: that door was not tried. An address that
 * refused it for good is not asked again, for it would hear the same, but what keeps the silence
 * short goes again weekly: its words are of the day; nor is anything said again that
 * somebody has sent again by hand. Refused for who sends (a key that ended), it goes again in an
 * hour: once the key is mended those who wait must not wait for another day. Not while another channel is left to try. Null where it was given
 * up, or was read through what was sent again: then it silences nothing.
 */
export function sayAgain(
  notice: Notice,
  stored: readonly StoredMessage[],
  open: OpenChannels,
): Notice | null {
  if (isLeftToItsCause(notice, stored)) return null
  const channels = CHANNELS.filter((channel) => open[channel] !== undefined)
  // It waits out its pause: it takes no other word's place before.
  const { earliest: _, ...unhurried } = notice
  const refusedBy = new Set<string>()
  let again = notice
  let tries = 0
  // Each round is one message that failed.
  for (let round = 0; round <= stored.length; round += 1) {
    const rows = stored.filter(({ key }) => key === again.key)
    const lost = rows.filter(isLostOne).at(-1)
    const isOpen = channels.some((channel) => !rows.some((row) => row.channel === channel))
    if (!lost || isOpen || rows.some((row) => isAlive(row, channels))) return again

    const resent = stored.filter(({ key }) => key.startsWith(resendKey(again.key, '')))
    if (resent.some(isUnderWay)) return null
    const losses = [...rows, ...resent].filter(isLostOne)
    for (const loss of losses) if (loss.isRefused && loss.to) refusedBy.add(doorOf(loss, loss.to))
    const doors = channels.map((channel) => doorOf({ channel }, open[channel]))
    const isRefused = doors.length > 0 && doors.every((door) => refusedBy.has(door))
    if (isRefused && !OF_THE_DAY.has(notice.kind)) return null

    const isMended = channels.some((channel) => {
      const to = losses.findLast((loss) => loss.channel === channel)?.to
      return to && doorOf({ channel }, to) !== doorOf({ channel }, open[channel])
    })
    tries = isMended ? 0 : tries + 1
    if (tries >= TRIES_MAX) return null
    const isOfSender = losses.every((loss) => loss.isOfSender)
    const growing = isOfSender ? 1 : Math.min(24 * 2 ** (tries - 1), WEEK_HOURS)
    const hours = isMended ? 0 : isRefused ? WEEK_HOURS : growing
    const since = losses.map(({ dueAt }) => dueAt).reduce(later)
    again = {
      ...unhurried,
      key: `${notice.key}:${lost.messageId}`,
      because: addFacts(notice, { failed: lost.messageId, again_after_hours: hours }).because,
      dueAt: isMended ? notice.dueAt : later(notice.dueAt, addHours(since, hours)),
    }
  }
  return null
}

/**
 * Whether a notice is one that went again already. Nobody needs to hear of each of its tries, so
 * while the sender is refused it waits as the one message that it is.
 */
export const isSaidAgain = ({ because }: Pick<Notice, 'because'>): boolean =>
  because.facts.again_after_hours !== undefined

const WEEK_HOURS = 24 * 7
const OF_THE_DAY: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_update',
  'backorder_update',
])
const CHANNELS: readonly ContactChannel[] = ['email', 'sms']
/** With the pauses between them about two months: whoever is not reached by then is not. */
const TRIES_MAX = 10
const LOST: ReadonlySet<MessageStatus> = new Set(['failed', 'bounced'])
/** What was unclear counts as said; once it is to go again after all, it has not been. */
const UNREAD: ReadonlySet<MessageStatus> = new Set([...LOST, 'planned', 'held', 'withdrawn'])

/** Mostly none is, and then nothing is said again. */
export const isLostOne = ({ status }: StoredMessage) => LOST.has(status)
/** It went, or is about to go; what is held or withdrawn on a channel that is closed now is neither. */
const isAlive = ({ status, channel }: StoredMessage, channels: readonly ContactChannel[]) =>
  !LOST.has(status) && (HANDED_OVER.has(status) || channels.includes(channel))
const isUnderWay = ({ status }: StoredMessage) => status === 'planned' || HANDED_OVER.has(status)
const HANDED_OVER: ReadonlySet<MessageStatus> = new Set(['sending', 'unclear', 'sent', 'delivered'])

/** Two spellings of an address are one. */
const doorOf = ({ channel }: { channel: ContactChannel }, address = '') =>
  suppressedName(channel, address)

/**
 * What was sent again by hand and failed as well, where what it repeats is unread too: that is said
 * again, and once is enough.
 */
function isLeftToItsCause({ key }: Notice, stored: readonly StoredMessage[]): boolean {
  const cause = causeOfResend(key)
  if (cause === null || !stored.some((row) => row.key === key && LOST.has(row.status))) return false
  if (stored.some((row) => row.key === key && isUnderWay(row))) return false
  const first = stored.filter((row) => row.key === cause)
  return first.some(isLostOne) && !first.some(isUnderWay)
}
