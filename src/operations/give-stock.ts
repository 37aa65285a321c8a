import { deleteEntry, type QueueEntry, sumAhead, updateEntry } from '../db/queue.ts'
import { takenFromPool } from '../domain/supply-queue.ts'
import { recordDecision } from './record-decision.ts'
import type { AtQueue } from './stand-in-queue.ts'

/**
 * Gives an order its share of what has come: what those ahead of it leave. It takes it whenever it
 * is settled, and not only in its turn of the walk, for that share is its own by then.
 */
export async function giveStock(at: AtQueue) {
  const { services, db, merchant, queue, now } = at
  const given = new Map<string, number>()
  for (const entry of at.entries) {
    const quantity = await shareOf(at, entry)
    if (quantity === 0) continue
    given.set(entry.lineId, (given.get(entry.lineId) ?? 0) + quantity)
    queue.pool.left -= quantity
    queue.units -= quantity
    queue.version += 1
    entry.quantity -= quantity
    if (entry.quantity > 0) await updateEntry(db, merchant.id, entry)
    else await deleteEntry(db, merchant.id, entry)
  }
  if (given.size === 0) return

  at.entries = at.entries.filter(({ quantity }) => quantity > 0)
  const lines = [...given].map(([id, quantity]) => ({
    id,
    quantity,
    total: allocatedOf(at, id) + quantity,
    supply_id: queue.poolSupply,
  }))
  const { orderId } = at.order
  const data = { order_id: orderId, lines }
  at.order = await recordDecision(
    services,
    db,
    merchant,
    at,
    [{ type: 'queue.allocated', data }],
    now,
  )
}

async function shareOf({ db, merchant, queue }: AtQueue, entry: QueueEntry): Promise<number> {
  const { pool, sku } = queue
  if (pool.left === 0 || entry.countedAt > pool.until) return 0
  const ahead = await sumAhead(db, merchant.id, { sku, place: entry, until: pool.until })
  return takenFromPool(ahead, entry, pool)
}

const allocatedOf = ({ order }: AtQueue, lineId: string) =>
  order.lines.find(({ id }) => id === lineId)?.backorder?.allocated ?? 0
