import { listOpenSuppliesOf, listQueueSums, type QueueSum } from '../db/availability.ts'
import { sumCountedAfter } from '../db/queue.ts'
import type { ReachedSupply } from '../domain/availability.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { BackorderKind, Instant } from '../domain/order.ts'
import { readSupply } from '../domain/supply.ts'
import { assign, type Coming, sortComing } from '../domain/supply-queue.ts'
import { bufferFor } from './learned-buffer.ts'
import type { Services } from './services.ts'

export type NewcomerPlace = { waiting: number; reached: ReachedSupply | null }
type Wanted = { sku: string; kind: BackorderKind }

/**
 * Where one unit of each SKU would stand that were ordered now: behind everybody who waits, and
 * which supply reaches that place. By the queue's own functions, and without a lock: nobody has
 * ordered yet. A SKU that has no queue, or one that is not built yet, is missing.
 */
export async function findNewcomerPlaces(
  services: Services,
  merchant: Merchant,
  wanted: readonly Wanted[],
  now: Instant,
): Promise<Map<string, NewcomerPlace>> {
  const { read } = services
  const skus = wanted.map(({ sku }) => sku)
  const queues = await listQueueSums(read, merchant.id, skus)
  const stored = await listOpenSuppliesOf(
    read,
    merchant.id,
    queues.map(({ sku }) => sku),
  )
  const places = new Map<string, NewcomerPlace>()
  for (const queue of queues) {
    const supplies = stored
      .filter(({ sku }) => sku === queue.sku)
      .map(({ supplyId, facts }) => readSupply(supplyId, facts, merchant))
    const coming = sortComing(supplies, merchant.timeZone)
    const kind = wanted.find(({ sku }) => sku === queue.sku)?.kind ?? 'standard'
    const reached = await reachedSupply(services, merchant, { queue, coming, kind, now })
    places.set(queue.sku, { waiting: queue.units, reached })
  }
  return places
}

async function reachedSupply(
  services: Services,
  merchant: Merchant,
  asked: { queue: QueueSum; coming: readonly Coming[]; kind: BackorderKind; now: Instant },
): Promise<ReachedSupply | null> {
  const { queue, coming, kind, now } = asked
  const { units, pool } = queue
  const ahead = { units, eligible: await countEligible(services, merchant, queue) }
  const { supply } = assign(ahead, { quantity: 1, countedAt: now }, { pool, coming })
  if (!supply?.expectedAt) return null

  const { supplyId, supplier, expectedAt } = supply
  const { timeZone } = merchant
  const days = { toldOn: dayOf(now, timeZone), expectedOn: dayOf(expectedAt, timeZone) }
  const buffer = await bufferFor(services, services.read, merchant, { supplier, kind, ...days })
  return { supplyId, expectedAt, placeInQueue: units + 1, buffer }
}

/** Units that may take of what is here; nothing is summed where nothing is. */
async function countEligible({ read }: Services, merchant: Merchant, queue: QueueSum) {
  const { sku, units, pool } = queue
  if (pool.left === 0) return 0
  return units - (await sumCountedAfter(read, merchant.id, { sku, at: pool.until }))
}
