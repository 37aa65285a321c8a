import type { EventData } from './event.ts'
import { type Day, type OrderState, openQuantity, ownValue, waitingQuantity } from './order.ts'
import type { Policy } from './policy.ts'

type Level = { available: number; occurred_at: string }
export type ShortLine = EventData<'backorder.created'>['lines'][number]

/**
 * Which lines of a new order are short, for a shop whose orders carry no backorder: by the
 * merchant's setting for the SKU, else by the stock known of it. A level that was taken after the
 * order counts it already; one from before does not.
 */
export function shortLinesOf(
  order: OrderState,
  levels: ReadonlyMap<string, readonly Level[]>,
  policy: Policy,
  shown: ReadonlyMap<string, Day> = new Map(),
): ShortLine[] {
  /** Missing of a SKU, less what an earlier line of the same order already lacks. */
  const left = new Map<string, number>()
  return order.lines.flatMap((line): ShortLine[] => {
    const open = openQuantity(line)
    if (!line.sku || line.backorder || open === 0) return []

    const setting = ownValue(policy.sku_backorders, line.sku)
    const day = shown.get(line.id)
    const asShown = day ? { shown_ships_by: day } : {}
    const { id } = line
    if (setting)
      return [
        { id, quantity: open, kind: setting.kind, expected_at: setting.expected_at, ...asShown },
      ]
    const known = levels.get(line.sku) ?? []
    if (day && known.length === 0)
      return [{ id, quantity: open, kind: 'standard', expected_at: null, ...asShown }]
    const missing = left.get(line.sku) ?? missingOf(order, line.sku, known)
    const quantity = Math.min(open, Math.max(0, missing))
    left.set(line.sku, missing - quantity)
    return quantity > 0 ? [{ id, quantity, kind: 'standard', expected_at: null, ...asShown }] : []
  })
}

function missingOf(order: OrderState, sku: string, known: readonly Level[]): number {
  if (known.length === 0) return 0
  const available = known.reduce((all, level) => all + level.available, 0)
  const isCounted = known.some(({ occurred_at }) => occurred_at >= (order.placed?.at ?? ''))
  const wanted = order.lines
    .filter((line) => line.sku === sku)
    .reduce((all, line) => all + openQuantity(line), 0)
  return -(isCounted ? available : available - wanted)
}

/**
 * A level that comes after the orders it counts: what is missing of a SKU is missing for those who
 * ordered last. `orders` are all that have the SKU open; the answer is what each lacks that nobody
 * had said yet.
 */
export function shareShortage(
  orders: readonly OrderState[],
  sku: string,
  available: number,
): { orderId: string; line: ShortLine }[] {
  let missing = Math.max(0, -available)
  const lines = [...orders]
    .sort((a, b) => ((a.placed?.at ?? '') < (b.placed?.at ?? '') ? 1 : -1))
    .flatMap((order) =>
      order.lines.filter((line) => line.sku === sku).map((line) => ({ order, line })),
    )
  return lines.flatMap(({ order, line }) => {
    const short = Math.min(openQuantity(line), missing)
    missing -= short
    if (short <= waitingQuantity(line) || (line.backorder && line.backorder.quantity >= short))
      return []
    const { kind = 'standard', expectedAt, byQueue } = line.backorder ?? {}
    return [
      {
        orderId: order.orderId,
        // A date of the queue's own is no statement of the merchant's, and moves with the queue.
        line: {
          id: line.id,
          quantity: short,
          kind,
          expected_at: byQueue ? null : (expectedAt ?? null),
        },
      },
    ]
  })
}
