import type { EventType, MerchantEvent } from './event.ts'
import { EVENT_TYPES } from './event.ts'
import { toInstant } from './instant.ts'
import type { ContactChannel } from './message.ts'
import type { NewsTopic } from './optional-news.ts'
import type { CancelActor, Day, Instant } from './order.ts'
import type { LearnedBuffer } from './promise.ts'
import type { Said } from './said.ts'
import type { SkuSetting } from './sku-setting.ts'
import type { SuppressionReason } from './suppression.ts'

/**
 * `quantity` is what the act cancels, `total` all that is cancelled of the line after it: so it can
 * be told from the same cancellation coming back as an event, and from one made before it.
 */
export type CancelledLine = { id: string; quantity: number; total: number }

/**
 * What we decided or said ourselves, by type. It is recorded like any event and replayed, never
 * decided again: so a late fact changes the future and not the past. Nothing of it is personal:
 * what somebody wrote lies elsewhere, under the id that stands here.
 */
type OwnEventData = {
  'message.sent': { order_id: string; said: Omit<Said, 'at'> }
  'cancellation.made': CancellationData
  'cancellation.requested': CancellationData
  'cancellation.answered': {
    order_id: string
    answer: 'accept' | 'decline'
    lines: CancelledLine[]
    reason: string | null
  }
  /** The reader agreed to a delay: to the offers of these lines, each named by its message. */
  'delay.consented': { order_id: string; by: CancelActor; lines: { id: string; offer: string }[] }
  /** Silence ended the wait: what was to be cancelled by then is, with the clocks that ran out. */
  'delay.expired': { order_id: string; lines: CancelledLine[]; deadlines: Record<string, Day> }
  'split.chosen': { order_id: string; by: CancelActor; split: 'ship_available' | 'hold' }
  /** `offer` is the id of the `substitute.offered` that it answers. */
  'substitute.chosen': {
    order_id: string
    by: CancelActor
    offer: string
    line_id: string
    sku: string
  }
  /** "Keep waiting", asked past the fulfilment window. */
  'wait.kept': { order_id: string; by: CancelActor; lines: string[] }
  'waitlist.joined': { order_id: string; by: CancelActor; lines: { id: string; sku: string }[] }
  'waitlist.available': { order_id: string; skus: string[] }
  'inquiry.received': {
    order_id: string
    inquiry_id: string
    via: 'email' | 'sms' | 'page'
    /** A text that said CANCEL: it stopped the texts, and may have meant the order. */
    stops_texts: boolean
  }
  /** Somebody wants a message again: what `key` says today, as a message of its own. */
  'resend.asked': { order_id: string; message_id: string; key: string }
  /** A text that said STOP or one of its kin, to any order of its number; START lifts it. */
  'texts.stopped': { order_id: string; via?: 'page' }
  'texts.started': { order_id: string; via?: 'page' }
  /** Its provider says that the order's address takes nothing more, or takes it again. */
  'address.suppressed': {
    order_id: string
    channel: ContactChannel
    reason: SuppressionReason
  }
  'address.restored': { order_id: string; channel: ContactChannel }
  /** What the reader does without, all of it: a later choice takes the place of an earlier one. */
  'preferences.chosen': {
    order_id: string
    via: 'page' | 'mail' | 'earlier'
    news_off: NewsTopic[]
  }
  /** Did it come when we said: 1 to 5. */
  'feedback.given': { order_id: string; score: number }
  /** The date that a line's place in the queue for its SKU reaches; null: no supply covers it. */
  'queue.dated': { order_id: string; lines: QueueDate[] }
  /**
   * Stock that has come, given to lines in the order of the queue: `quantity` now, `total` with all
   * that the line had before, so that it can be told from the merchant's own word about it.
   */
  'queue.allocated': {
    order_id: string
    lines: { id: string; quantity: number; total: number; supply_id: string | null }[]
  }
  /**
   * Units that had been given to lines which need them no longer, neither shipped nor kept: others
   * who wait may have them. `total` is all that was ever freed of the line.
   */
  'queue.freed': { order_id: string; lines: { id: string; quantity: number; total: number }[] }
  /** An agent's answer (`inquiry_id`), or a message of their own (null); its words are in `letters`. */
  'letter.written': { order_id: string; letter_id: string; inquiry_id: string | null }
  /** An agent found that it asks for no answer, which ends its clock. */
  'inquiry.closed': { order_id: string; inquiry_id: string }
  /** It does ask for one after all. */
  'inquiry.reopened': { order_id: string; inquiry_id: string }
}

