import { newOrder } from '../domain/apply-event.ts'
import type { OrderState } from '../domain/order.ts'

/**
 * Without the fields that are as empty as those of a new order: a sixth of what one is as text, and
 * the more orders lie on a page of SQLite. `toState` puts them back.
 */
export function stateText(state: OrderState): string {
  const filled: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(state)) {
    if (!isEmptyLike(value, EMPTY[name])) filled[name] = value
  }
  return JSON.stringify(filled)
}

const EMPTY: Readonly<Record<string, unknown>> = newOrder('')

const isEmptyLike = (value: unknown, empty: unknown) =>
  Array.isArray(value)
    ? value.length === 0 && Array.isArray(empty)
    : value === null && empty === null

/**
 * What a release before this one stored has not all of today's fields either. The last ones read are
 * kept by their text, as nobody changes a state in place: a message's order is read when it begins
 * and again when its answer is stored, mostly the same.
 */
export function toState(text: string): OrderState {
  const known = kept.get(text)
  if (known) return known
  const state = JSON.parse(text) as OrderState
  const whole = { ...newOrder(state.orderId), ...state }
  if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value ?? '')
  kept.set(text, whole)
  return whole
}

/** A few more than may be on their way at a provider's usual latency; of 2 to 10 KB each. */
const KEPT_MAX = 256
const kept = new Map<string, OrderState>()
