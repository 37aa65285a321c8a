import type { Fault } from './error.ts'
import type { Instant } from './order.ts'
import { AHEAD_MAX_HOURS } from './own-event.ts'

/**
 * What of an event lies too far ahead of its merchant's clock, but for what has a fault already. Of
 * an input that nobody has read yet, so that a typing error beside it does not hide it.
 */
export function faultsAhead(input: unknown, now: Instant, known: readonly Fault[] = []): Fault[] {
  const latest = Date.parse(now) + AHEAD_MAX_HOURS * 3_600_000
  const message = `lies more than ${AHEAD_MAX_HOURS} hours ahead of the merchant's clock, which says ${now}`
  const event = fieldsOf(input)
  const moments = [{ pointer: '/occurred_at', at: event.occurred_at }]
  // What will come has not come: who waits would read that it is here.
  if (event.type === 'supply.received')
    moments.push({ pointer: '/data/received_at', at: fieldsOf(event.data).received_at })
  return moments
    .filter(({ pointer }) => !known.some((fault) => fault.pointer === pointer))
    .filter(({ at }) => typeof at === 'string' && Date.parse(at) > latest)
    .map(({ pointer }) => ({ pointer, message }))
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
