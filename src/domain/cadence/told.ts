import { type NoticeFacts, noFacts } from '../message.ts'
import {
  allocatedQuantity,
  type Day,
  type OrderState,
  type Said,
  type Told,
  waitingQuantity,
} from '../order.ts'

/** What any message tells by being sent now: the dates, packages and cancellations it shows. */
export function tellAll(order: OrderState, shipments: string[] = []): Told {
  const told: Told = { dates: {}, statements: {}, shipments, cancelled: {}, allocated: {} }
  for (const line of order.lines) {
    if (line.cancelled > 0) told.cancelled[line.id] = line.cancelled
    if (allocatedQuantity(line) > 0) told.allocated[line.id] = line.backorder?.allocated ?? 0
    if (!line.backorder || waitingQuantity(line) === 0) continue
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
