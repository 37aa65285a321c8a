import { dayOf } from './calendar.ts'
import type { MerchantEvent } from './event.ts'
import { toInstant } from './instant.ts'
import type { Day, Instant } from './order.ts'
import { sortKey } from './own-event.ts'

/**
 * What was told of one inbound supply, kept as facts in the order in which they hold: every date
 * that was ever expected with the day on which it was told and the day on which we heard of it, and
 * every receipt once. A counter instead would not survive an event that comes late.
 */
export type SupplyFacts = {
  expected: SupplyStatement[]
  receipts: SupplyReceipt[]
  /** The last word that it is cancelled; a later statement takes it back. */
  cancelled: { key: string; on: Day } | null
}

export type SupplyStatement = {
  key: string
  sku: string
  quantity: number
  expectedAt: string | null
  supplier: string | null
  toldOn: Day
  heardOn: Day
}

export type SupplyReceipt = { eventId: string; sku: string; quantity: number; at: Instant; on: Day }
export type SupplyEvent = MerchantEvent & {
  type: 'supply.expected' | 'supply.received' | 'supply.cancelled'
}

/** What the facts come to: what of it is still to come, and since when nothing is. */
export type Supply = {
  supplyId: string
  /** Null while only its cancellation is known, which names none. */
  sku: string | null
  /** And every one that it was ever stated for. */
  skus: readonly string[]
  supplier: string | null
  quantity: number
  /** As stated last; null where it has no date. */
  expectedAt: string | null
  received: number
  remaining: number
  isOpen: boolean
  /** Fewer were stated than once before. */
  isShort: boolean
  /** The first date that was told, the day on which it was, and the day on which we heard of it. */
  promisedOn: Day | null
  toldOn: Day | null
  seenOn: Day | null
  closedOn: Day | null
  cancelledOn: Day | null
}

/** Far above how often a supply is stated; a feed that says it every minute must not fill a row. */
const STATEMENTS_MAX = 1_000

export const noSupplyFacts = (): SupplyFacts => ({ expected: [], receipts: [], cancelled: null })

/** Adds what an event tells: the same facts whatever order the events come in. */
export function addFact(
  facts: SupplyFacts,
  event: SupplyEvent,
  { now, timeZone }: { now: Instant; timeZone: string },
): SupplyFacts {
  const key = sortKey(event)
  const toldOn = dayOf(toInstant(event.occurred_at), timeZone)
  switch (event.type) {
    case 'supply.expected': {
      const { sku, quantity, expected_at: expectedAt, supplier } = event.data
      const statement = { key, sku, quantity, expectedAt, supplier: supplier ?? null, toldOn }
      const heard = { ...statement, heardOn: dayOf(now, timeZone) }
      return { ...facts, expected: keep([...facts.expected, heard].sort(byKey)) }
    }
    case 'supply.received': {
      const { sku, quantity } = event.data
      const at = toInstant(event.data.received_at)
      const receipt = { eventId: event.id, sku, quantity, at, on: dayOf(at, timeZone) }
      return { ...facts, receipts: [...facts.receipts, receipt].sort(byMoment) }
    }
    case 'supply.cancelled': {
      const isLater = key > (facts.cancelled?.key ?? '')
      return isLater ? { ...facts, cancelled: { key, on: toldOn } } : facts
    }
  }
}

/** What is known of a supply by its facts. Sent again, a statement replaces the one before. */
export function readSupply(
  supplyId: string,
  facts: SupplyFacts,
  { timeZone }: { timeZone: string },
): Supply {
  const { expected, cancelled } = facts
  const last = expected.at(-1)
  // A receipt of another SKU that names it is some slip of the pen: nothing of this came by it.
  const receipts = facts.receipts.filter(({ sku }) => !last || sku === last.sku)
  const quantity = last?.quantity ?? 0
  const received = receipts.reduce((all, receipt) => all + receipt.quantity, 0)
  const closedOn = last ? dayOfLast(receipts, quantity) : null
  const isOff = closedOn === null && cancelled !== null && cancelled.key > (last?.key ?? '')
  const remaining = isOff ? 0 : Math.max(0, quantity - received)
  const first = expected.find(({ expectedAt }) => expectedAt !== null)
  return {
    supplyId,
    sku: last?.sku ?? receipts.at(-1)?.sku ?? null,
    skus: [...new Set(expected.map((one) => one.sku))],
    // Left out of a later statement it is not forgotten.
    supplier: expected.findLast(({ supplier }) => supplier !== null)?.supplier ?? null,
    quantity,
    expectedAt: last?.expectedAt ?? null,
    received,
    remaining,
    isOpen: remaining > 0,
    isShort: expected.some((one) => one.quantity > quantity),
    promisedOn: first?.expectedAt ? dayOf(first.expectedAt, timeZone) : null,
    toldOn: first?.toldOn ?? null,
    seenOn: first?.heardOn ?? null,
    closedOn,
    cancelledOn: isOff ? cancelled.on : null,
  }
}

/** The day on which the last unit of it came. */
function dayOfLast(receipts: readonly SupplyReceipt[], quantity: number): Day | null {
  let left = quantity
  for (const receipt of receipts) {
    left -= receipt.quantity
    if (left <= 0) return receipt.on
  }
  return null
}

/** The oldest are kept, for the first date is what lateness is counted from, and the newest. */
function keep(statements: SupplyStatement[]): SupplyStatement[] {
  if (statements.length <= STATEMENTS_MAX) return statements
  return [...statements.slice(0, STATEMENTS_MAX / 2), ...statements.slice(-STATEMENTS_MAX / 2)]
}

const byKey = (a: SupplyStatement, b: SupplyStatement) => (a.key < b.key ? -1 : 1)

const byMoment = (a: SupplyReceipt, b: SupplyReceipt) =>
  a.at === b.at ? (a.eventId < b.eventId ? -1 : 1) : a.at < b.at ? -1 : 1
