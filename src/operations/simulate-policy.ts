import { DateTime } from 'luxon'
import { listOrderEvents } from '../db/events.ts'
import { listFeedHours } from '../db/feed.ts'
import { listNewestOrders, type RecordedOrder } from '../db/recorded-orders.ts'
import {
  areSameWords,
  countWords,
  type Heard,
  heardOnly,
  nothingHeard,
  type Word,
  wordsSaid,
  wordsSpoken,
} from '../domain/compare-words.ts'
import { DomainError } from '../domain/error.ts'
import { feedSilentSince } from '../domain/feed.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import type { Policy } from '../domain/policy.ts'
import { measureRecorded, type Settings, simulateOrder } from '../domain/simulation.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { cadenceContext, promiseRules } from './settle-order.ts'

export type SimulationQuery = {
  policy: Policy
  /** Of the orders' placing: days in the merchant's zone, or moments. */
  from: string | null
  to: string | null
  limit: number
}
export type OrderDifference = RecordedOrder & { was: Word[]; would: Word[] }
export type PolicySimulation = {
  orders: number
  was: Heard
  would: Heard
  /** How many orders would have heard something else, or at another time. */
  differing: number
  /** The newest of them. */
  differences: OrderDifference[]
}

export const SIMULATED_MAX = 10_000
const DIFFERENCES_MAX = 100

/**
 * What a policy would have sent over orders that are recorded, against what was sent. It reads and
 * changes nothing. After each order everybody else has their turn: a merchant who plays with a
 * policy must not hold up the shops whose events come in meanwhile.
 */
export async function simulatePolicy(
  services: Services,
  merchant: Merchant,
  query: SimulationQuery,
): Promise<PolicySimulation> {
  if (simulating.has(merchant.id))
    throw new DomainError(
      'conflict',
      'A simulation of this merchant is running: wait for its answer',
    )
  simulating.add(merchant.id)
  try {
    return await simulateAll(services, merchant, query)
  } finally {
    simulating.delete(merchant.id)
  }
}

/** One at a time for a merchant: each takes a processor for seconds. */
const simulating = new Set<string>()

async function simulateAll(
  services: Services,
  merchant: Merchant,
  { policy, limit, ...time }: SimulationQuery,
): Promise<PolicySimulation> {
  const { read } = services
  const until = await timeOf(services, read, merchant)
  const from = time.from && momentOf(time.from, merchant.timeZone, 0)
  const to = time.to && momentOf(time.to, merchant.timeZone, 1)
  const orders = await listNewestOrders(read, merchant.id, {
    from,
    to,
    limit: Math.min(limit, SIMULATED_MAX),
  })
  const settings = {
    was: settingsOf(merchant),
    would: {
      ...settingsOf({ ...merchant, policy }),
      feedSilentSince: feedOf(await listFeedHours(read, merchant.id), { ...merchant, policy }),
    },
  }
  const result: PolicySimulation = {
    orders: orders.length,
    was: nothingHeard(),
    would: nothingHeard(),
    differing: 0,
    differences: [],
  }
  for (const order of orders) {
    await othersTurn()
    const events = await listOrderEvents(read, merchant.id, order.orderId)
    const { orderId } = order
    const simulated = simulateOrder(orderId, heardOnly(events), until, settings.would)
    const was = wordsSaid(events)
    const would = wordsSpoken(simulated.spoken)
    countWords(result.was, orderId, was, measureRecorded(orderId, events, until, settings.was))
    countWords(result.would, orderId, would, simulated.meter)
    if (areSameWords(was, would)) continue
    result.differing += 1
    if (result.differences.length < DIFFERENCES_MAX)
      result.differences.push({ ...order, was, would })
  }
  return result
}

const othersTurn = () => new Promise(setImmediate)

const settingsOf = (merchant: Merchant): Settings => ({
  rules: promiseRules(merchant),
  contextOf: (contact, now) => cadenceContext(merchant, contact, now),
})

/** As it looked at a moment, from the hours that are kept: of those that came after it nothing is known. */
const feedOf = (hours: readonly Instant[], merchant: Merchant) => (now: Instant) =>
  feedSilentSince(
    hours.filter((hour) => hour <= now),
    now,
    merchant,
  )

/** A day begins with its midnight in the merchant's zone; one that ends a time is in it. */
function momentOf(at: string, zone: string, daysOn: number): Instant {
  const moment =
    at.length === 10
      ? DateTime.fromISO(at, { zone }).plus({ days: daysOn })
      : DateTime.fromISO(at, { setZone: true })
  if (!moment.isValid)
    throw new DomainError('invalid', `"${at}" is neither a day like 2026-03-01 nor a moment`)
  return new Date(moment.toMillis()).toISOString()
}
