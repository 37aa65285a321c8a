import { countOrdersAhead } from '../db/queue-place.ts'
import { type OrderState, waitingLines } from '../domain/order.ts'
import type { Services } from './services.ts'

/**
 * Where an order stands in the lines for what it waits for, as they are now. Not for what the
 * merchant gave a date of its own: its place says nothing about that date.
 */
export async function placesInLine({ read }: Services, merchantId: string, order: OrderState) {
  const queued = waitingLines(order).filter(
    ({ sku, backorder }) => sku && (backorder?.byQueue || backorder?.expectedAt === null),
  )
  if (queued.length === 0) return new Map<string, { orders: number; isMore: boolean }>()
  const places = await countOrdersAhead(read, merchantId, order.orderId)
  const ids = new Set(queued.map(({ id }) => id))
  return new Map([...places].filter(([lineId]) => ids.has(lineId)))
}
