import { decideCancellation } from '../src/domain/cancellation.ts'
import {
  allocatedQuantity,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from '../src/domain/order.ts'
import { asPacked } from '../src/domain/packed-units.ts'
import { countOf, type Item } from '../src/render/page.ts'
import type { TrackingPageInput } from './context.ts'
import { shortTitle } from './short-title.ts'

/** What is to be cancelled: `scope` says how much of a line, `lines` which; no lines means all. */
export type CancelChoice = { scope: 'all' | 'waiting'; lines: readonly string[] }

/** What the choice comes to now; a line that has nothing left to cancel is no part of it. */
export function chosenItems(order: OrderState, { scope, lines }: CancelChoice): Item[] {
  const wanted = new Set(lines)
  return order.lines
    .filter(({ id }) => wanted.size === 0 || wanted.has(id))
    .map((line) => ({
      line,
      quantity: scope === 'waiting' ? waitingQuantity(line) : openQuantity(line),
    }))
    .filter(({ quantity }) => quantity > 0)
}

/** What would be done at once, and what the merchant would have to be asked, by the domain's rule. */
export const decisionFor = (
  { order, merchant, rights = [] }: Pick<TrackingPageInput, 'order' | 'merchant' | 'rights'>,
  { scope, lines }: CancelChoice,
) =>
  decideCancellation(
    order,
    { scope, lines: lines.length > 0 ? lines.map((id) => ({ id, quantity: null })) : null },
    merchant.policy,
    rights,
  )

/** Lines as an act or a decision names them; one that the order does not have is passed over. */
export const itemsOf = (order: OrderState, lines: readonly { id: string; quantity: number }[]) =>
  lines.flatMap(({ id, quantity }): Item[] => {
    const line = order.lines.find((one) => one.id === id)
    return line ? [{ line, quantity }] : []
  })

type CancelObject =
  | { kind: 'order' }
  | { kind: 'rest' }
  | { kind: 'line'; title: string | null }
  | { kind: 'lines'; count: number }
  | { kind: 'part'; title: string; count: number }
  | { kind: 'units'; count: number; state: UnitsState; title: string | null }

/** `all` is every unit of the line, where they are not in one state. */
type UnitsState = 'all' | 'waits' | 'unshipped'

/** A longer one leaves no room beside it for how many, and in which state. */
const UNITS_TITLE_MAX = 40

/**
 * What to call it, so that link, heading and button name the same thing. Some of a line is never
 * called by the line's name: of three that wait, are packed and are on their way, "the mug" says not which.
 */
export function objectOf(order: OrderState, items: readonly Item[]): CancelObject {
  const [first] = items
  const all = chosenItems(order, { scope: 'all', lines: [] })
  const count = countOf(items)
  if (items.length > 1 && sameItems(items, all)) {
    const nothingGone = order.lines.every((line) => line.shipped === 0 && line.cancelled === 0)
    return { kind: nothingGone ? 'order' : 'rest' }
  }
  if (items.length === 1 && first) {
    const title = shortTitle(first.line.title)
    if (!isPart(first) && !isMixed(first)) return { kind: 'line', title }
    const state = isPart(first) ? stateOf(first) : 'all'
    if (state === null) return title ? { kind: 'part', title, count } : { kind: 'lines', count }
    const isNamed = all.length > 1 && first.line.title.length <= UNITS_TITLE_MAX
    return { kind: 'units', count, state, title: isNamed ? title : null }
  }
  const isWaiting = items.some(isPart) && items.every((item) => stateOf(item) === 'waits')
  if (isWaiting) return { kind: 'units', count, state: 'waits', title: null }
  return { kind: 'lines', count }
}

/** Less than what is left of the line, shipped or not. */
const isPart = ({ line, quantity }: Item) => quantity < line.quantity - line.cancelled

/** "The mug" beside "the 1 that waits" would leave open how many it is. */
const isMixed = ({ line, quantity }: Item) =>
  [waitingQuantity(line), allocatedQuantity(line)].some((some) => some > 0 && some < quantity)

/** What is true of just these of the line; null where no one word tells them from the others. */
function stateOf({ line, quantity }: Item): 'waits' | 'unshipped' | null {
  if (quantity === waitingQuantity(line)) return 'waits'
  return quantity === openQuantity(line) ? 'unshipped' : null
}

export function sameItems(a: readonly Item[], b: readonly Item[]) {
  const quantities = new Map(b.map(({ line, quantity }) => [line.id, quantity]))
  return a.length === b.length && a.every((item) => quantities.get(item.line.id) === item.quantity)
}

/** Longer addresses are cut by some mail gateways and proxies. */
const LINK_MAX = 1800

/** The confirmation page for a choice; a choice too long for an address is made on that page. */
export function cancelLink(path: string, { scope, lines }: CancelChoice): string {
  const query = new URLSearchParams(scope === 'all' ? [] : [['scope', scope]])
  const bare = query.toString()
  for (const id of lines) query.append('lines', id)
  const link = `${path}?${query}`
  if (link.length > LINK_MAX) return bare ? `${path}?${bare}` : path
  return query.size > 0 ? link : path
}

/**
 * Whether some of it is here, and so may be packed already: what still waits for stock cannot be, unless
 * it has a label. `made` is what the same press cancels, and that is taken from what waits first.
 */
export function isAnyHere(
  order: OrderState,
  items: readonly Item[],
  made: readonly Item[] = [],
): boolean {
  const { lines } = asPacked(order)
  return items.some(({ line: { id }, quantity }) => {
    const line = lines.find((one) => one.id === id)
    const first = made.find((one) => one.line.id === id)?.quantity ?? 0
    return line !== undefined && quantity + first > waitingQuantity(line)
  })
}
