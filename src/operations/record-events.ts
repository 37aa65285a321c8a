import {
  type EventSource,
  hasEvent,
  insertEvent,
  insertUnattached,
  lockReferences,
} from '../db/events.ts'
import { findMerchant } from '../db/merchants.ts'
import type { Db } from '../db/open.ts'
import { findOrdersByTerm } from '../db/order-terms.ts'
import { faultsAhead } from '../domain/ahead.ts'
import { DomainError, type Fault } from '../domain/error.ts'
import { type MerchantEvent, parseEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import type { Instant } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import { type SearchTerm, trackingTerm } from '../domain/search.ts'
import { decideStatements } from './decide-statements.ts'
import { noteAvailable } from './note-available.ts'
import { feedNoted, noteFeedHour } from './note-feed.ts'
import { notePictures, picturesNoted } from './note-pictures.ts'
import { recordStock } from './record-stock.ts'
import type { Services } from './services.ts'
import { settleOrder } from './settle-order.ts'

export type Verdict =
  | { id: string; status: 'accepted' | 'duplicate' }
  | { id: string | null; status: 'rejected'; errors: Fault[] }

/**
 * Records one event, and what it changes, in one transaction: the answer means durable, with the
 * messages that it causes. Nothing is sent in here. Throws `invalid` with every fault.
 */
export async function recordEvent(
  services: Services,
  merchant: Merchant,
  input: unknown,
  source: EventSource = 'api',
): Promise<Verdict & { status: 'accepted' | 'duplicate' }> {
  try {
    const event = parseEvent(input)
    const { status, now } = await services.writer.write(async (db) => {
      const now = await timeOf(services, db, merchant)
      refuseFuture(event, now)
      const status = await recordInTransaction(services, db, merchant, event, { source, now })
      return { status, now }
    })
    services.counters.add('events', status)
    if (status === 'accepted') {
      feedNoted(services, merchant.id, now)
      picturesNoted(services, merchant.id, event)
      services.wake()
    }
    return { id: event.id, status }
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'invalid')) throw error
    const id = idOf(input)
    // An id that was accepted is a duplicate whatever its body says now, a wrong one too.
    if (id?.isWellFormed() && (await hasEvent(services.read, merchant.id, id)))
      return { id, status: 'duplicate' }
    const now = await timeOf(services, services.read, merchant)
    const faults = [...error.faults, ...faultsAhead(input, now, error.faults)]
    throw new DomainError('invalid', error.message, faults)
  }
}

/**
 * Many at once, a verdict each: one that is wrong takes none of the others with it. Those of one id
 * go one after the other, for of two bodies the first is the one that counts.
 */
export function recordEvents(
  services: Services,
  merchant: Merchant,
  inputs: readonly unknown[],
  source: EventSource = 'api',
): Promise<Verdict[]> {
  const last = new Map<string | null, Promise<Verdict>>()
  return Promise.all(
    inputs.map((input) => {
      const id = idOf(input)
      const before = id === null ? undefined : last.get(id)
      const verdict = before
        ? before.then(() => verdictOn(services, merchant, input, source))
        : verdictOn(services, merchant, input, source)
      last.set(id, verdict)
      return verdict
    }),
  )
}

async function verdictOn(
  services: Services,
  merchant: Merchant,
  input: unknown,
  source: EventSource,
): Promise<Verdict> {
  try {
    return await recordEvent(services, merchant, input, source)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    services.counters.add('events', 'rejected')
    return { id: idOf(input), status: 'rejected', errors: error.faults }
  }
}

/** The part inside a transaction, for doors that record more than one thing together. */
export async function recordInTransaction(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  { source, now }: { source: EventSource; now: Instant },
): Promise<'accepted' | 'duplicate'> {
  const decided = await decideStatements(services, db, merchant, event, { source, now })
  const recorded: Recorded<MerchantEvent> = {
    ...event,
    receivedAt: now,
    ...(decided && { decided }),
  }
  const orderIds = await ordersOf(db, merchant.id, event)
  const isNews = await insertEvent(db, merchant.id, recorded, {
    orderId: orderIds[0] ?? null,
    source,
  })
  if (!isNews) return 'duplicate'

  await recordStock(services, db, merchant, event, now)
  await noteAvailable(services, db, merchant, event, now)
  for (const orderId of orderIds)
    await settleOrder(services, db, merchant, orderId, [recorded], now)
  if (orderIds.length === 0) await keepUnattached(db, merchant.id, event)
  await notePictures(services, db, merchant.id, event, source)
  await noteFeedHour(services, db, merchant.id, now)
  return 'accepted'
}

/** A test merchant's clock may have moved since its key was looked at: it is read in here. */
export async function timeOf(services: Services, db: Db, merchant: Merchant): Promise<Instant> {
  const systemNow = services.clock.now()
  if (merchant.mode === 'live') return merchantNow({ clock: null }, systemNow)
  return merchantNow((await findMerchant(db, merchant.id)) ?? merchant, systemNow)
}

function refuseFuture(event: MerchantEvent, now: Instant) {
  const faults = faultsAhead(event, now)
  if (faults.length > 0) throw new DomainError('invalid', 'The event is not valid', faults)
}

async function ordersOf(db: Db, merchantId: string, event: MerchantEvent): Promise<string[]> {
  if ('order_id' in event.data && typeof event.data.order_id === 'string')
    return [event.data.order_id]
  if (event.type !== 'shipment.updated') return []
  const found = await orderOfPackage(db, merchantId, event)
  if (found) return [found]

  await lockReferences(db, merchantId, packageTerms(event).map(referenceOf))
  const now = await orderOfPackage(db, merchantId, event)
  return now ? [now] : []
}

/** By the package's id and its number together, else by its id, else by its number. */
async function orderOfPackage(
  db: Db,
  merchantId: string,
  event: MerchantEvent & { type: 'shipment.updated' },
): Promise<string | null> {
  const { shipment_id: id, tracking_number: number } = event.data
  const byId = id ? await findOrdersByTerm(db, merchantId, [{ kind: 'shipment', term: id }]) : []
  const byNumber = number
    ? await findOrdersByTerm(db, merchantId, [{ kind: 'tracking', term: trackingTerm(number) }])
    : []
  const both = byId.find((orderId) => byNumber.includes(orderId))
  return both ?? byId[0] ?? byNumber[0] ?? null
}

async function keepUnattached(db: Db, merchantId: string, event: MerchantEvent) {
  if (event.type !== 'shipment.updated') return
  for (const term of packageTerms(event)) {
    await insertUnattached(db, merchantId, referenceOf(term), event.id)
  }
}

const referenceOf = ({ kind, term }: SearchTerm) => `${kind}:${term}`

function packageTerms(event: MerchantEvent & { type: 'shipment.updated' }): SearchTerm[] {
  const { shipment_id: id, tracking_number: number } = event.data
  return [
    ...(id ? [{ kind: 'shipment' as const, term: id }] : []),
    ...(number ? [{ kind: 'tracking' as const, term: trackingTerm(number) }] : []),
  ]
}

function idOf(input: unknown): string | null {
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : null
  return typeof id === 'string' ? id : null
}
