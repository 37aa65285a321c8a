import type { Instant } from './order.ts'

export type CancelActor = 'merchant' | 'shopper' | 'support' | 'tidings'
type LineQuantity = { id: string; quantity: number }

/** One act that cancelled something; `lines` is what it changed, so an echo of it is no entry. */
export type Cancellation = {
  eventId: string
  at: Instant
  by: CancelActor
  lines: LineQuantity[]
  /**
   * What it named beside that: what a package held, cancelled by it once that is taken back; and what
   * an update of before had taken off, of which was heard only after it.
   */
  held?: LineQuantity[]
  reason: string | null
  imported: boolean
  /** Why, where nobody asked: it cannot be had, or silence ended the wait. */
  cause?: 'unfulfillable' | 'expired'
  /** The merchant's own act, and made through us: its other systems may not know of it. */
  isThroughUs?: true
}

/**
 * All that an act was to cancel. What of it holds is asked of the order and never of the act: a package
 * that left with some of it may be known before the act or after it, and it must come to the same.
 */
export const namedBy = ({ lines, held = [] }: Cancellation): LineQuantity[] =>
  held.length === 0 ? lines : addLines(lines, held)

export const addLines = (
  known: readonly LineQuantity[],
  more: readonly LineQuantity[],
): LineQuantity[] => [
  ...known.map(({ id, quantity }) => ({
    id,
    quantity: quantity + (more.find((line) => line.id === id)?.quantity ?? 0),
  })),
  ...more.filter(({ id }) => !known.some((line) => line.id === id)),
]
