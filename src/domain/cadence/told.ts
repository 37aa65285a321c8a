import { type NoticeFacts, noFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Day,
  type OrderState,
  type Said,
  type Told,
  waitingQuantity,
} from '../order.ts'

/**
 * What a message tells by being sent now, and no more than its words say: a date that no sentence
 * of it holds would count as told, and the slip that follows would never be heard.
 */
export function tell(
  order: OrderState,
  what: {
    dates?: boolean
    allocated?: boolean
    cancelled?: boolean
    shipments?: string[]
    lines?: readonly string[]
  },
): Told {
  const told: Told = {
    dates: {},
    statements: {},
    shipments: what.shipments ?? [],
    cancelled: {},
    allocated: {},
  }
  for (const line of order.lines) {
    if (what.lines && !what.lines.includes(line.id)) continue
    if (what.cancelled && line.cancelled > 0) told.cancelled[line.id] = line.cancelled
    if (what.allocated && allocatedQuantity(line) > 0)
      told.allocated[line.id] = line.backorder?.allocated ?? 0
    if (!what.dates || !line.backorder || waitingQuantity(line) === 0) continue
    told.dates[line.id] = line.backorder.promise?.shipsBy ?? null
    told.statements[line.id] = line.backorder.statedBy
  }
  return told
}

export const factsOf = (part: Partial<NoticeFacts>): NoticeFacts => ({ ...noFacts(), ...part })

/** The message that last told a date for one of the lines. */
export const lastTelling = (order: OrderState, lineIds: readonly string[]): Said | undefined =>
  order.said.findLast(({ told }) => lineIds.some((id) => told.dates[id] !== undefined))

/** The date told for a line before a given message. */
export function toldBefore(order: OrderState, lineId: string, messageKey: string): Day | null {
  const at = order.said.findIndex(({ key }) => key === messageKey)
  const before = at < 0 ? order.said : order.said.slice(0, at)
  return before.findLast(({ told }) => told.dates[lineId] !== undefined)?.told.dates[lineId] ?? null
}

/** The greatest quantity of a line that the customer was told to be cancelled, or allocated. */
export const saidQuantity = (order: OrderState, what: 'cancelled' | 'allocated', lineId: string) =>
  order.said.reduce((most, { told }) => Math.max(most, told[what][lineId] ?? 0), 0)

export const wasSaid = (order: OrderState, key: string) =>
  order.said.some((said) => said.key === key)

export const listLines = (order: OrderState, ids: readonly string[]) =>
  order.lines
    .filter(({ id }) => ids.includes(id))
    .map(({ title }) => title)
    .join(', ')
