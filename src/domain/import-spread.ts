import { addMinutes } from './instant.ts'
import type { Instant, OrderState } from './order.ts'

/**
 * When the first word to an order goes that came by an import. A shop that brings a thousand of
 * them must not write a thousand mails in one minute: each order has its own minute of the day after.
 */
export const spreadAt = ({ placed, orderId }: OrderState): Instant | null =>
  placed && addMinutes(placed.heardAt, minuteOf(orderId))

const MINUTES = 24 * 60

/** The same for the same order, and spread evenly over many. */
function minuteOf(orderId: string): number {
  let hash = 0
  for (const character of orderId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return hash % MINUTES
}
