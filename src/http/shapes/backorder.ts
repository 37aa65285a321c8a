import {
  allocatedQuantity,
  backorderState,
  type Line,
  type Promised,
  waitingQuantity,
} from '../../domain/order.ts'

/** `expected_at` is what the merchant stated; `promise` is what the customer is told. */
export function shapeBackorder(line: Line) {
  const { backorder } = line
  if (!backorder) return null
  return {
    quantity: backorder.quantity,
    kind: backorder.kind,
    expected_at: backorder.expectedAt,
    supplier: backorder.supplier,
    state: backorderState(line),
    allocated: allocatedQuantity(line),
    waiting: waitingQuantity(line),
    promise: shapePromise(backorder.promise),
    history: backorder.history.map(({ shipsBy, at, reason }) => ({
      ships_by: shipsBy,
      at,
      reason,
    })),
  }
}

export function shapePromise(promise: Promised | null) {
  if (!promise) return null
  const { shipsBy, earliest, basis } = promise
  return {
    ships_by: shipsBy,
    earliest,
    basis: {
      expected_at: basis.expectedAt,
      supply_id: basis.supplyId,
      place_in_queue: basis.placeInQueue,
      buffer_days: basis.bufferDays,
      rule: basis.rule,
      samples: basis.samples,
      confidence: basis.confidence,
    },
  }
}
