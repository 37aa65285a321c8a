import { addMinutes, later } from '../instant.ts'
import {
  type Instant,
  type Line,
  type OrderState,
  openQuantity,
  type Shipment,
  shippedShipments,
} from '../order.ts'
import type { CadenceContext } from './context.ts'

/** It is no package that left: voided, or made anew since, of which there is no more than a label. */
export const isTakenBack = ({ voided, madeAnew, shippedAt }: Shipment): boolean =>
  voided || (madeAnew !== undefined && shippedAt === null)

/**
 * When the word goes that packages were taken back. A label is voided to be printed again: what leaves
 * a minute later under another number is all that there is to say, so it waits for what may follow.
 */
export function takenBackAt(
  taken: readonly Pick<Shipment, 'voidedAt'>[],
  { now, policy }: Pick<CadenceContext, 'now' | 'policy'>,
): Instant {
  const last = taken.map(({ voidedAt }) => voidedAt ?? '').reduce(later, '')
  return last === '' ? now : later(now, addMinutes(last, policy.change_quiet_minutes))
}

/**
 * How many of a line have not left though these packages were told as under way. What left since in
 * another, of which its reader has not heard yet, took their place: of those nothing is taken back.
 */
export function unitsBack(order: OrderState, line: Line, taken: readonly Shipment[]): number {
  const others = shippedShipments(order).filter(({ shipmentId }) => !isTold(order, shipmentId))
  const back = unitsIn(taken, line) - unitsIn(others, line)
  return Math.max(0, Math.min(back, openQuantity(line)))
}

const isTold = ({ said }: OrderState, id: string) =>
  said.some(({ told }) => told.shipments.includes(id))

export const unitsIn = (shipments: readonly Shipment[], { id }: Pick<Line, 'id'>): number =>
  shipments
    .flatMap(({ lines }) => lines)
    .reduce((sum, held) => sum + (held.id === id ? held.quantity : 0), 0)

/**
 * A word said that this package did not leave, its own or one of other news, since it was last told as
 * under way; `by` is the key of a word that may be said on its other channel.
 */
export function isSaidBack(
  { said }: Pick<OrderState, 'said'>,
  { shipmentId }: Shipment,
  by?: string,
): boolean {
  const gone = said.findLastIndex(({ told }) => told.shipments.includes(shipmentId))
  return said
    .slice(gone + 1)
    .some(({ key, told }) => key !== by && told.takenBack?.includes(shipmentId))
}
