import { type Because, because, readBecause } from '../because.ts'
import type { ContactChannel, MessageKind, MessageStatus, StoredMessage } from '../message.ts'
import { type Instant, isWaiting, type OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import type { CadenceContext } from './context.ts'
import { withoutUnread } from './say-again.ts'
import { lastWord } from './silence-budget.ts'

/** Why a reader has heard nothing since their last word, and what they hear next. */
export type Silence = {
  /** The last word that reached them; null: none did. */
  lastWord: { kind: MessageKind; at: Instant } | null
  next: (Unsaid & { dueAt: Instant }) | null
  /** What was planned since, and did not go: each with why. */
  unsaid: (Unsaid & { status: MessageStatus })[]
  /** All of it in a sentence or two, for whoever is asked on the telephone. */
  why: string
  /** The same as data: what the next word waits for, or why none comes. */
  because: Because
}

/** `because` is the message's own rule and facts; null where it was planned before they were kept. */
type Unsaid = {
  kind: MessageKind
  channel: ContactChannel
  why: string
  because: Because | null
}

/**
 * Answers "why has she heard nothing since Monday?" out of what is stored, and not by asking the
 * rules once more: what they would say now is not what they said then.
 */
export function explainSilence(
  order: OrderState,
  stored: readonly StoredMessage[],
  context: CadenceContext,
): Silence {
  const word = lastWord(withoutUnread(order, stored))
  const last = word ? { kind: word.kind, at: word.at } : null
  const [next = null] = stored
    .filter(({ status }) => status === 'planned')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map(({ kind, channel, dueAt, why, because: data }) => {
      return { kind, channel, dueAt, why, because: readBecause(data) }
    })
  const unsaid = stored
    .filter(({ status, dueAt }) => UNSAID.has(status) && (!last || dueAt >= last.at))
    .slice(-UNSAID_MAX)
    .map(({ kind, channel, status, why, because: data, withdrawnWhy, withdrawnBecause }) => ({
      kind,
      channel,
      status,
      because: readBecause(withdrawnBecause ?? data),
      why: withdrawnWhy ?? (LOST[status] ? `${LOST[status]} ${why}` : why),
    }))
  return {
    lastWord: last,
    next,
    unsaid,
    why: inWords(order, { last, next }, context),
    because: asData(order, { word, next }, context),
  }
}

/** What `inWords` says: the last word by its message, and what comes next or why nothing does. */
function asData(
  order: OrderState,
  { word, next }: { word: Said | undefined; next: Silence['next'] },
  { reach, zone }: CadenceContext,
): Because {
  const heard = {
    last_word: word?.messageId ?? null,
    last_word_kind: word?.kind ?? null,
    last_word_at: word?.at ?? null,
    reach,
  }
  if (!order.placed) return because('order_not_known', heard)
  if (reach === 'none') return because('cannot_be_reached', heard)
  if (next)
    return because('next_word_planned', {
      ...heard,
      next_kind: next.kind,
      next_due_at: next.dueAt,
      zone,
    })
  return because(isWaiting(order) ? 'nothing_planned' : 'nothing_left_to_ship', heard)
}

type Known = { last: Silence['lastWord']; next: Silence['next'] }

function inWords(order: OrderState, { last, next }: Known, { reach, now }: CadenceContext): string {
  const heard = last ? `The last word was ${last.kind} on ${last.at}.` : 'Nothing was said yet.'
  if (!order.placed) return `${heard} The order itself has not come yet.`
  if (reach === 'none')
    return `${heard} There is no e-mail address that takes mail, and no number with consent to texts.`
  if (next) {
    const moment = next.dueAt > now ? `on ${next.dueAt}` : 'about to go'
    return `${heard} The next is ${next.kind}, ${moment}: ${next.why}`
  }
  return isWaiting(order)
    ? `${heard} Nothing more is planned, though something is left to ship.`
    : `${heard} Nothing is left to ship, so no more is planned.`
}

const UNSAID: ReadonlySet<MessageStatus> = new Set(['held', 'withdrawn', 'failed', 'bounced'])
const LOST: { [status in MessageStatus]?: string } = {
  failed: 'The provider refused it.',
  bounced: 'It came back.',
}
const UNSAID_MAX = 20
