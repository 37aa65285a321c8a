import type { Db } from '../db/open.ts'
import { saveLevel, saveSupply } from '../db/skus.ts'
import type { MerchantEvent } from '../domain/event.ts'
import { sortKey } from '../domain/own-event.ts'

/** What is known of a SKU, whatever order it is told in: its levels and its inbound supplies. */
export async function recordStock(db: Db, merchantId: string, event: MerchantEvent): Promise<void> {
  switch (event.type) {
    case 'inventory.level': {
      const { sku, available, location } = event.data
      const occurredAt = new Date(event.occurred_at).toISOString()
      return saveLevel(db, merchantId, {
        sku,
        location: location ?? '',
        available,
        occurredAt,
        eventId: event.id,
      })
    }
    case 'supply.expected': {
      const { supply_id: supplyId, sku, quantity, expected_at: expectedAt, supplier } = event.data
      const state = { quantity, expectedAt, supplier: supplier ?? null, status: 'expected' }
      return saveSupply(db, merchantId, { supplyId, sku, state, foldedTo: sortKey(event) })
    }
    default:
      // Arrivals and cancelled supplies are recorded; the queue that reads them folds the events.
      return
  }
}
