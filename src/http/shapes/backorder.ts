import { backorderState } from '../../domain/backorder-state.ts'
import { cameInParts } from '../../domain/cadence/came-in.ts'
import { type DeliveryView, promisedRange } from '../../domain/delivery-range.ts'
import { explainPromise } from '../../domain/explain-promise.ts'
import {
  allocatedQuantity,
  type Day,
  type Line,
  type OrderState,
  type Promised,
  waitingQuantity,
} from '../../domain/order.ts'
import { heldWith, type SaidRules, shownPromise } from '../../domain/said-date.ts'
import type { OrderDetail } from '../../operations/read-orders.ts'

/** `expected_at` is what the merchant stated; `promise` is what the customer is told. */
export function shapeBackorder(line: Line, { state, delivery, said, places }: OrderDetail) {
  const { backorder } = line
  if (!backorder) return null
  const waits = waitingQuantity(line) + allocatedQuantity(line) > 0
  const promise = shownPromise(state, line, said)
  const held = heldWith(state, line, said.split).find(
    (one) => promise && one.backorder?.promise?.basis === promise.basis,
  )
  const place = places.get((held ?? line).id) ?? null
  return {
    quantity: backorder.quantity,
    kind: backorder.kind,
    expected_at: backorder.expectedAt,
    supplier: backorder.supplier,
    state: backorderState(line),
    allocated: allocatedQuantity(line),
    waiting: waitingQuantity(line),
    allocated_ships_by: allocatedShipsBy(line, state, said),
    promise: shapePromise(promise, waits ? delivery : null, place),
    explanation: explainSaid(line, held),
    history: backorder.history.map(({ shipsBy, at, reason, cause }) => ({
      ships_by: shipsBy,
      at,
      reason,
      cause: cause ?? null,
    })),
  }
}

/** The day of what has come while others of the line wait, whose date the promise is. */
function allocatedShipsBy(line: Line, state: OrderState, said: SaidRules): Day | null {
  const day = cameInParts(state, said).find((part) => part.line === line)?.shipsBy ?? null
  return day !== null && day >= said.today ? day : null
}

/** Why it has its date; where it is held for another line, why that one has. */
function explainSaid({ id, backorder }: Line, held: Line | undefined): string {
  const decides = held?.backorder ?? backorder
  const why = decides ? explainPromise(decides) : ''
  return held && held.id !== id ? `It ships together with line ${held.id}. ${why}` : why
}

/**
 * When it comes follows from when it ships; `view` is null where it has gone already. `place` is
 * where it stands in line now, null where it does not or nobody looked: what it was made from stays.
 */
export function shapePromise(
  promise: Promised | null,
  view: DeliveryView | null,
  place: number | null,
) {
  if (!promise) return null
  const range = view && promisedRange(promise.shipsBy, view)
  const { shipsBy, earliest, basis } = promise
  return {
    ships_by: shipsBy,
    earliest,
    delivery: range && { earliest: range.earliest, latest: range.latest },
    basis: {
      expected_at: basis.expectedAt,
      supply_id: basis.supplyId,
      place_in_queue: basis.placeInQueue === null ? null : place,
      place_when_stated: basis.placeInQueue,
      buffer_days: basis.bufferDays,
      rule: basis.rule,
      samples: basis.samples,
      confidence: basis.confidence,
    },
  }
}