export type QueueDate = {
  id: string
  expected_at: string | null
  supply_id: string | null
  supplier: string | null
  /** Units of the SKU that are waited for up to this line's last one, itself included. */
  place_in_queue: number
  /** Why it moved, or that the line has just taken its place. */
  cause:
    | 'joined'
    | 'supply_moved'
    | 'supply_undated'
    /** It had none, and has one now. */
    | 'supply_dated'
    | 'supply_short'
    | 'supply_cancelled'
    /** What else is to come of the SKU changed, and not the supply that the date came from. */
    | 'supplies_changed'
    | 'queue_moved'
    | 'line_grew'
  /** Absent where the default rule holds. */
  buffer: LearnedBuffer | null
  /** The supply that reaches the line and gives it no date. */
  undated?: { supply_id: string; supplier: string | null; overdue_since: Day | null } | null
}

type CancellationData = {
  order_id: string
  by: CancelActor
  lines: CancelledLine[]
  reason: string | null
}

export type OwnEvent = {
  [T in keyof OwnEventData]: { id: string; type: T; occurred_at: Instant; data: OwnEventData[T] }
}[keyof OwnEventData]
/** One before it is recorded: without its id and its time. */
export type OwnEventDraft = {
  [T in keyof OwnEventData]: { type: T; data: OwnEventData[T] }
}[keyof OwnEventData]

export type AnyEvent = MerchantEvent | OwnEvent
type AnyEventType = AnyEvent['type']

/**
 * What was decided about an event as it was recorded, and is replayed with it, by line: the buffer
 * that past supplies taught on that day, and what the merchant's setting for the SKU said then.
 */
export type Decided = {
  buffers?: Record<string, LearnedBuffer>
  settings?: Record<string, SkuSetting>
}

/** An event as recorded: when we heard of it is its own fact. */
export type Recorded<E extends AnyEvent = AnyEvent> = E & {
  receivedAt: Instant
  decided?: Decided | null
}

const RANKED: readonly AnyEventType[] = [
  ...EVENT_TYPES,
  'cancellation.requested',
  'cancellation.made',
  'cancellation.answered',
  'message.sent',
  // Appended, never moved: the rank stands in the sort key that is kept beside an order.
  'delay.consented',
  'delay.expired',
  'split.chosen',
  'substitute.chosen',
  'wait.kept',
  'waitlist.joined',
  'waitlist.available',
  'inquiry.received',
  'letter.written',
  'texts.stopped',
  'texts.started',
  'resend.asked',
  'queue.dated',
  'queue.allocated',
  'queue.freed',
  'preferences.chosen',
  'feedback.given',
  'address.suppressed',
  'address.restored',
  'inquiry.closed',
  'inquiry.reopened',
]
const rank = new Map(RANKED.map((type, at) => [type, at]))
// At one moment the later word holds, and ids sort as made: who says STOP last has stopped them.
rank.set('texts.started', RANKED.indexOf('texts.stopped'))
rank.set('address.restored', RANKED.indexOf('address.suppressed'))
rank.set('inquiry.reopened', RANKED.indexOf('inquiry.closed'))
// Likewise who asks again after a no, at the moment of that no, waits for another answer.
for (const type of ['cancellation.made', 'cancellation.answered'] as const)
  rank.set(type, RANKED.indexOf('cancellation.requested'))

/** The order in which events take effect: `occurred_at`, then type in the order of `EVENT_DATA`, then id. */
export function compareEvents(a: AnyEvent, b: AnyEvent): number {
  return (
    Date.parse(a.occurred_at) - Date.parse(b.occurred_at) ||
    (rank.get(a.type) ?? 0) - (rank.get(b.type) ?? 0) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/** The same order as text, so that the last folded one can be kept beside an order and compared. */
export const sortKey = (event: AnyEvent): string =>
  `${toInstant(event.occurred_at)} ${String(rank.get(event.type) ?? 0).padStart(2, '0')} ${event.id}`

/** Behind the merchant's clock by more than this on arrival is an import: no one-time notices. */
const IMPORT_AFTER_HOURS = 72
export const AHEAD_MAX_HOURS = 24

export const isImported = (event: Recorded) =>
  Date.parse(event.receivedAt) - Date.parse(event.occurred_at) > IMPORT_AFTER_HOURS * 3_600_000

export const isMerchantEventType = (type: string): type is EventType =>
  (EVENT_TYPES as string[]).includes(type)
