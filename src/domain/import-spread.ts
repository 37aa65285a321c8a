import { addMinutes } from './instant.ts'
import type { Instant, OrderState } from './order.ts'
import type { Policy } from './policy.ts'

/**
 * When the first word to an order goes that came by an import. A shop that brings a thousand of
 * them must not write a thousand mails in one minute: each order has its own minute of the day after, or of
 * so much of it as the policy says.
 */
export const spreadAt = (
  { placed, orderId }: OrderState,
  { import_spread_hours: hours }: Pick<Policy, 'import_spread_hours'>,
): Instant | null => placed && addMinutes(placed.heardAt, minuteOf(orderId, hours * 60))

/**
 * The same for the same order, and spread over the day for those numbered in a row, as an import
 * mostly brings them. FNV-1a alone would leave neighbours close together: their last digit reaches
 * its low bits only, which the finish of MurmurHash3 carries into all of them.
 */
function minuteOf(orderId: string, minutes: number): number {
  let hash = 0x811c9dc5
  for (const character of orderId)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % minutes
}
