import { type DeliveryView, promisedRange } from '../../domain/delivery-range.ts'
import { explainPromise } from '../../domain/explain-promise.ts'
import {
  allocatedQuantity,
  backorderState,
  type Line,
  type Promised,
  waitingQuantity,
} from '../../domain/order.ts'

/** `expected_at` is what the merchant stated; `promise` is what the customer is told. */
export function shapeBackorder(line: Line, view: DeliveryView, place: number | null) {
  const { backorder } = line
  if (!backorder) return null
  const waits = waitingQuantity(line) + allocatedQuantity(line) > 0
  return {
    quantity: backorder.quantity,
    kind: backorder.kind,
    expected_at: backorder.expectedAt,
    supplier: backorder.supplier,
    state: backorderState(line),
    allocated: allocatedQuantity(line),
    waiting: waitingQuantity(line),
    promise: shapePromise(backorder.promise, waits ? view : null, place),
    explanation: explainPromise(backorder),
    history: backorder.history.map(({ shipsBy, at, reason, cause }) => ({
      ships_by: shipsBy,
      at,
      reason,
      cause: cause ?? null,
    })),
  }
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
