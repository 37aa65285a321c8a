import type { Db } from '../db/open.ts'
import { listLevels, saveLevel } from '../db/skus.ts'
import { lockSupply, saveSupply } from '../db/supplies.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { isImported } from '../domain/own-event.ts'
import {
  addFact,
  noSupplyFacts,
  readSupply,
  type Supply,
  type SupplyEvent,
} from '../domain/supply.ts'
import { noteLevel } from './note-level.ts'
import { noteArrival, noteSupply } from './note-supply.ts'
import type { Services } from './services.ts'

/** What is known of a SKU, whatever order it is told in: its levels and its inbound supplies. */
export async function recordStock(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  now: Instant,
): Promise<void> {
  switch (event.type) {
    case 'inventory.level': {
      const { sku, available, location } = event.data
      const before = await listLevels(db, merchant.id, sku)
      await saveLevel(db, merchant.id, {
        sku,
        location: location ?? '',
        available,
        occurredAt: new Date(event.occurred_at).toISOString(),
        eventId: event.id,
      })
      // A level of long ago says nothing of who waits today.
      if (isImported({ ...event, receivedAt: now })) return
      return noteLevel(services, db, merchant, { sku, before, now })
    }
    case 'supply.expected':
    case 'supply.cancelled':
      await recordSupply(services, db, merchant, event, event.data.supply_id, now)
      return
    case 'supply.received': {
      const { supply_id: id } = event.data
      const before = id ? await recordSupply(services, db, merchant, event, id, now) : null
      return noteArrival(services, db, merchant, { event, before, now })
    }
    default:
      return
  }
}

/** Answers with what was known of it before. */
async function recordSupply(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: SupplyEvent,
  supplyId: string,
  now: Instant,
): Promise<Supply | null> {
  const { timeZone } = merchant
  const known = (await lockSupply(db, merchant.id, supplyId)) ?? noSupplyFacts()
  const facts = addFact(known, event, { now, timeZone })
  const [before, supply] = [known, facts].map((one) => readSupply(supplyId, one, { timeZone }))
  if (!before || !supply) return null
  await saveSupply(db, merchant.id, supply, facts)
  const isReceipt = event.type === 'supply.received'
  await noteSupply(services, db, merchant, { before, supply, isReceipt, now })
  return before
}
