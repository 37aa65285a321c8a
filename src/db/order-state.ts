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

/** What a release before this one stored has not all of today's fields either. */
export function toState(text: string): OrderState {
  const state = JSON.parse(text) as OrderState
  return { ...newOrder(state.orderId), ...state }
}
