import type { EventType, MerchantEvent } from './event.ts'
import { EVENT_TYPES } from './event.ts'
import type { CancelActor, Instant, Said } from './order.ts'

/**
 * `quantity` is what the act cancels, `total` all that is cancelled of the line after it: so it can
 * be told from the same cancellation coming back as an event, and from one made before it.
 */
export type CancelledLine = { id: string; quantity: number; total: number }

/**
 * What we decided or said ourselves. It is recorded like any event and replayed, never decided
 * again: so a late fact changes the future and not the past.
 */
export type OwnEvent =
  | {
      id: string
      type: 'message.sent'
      occurred_at: Instant
      data: { order_id: string; said: Omit<Said, 'at'> }
    }
  | {
      id: string
      type: 'cancellation.made'
      occurred_at: Instant
      data: { order_id: string; by: CancelActor; lines: CancelledLine[]; reason: string | null }
    }
  | {
      id: string
      type: 'cancellation.requested'
      occurred_at: Instant
      data: { order_id: string; by: CancelActor; lines: CancelledLine[]; reason: string | null }
    }
  | {
      id: string
      type: 'cancellation.answered'
      occurred_at: Instant
      data: {
        order_id: string
        answer: 'accept' | 'decline'
        lines: CancelledLine[]
        reason: string | null
      }
    }

export type AnyEvent = MerchantEvent | OwnEvent
type AnyEventType = AnyEvent['type']

/** An event as recorded: when we heard of it is its own fact. */
export type Recorded<E extends AnyEvent = AnyEvent> = E & { receivedAt: Instant }

const RANKED: readonly AnyEventType[] = [
  ...EVENT_TYPES,
  'cancellation.requested',
  'cancellation.made',
  'cancellation.answered',
  'message.sent',
]
const rank = new Map(RANKED.map((type, at) => [type, at]))

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
  `${new Date(event.occurred_at).toISOString()} ${String(rank.get(event.type) ?? 0).padStart(2, '0')} ${event.id}`

/** Behind the merchant's clock by more than this on arrival is an import: no one-time notices. */
const IMPORT_AFTER_HOURS = 72
export const AHEAD_MAX_HOURS = 24

export const isImported = (event: Recorded) =>
  Date.parse(event.receivedAt) - Date.parse(event.occurred_at) > IMPORT_AFTER_HOURS * 3_600_000

export const isMerchantEventType = (type: string): type is EventType =>
  (EVENT_TYPES as string[]).includes(type)
