import { listOpenSuppliesOf, listQueueSums, type QueueSum } from '../db/availability.ts'
import type { ReachedSupply } from '../domain/availability.ts'
import { dayOf } from '../domain/calendar.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { BackorderKind, Instant } from '../domain/order.ts'
import { readSupply } from '../domain/supply.ts'
import { assign, type Coming, sortComing } from '../domain/supply-queue.ts'
import { aheadOfNewcomer } from './ahead-of-newcomer.ts'
import { bufferFor } from './learned-buffer.ts'
import type { Services } from './services.ts'

export type NewcomerPlace = { waiting: number; isComing: boolean; reached: ReachedSupply | null }
type Wanted = { sku: string; kind: BackorderKind; quantity: number }

/**
 * Where so many units of each SKU would stand that were ordered now, and which supply reaches the
 * last of them. By the queue's own functions, and without a lock: nobody has
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
  const wantedOf = (name: string) => wanted.find(({ sku }) => sku === name)
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
    const { kind = 'standard', quantity = 1 } = wantedOf(queue.sku) ?? {}
    const newcomer = { queue, coming, kind, quantity, now }
    const reached = await reachedSupply(services, merchant, newcomer)
    places.set(queue.sku, { waiting: queue.units, isComing: coming.length > 0, reached })
  }
  return places
}

async function reachedSupply(
  services: Services,
  merchant: Merchant,
  asked: Omit<Wanted, 'sku'> & { queue: QueueSum; coming: readonly Coming[]; now: Instant },
): Promise<ReachedSupply | null> {
  const { queue, coming, kind, quantity, now } = asked
  const { pool } = queue
  const ahead = await aheadOfNewcomer(services, merchant, queue, now)
  const { supply } = assign(ahead, { quantity, countedAt: now }, { pool, coming })
  if (!supply?.expectedAt) return null

  const { supplyId, supplier, expectedAt } = supply
  const { timeZone } = merchant
  const days = { toldOn: dayOf(now, timeZone), expectedOn: dayOf(expectedAt, timeZone) }
  const buffer = await bufferFor(services, services.read, merchant, { supplier, kind, ...days })
  return { supplyId, expectedAt, placeInQueue: ahead.units + quantity, buffer }
}
