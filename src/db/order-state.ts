import { newOrder } from '../domain/apply-event.ts'
import type { Line, OrderState } from '../domain/order.ts'

/**
 * Without the fields that are as empty as those of a new order, or of a line to which nothing has
 * happened: a third of what one of three lines is as text, and on SQLite two of them lie on a page
 * where one did. `toState` puts them back.
 *
 * Left out by `undefined` in a copy: an object that is put together field by field takes V8 twice
 * as long to write as JSON.
 */
export function stateText(state: OrderState): string {
  const filled: Fields = { ...state }
  for (const [name, empty] of EMPTY) {
    if (isEmptyLike(filled[name], empty)) filled[name] = undefined
  }
  if (Array.isArray(filled.lines)) filled.lines = filled.lines.map(filledLine)
  return JSON.stringify(filled)
}

type Fields = Record<string, unknown>

const EMPTY = Object.entries(newOrder('')).filter(
  ([, value]) => value === null || Array.isArray(value),
)

const isEmptyLike = (value: unknown, empty: unknown) =>
  Array.isArray(value)
    ? value.length === 0 && Array.isArray(empty)
    : value === null && empty === null

/** A released entry never changes: states are stored that were written by it. */
const QUIET_LINE = {
  sku: null,
  variant: null,
  unitPrice: null,
  imageUrl: null,
  productUrl: null,
  requiresShipping: true,
  shipped: 0,
  cancelled: 0,
  backorder: null,
} as const satisfies Partial<Line>

const QUIET = Object.entries(QUIET_LINE)

function filledLine(line: Line): Fields {
  const filled: Fields = { ...line }
  for (const [name, value] of QUIET) if (filled[name] === value) filled[name] = undefined
  const { ours, theirs, isWhole, off } = line.cancelAsked
  if (ours === 0 && theirs === 0 && isWhole === undefined && off === undefined)
    filled.cancelAsked = undefined
  return filled
}

type StoredLine = Partial<Line> & Pick<Line, 'id' | 'title' | 'quantity'>

const wholeLine = (line: StoredLine): Line => ({
  ...QUIET_LINE,
  cancelAsked: { ours: 0, theirs: 0 },
  ...line,
})

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
  whole.lines = whole.lines.map(wholeLine)
  if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value ?? '')
  kept.set(text, whole)
  return whole
}

/** A few more than may be on their way at a provider's usual latency; of 2 to 10 KB each. */
const KEPT_MAX = 256
const kept = new Map<string, OrderState>()
