import { dayOf } from './calendar.ts'
import { type DeliveryRange, promisedRange, type TransitRules } from './delivery-range.ts'
import type { BackorderKind, Day, Instant } from './order.ts'
import {
  type LearnedBuffer,
  makePromise,
  type PromiseRules,
  rulesFor,
  type Statement,
} from './promise.ts'
import type { Destination } from './transit.ts'

export type AvailabilityState = 'in_stock' | 'backorder' | 'preorder' | 'unknown'

/** What a shop may say of a SKU before anybody has paid for it. Nothing in it counts stock. */
export type Availability = {
  state: AvailabilityState
  shipsBy: Day | null
  delivery: DeliveryRange | null
}

/** What is known of a SKU for who would order some of it now. */
export type AvailabilityFacts = {
  /** How many would be ordered. */
  quantity: number
  /** Of which kind the order would be: what its page says, else the setting, else `standard`. */
  kind: BackorderKind
  /** Over all places; null where no level is known. */
  available: number | null
  /** Units that wait for it. */
  waiting: number
  /** Some of it is still to come, whether with a date or none, and whomever it reaches. */
  isComing: boolean
  /** The merchant's own word, which wins: sold on backorder whatever its level says. */
  setting: { expectedAt: Day | null; buffer: LearnedBuffer | null } | null
  /** The supply whose units reach the last one ordered, behind all who wait; null: none does. */
  reached: ReachedSupply | null
}

export type ReachedSupply = {
  supplyId: string
  expectedAt: string | null
  placeInQueue: number
  /** What past supplies teach of its supplier, where the merchant lets us learn. */
  buffer: LearnedBuffer | null
}

/**
 * What an order placed now would be told, by the very function that its confirmation asks: what a
 * customer sees before paying is what is then promised. A day that has passed is no date.
 */
export function availabilityOf(
  facts: AvailabilityFacts,
  { now, to, rules }: { now: Instant; to: Destination; rules: PromiseRules & TransitRules },
): Availability {
  const state = stateOf(facts)
  if (state === 'in_stock' || state === 'unknown') return { state, shipsBy: null, delivery: null }

  const own = rulesFor(rules, facts.kind)
  const promise = makePromise(statementOf(facts, now), own)
  const today = dayOf(now, rules.timeZone)
  const shipsBy = promise && promise.shipsBy >= today ? promise.shipsBy : null
  return { state, shipsBy, delivery: promisedRange(shipsBy, { to, rules, today }) }
}

/** How many of those ordered would wait: where it is sold on backorder, or no level is known, all. */
export const shortOf = ({
  quantity,
  available,
  isSet,
}: {
  quantity: number
  available: number | null
  isSet: boolean
}): number => (isSet ? quantity : Math.max(0, quantity - Math.max(0, available ?? 0)))

/**
 * Levels that we know decide as they do for an order. Without one it waits where others do, or where
 * all that is known of it is that some is to come: whoever orders it now is told of that, and of no
 * date where it has none or does not reach so far.
 */
function stateOf(facts: AvailabilityFacts): AvailabilityState {
  const { quantity, available, waiting, isComing, setting, kind } = facts
  const waits = kind === 'preorder' ? 'preorder' : 'backorder'
  if (setting) return waits
  if (available !== null)
    return shortOf({ quantity, available, isSet: false }) === 0 ? 'in_stock' : waits
  return waiting > 0 || isComing ? waits : 'unknown'
}

function statementOf({ setting, reached }: AvailabilityFacts, at: Instant): Statement {
  const eventId = ''
  if (setting?.expectedAt) {
    const { expectedAt, buffer } = setting
    return { expectedAt, eventId, at, buffer }
  }
  if (!reached) return { expectedAt: null, eventId, at }
  const { supplyId, placeInQueue, expectedAt, buffer } = reached
  return { expectedAt, eventId, at, buffer, supply: { supplyId, placeInQueue } }
}
