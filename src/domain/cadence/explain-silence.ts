import { type Because, because, readBecause } from '../because.ts'
import type { ContactChannel, MessageKind, MessageStatus, StoredMessage } from '../message.ts'
import { type Instant, isWaiting, type OrderState } from '../order.ts'
import type { Said } from '../said.ts'
import { type CadenceContext, unreached } from './context.ts'
import { withoutUnread } from './say-again.ts'
import { lastWord } from './silence-budget.ts'
import { keptBack, type SilenceOf, silenceInWords } from './silence-in-words.ts'

/** Why a reader has heard nothing since their last word, and what they hear next. */
export type Silence = {
  /** The last word that reached them; null: none did. */
  lastWord: { kind: MessageKind; at: Instant } | null
  next: (Unsaid & { dueAt: Instant }) | null
  /** What was planned since, and did not go: each with why. */
  unsaid: (Unsaid & { status: MessageStatus })[]
  /** All of it in a few sentences, for whoever is asked on the telephone. */
  why: string
  /** What of it says what keeps a word back. */
  keptBack: string[]
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
  about: SilenceOf = { contact: null, clockStandsAt: null },
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
    // Held for a day to come, it is not what kept anybody silent until now.
    .filter(({ status, dueAt }) => status !== 'held' || dueAt <= context.now)
    .filter((message) => !isCarriedOn(message, stored))
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
    why: silenceInWords(order, { last, next, unanswered: unansweredOf(stored) }, context, about),
    keptBack: keptBack(order, next, context, about),
    because: asData(order, { word, next }, context),
  }
}

/** Another word has its news and is still to go: it is that one which is waited for. */
function isCarriedOn({ withdrawnBecause }: StoredMessage, stored: readonly StoredMessage[]) {
  const gone = readBecause(withdrawnBecause ?? null)
  return (
    gone?.rule === 'superseded' &&
    stored.some(({ key, status }) => status === 'planned' && key === gone.facts.by_key)
  )
}

function unansweredOf(stored: readonly StoredMessage[]) {
  const last = stored.findLast(({ status }) => UNANSWERED.has(status))
  return last ? { kind: last.kind, at: last.sentAt ?? last.changedAt ?? last.dueAt } : null
}

/** What the sentences say: the last word by its message, and what comes next or why nothing does. */
function asData(
  order: OrderState,
  { word, next }: { word: Said | undefined; next: Silence['next'] },
  context: CadenceContext,
): Because {
  const { reach, zone, unreachedBy } = context
  const heard = {
    last_word: word?.messageId ?? null,
    last_word_kind: word?.kind ?? null,
    last_word_at: word?.at ?? null,
    reach,
  }
  if (!order.placed) return because('order_not_known', heard)
  if (reach === 'none')
    return because('cannot_be_reached', {
      ...heard,
      ...unreached(context),
      events: [order.placed.eventId, ...(unreachedBy ? [unreachedBy.eventId] : [])],
    })
  if (next)
    return because('next_word_planned', {
      ...heard,
      next_kind: next.kind,
      next_due_at: next.dueAt,
      zone,
    })
  return because(isWaiting(order) ? 'nothing_planned' : 'nothing_left_to_ship', {
    ...heard,
    imported: order.placed.imported,
  })
}

const UNANSWERED: ReadonlySet<MessageStatus> = new Set(['sending', 'unclear'])
const UNSAID: ReadonlySet<MessageStatus> = new Set(['held', 'withdrawn', 'failed', 'bounced'])
const LOST: { [status in MessageStatus]?: string } = {
  failed: 'The provider refused it.',
  bounced: 'It came back.',
}
const UNSAID_MAX = 20
