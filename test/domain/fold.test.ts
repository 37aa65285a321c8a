import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anomaliesOf } from '../../src/domain/anomaly.ts'
import { applyEvents, newOrder } from '../../src/domain/apply-event.ts'
import {
  allocatedQuantity,
  isWaiting,
  type OrderState,
  openQuantity,
  orderStatus,
  waitingQuantity,
} from '../../src/domain/order.ts'
import { type AnyEvent, compareEvents, type Recorded, sortKey } from '../../src/domain/own-event.ts'
import { shownOrderPromise } from '../../src/domain/said-date.ts'
import { arrival, history } from '../support/arbitrary-events.ts'
import { type Arrived, arrive, fold, nothingYet, ORDER, RULES } from '../support/events.ts'
import { runs } from '../support/runs.ts'

const RUNS = runs(400)
/** To its depth: in a module, whoever writes to it then throws. */
const freeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.values(Object.freeze(value)).forEach(freeze)
  return value
}
const comeIn = (
  arriving: readonly Recorded[],
  keyOf: (event: AnyEvent) => string = sortKey,
): Arrived => arriving.reduce((before, event) => arrive(before, event, { keyOf }), nothingYet())

describe('the fold of an order', () => {
  it('does not depend on the order in which it is handed its events', () => {
    fc.assert(
      fc.property(arrival, ({ events, arriving }) => {
        expect(fold(arriving.slice(0, events.length))).toEqual(fold(events))
      }),
      RUNS,
    )
  })

  it('ends the same however events arrive: shuffled, twice, tied, late', () => {
    fc.assert(
      fc.property(arrival, ({ events, arriving }) => {
        expect(comeIn(arriving).order).toEqual(fold(events))
      }),
      RUNS,
    )
  })

  it('survives its keeping as JSON between two events', () => {
    fc.assert(
      fc.property(arrival, ({ events, arriving }) => {
        const kept = arriving.reduce((before, event) => {
          const order = JSON.parse(JSON.stringify(before.order)) as OrderState
          const { events: recorded, foldedTo } = before
          return arrive({ order, events: recorded, foldedTo }, event)
        }, nothingYet())
        expect(kept.order).toEqual(fold(events))
      }),
      RUNS,
    )
  })

  it('changes nothing of the order that it is applied to, though the next shares of it', () => {
    fc.assert(
      fc.property(arrival, ({ events, arriving }) => {
        const kept = arriving.reduce((before, event) => {
          const order = freeze(before.order)
          const { events: recorded, foldedTo } = before
          return arrive({ order, events: recorded, foldedTo }, freeze(event))
        }, nothingYet())
        expect(kept.order).toEqual(fold(events))
      }),
      RUNS,
    )
  })

  it('compares events as their sort keys do', () => {
    fc.assert(
      fc.property(history, (events) => {
        const byKey = [...events].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
        expect([...events].sort(compareEvents)).toEqual(byKey)
      }),
      RUNS,
    )
  })

  it('would differ if events were applied as they come', () => {
    const result = fc.check(
      fc.property(arrival, ({ events, arriving }) => {
        const asTheyCome = arriving.slice(0, events.length)
        expect(applyEvents(newOrder(ORDER), asTheyCome, RULES)).toEqual(fold(events))
      }),
      RUNS,
    )
    expect(result.failed).toBe(true)
  })

  it('would differ if nothing were ever taken for late', () => {
    const result = fc.check(
      fc.property(arrival, ({ events, arriving }) => {
        expect(comeIn(arriving, () => '').order).toEqual(fold(events))
      }),
      RUNS,
    )
    expect(result.failed).toBe(true)
  })

  it('would differ if a tie were broken by the id alone', () => {
    const byIdAlone = (event: AnyEvent) => `${event.occurred_at} ${event.id}`
    const result = fc.check(
      fc.property(history, (events) => {
        const sorted = [...events].sort((a, b) => (byIdAlone(a) < byIdAlone(b) ? -1 : 1))
        expect(applyEvents(newOrder(ORDER), sorted, RULES)).toEqual(fold(events))
      }),
      RUNS,
    )
    expect(result.failed).toBe(true)
  })
})

describe('whatever happened to an order', () => {
  it('its quantities add up', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const line of fold(events).lines) {
          expect(line.shipped).toBeGreaterThanOrEqual(0)
          expect(line.shipped).toBeLessThanOrEqual(line.quantity)
          expect(line.cancelled).toBeGreaterThanOrEqual(0)
          expect(line.cancelled + line.shipped).toBeLessThanOrEqual(line.quantity)
          expect(waitingQuantity(line)).toBeGreaterThanOrEqual(0)
          expect(allocatedQuantity(line)).toBeGreaterThanOrEqual(0)
          expect(waitingQuantity(line) + allocatedQuantity(line)).toBeLessThanOrEqual(
            openQuantity(line),
          )
        }
      }),
      RUNS,
    )
  })

  it('its status says what its lines and packages say', () => {
    fc.assert(
      fc.property(history, (events) => {
        const order = fold(events)
        const left = order.lines.some((line) => openQuantity(line) > 0)
        const status = orderStatus(order)
        expect(isWaiting(order)).toBe(left)
        expect(status === 'open' || status === 'partially_shipped').toBe(left || !order.placed)
        if (status !== 'cancelled') return
        expect(order.lines.every(({ cancelled, quantity }) => cancelled === quantity)).toBe(true)
      }),
      RUNS,
    )
  })

  it('an allocated line that waits for nothing more has a date', () => {
    fc.assert(
      fc.property(history, (events) => {
        for (const line of fold(events).lines) {
          if (allocatedQuantity(line) === 0 || waitingQuantity(line) > 0) continue
          expect(line.backorder?.promise).not.toBeNull()
        }
      }),
      RUNS,
    )
  })

  it('its promise is none where a line that waits has none', () => {
    fc.assert(
      fc.property(history, (events) => {
        const order = fold(events)
        const dateless = order.lines.some(
          (line) => waitingQuantity(line) > 0 && !line.backorder?.promise,
        )
        for (const split of ['ship_available', 'hold'] as const)
          if (dateless) expect(shownOrderPromise(order, { split, today: '2026-03-02' })).toBeNull()
      }),
      RUNS,
    )
  })

  it('nothing is lost: each event has its effect or waits as an anomaly', () => {
    fc.assert(
      fc.property(history, (events) => {
        const order = fold(events)
        const shown = new Set(anomaliesOf(order).map(({ eventId }) => eventId))
        for (const event of events) {
          expect(shown.has(event.id) || leftItsTrace(order, event), event.type).toBe(true)
        }
        for (const id of order.lines.map((line) => line.id)) {
          expect(order.lines.find((line) => line.id === id)?.backorder?.allocated ?? 0).toBe(
            allocatedBy(events, order, id),
          )
        }
      }),
      RUNS,
    )
  })
})

/** Where an event that took effect can be seen; those of plain quantities are summed instead. */
function leftItsTrace(order: OrderState, event: Recorded): boolean {
  const isPackage = (id: string) => order.shipments.some(({ shipmentId }) => shipmentId === id)
  switch (event.type) {
    case 'order.placed':
      return order.placed?.eventId === event.id
    case 'order.refunded':
      return order.refunds.some(({ eventId }) => eventId === event.id)
    case 'substitute.offered':
      return order.substitutes.some(({ eventId }) => eventId === event.id)
    case 'message.sent':
      return order.said.some(({ messageId }) => messageId === event.data.said.messageId)
    case 'shipment.created':
    case 'shipment.voided':
      return isPackage(event.data.shipment_id)
    case 'shipment.updated':
      return event.data.shipment_id ? isPackage(event.data.shipment_id) : order.shipments.length > 0
    case 'cancellation.made':
      return event.data.lines.every(({ id, total }) => {
        const line = order.lines.find((one) => one.id === id)
        const off = (order.removals ?? [])
          .flatMap(({ lines }) => lines)
          .reduce((all, one) => (one.id === id ? all + (one.wasCancelled ?? 0) : all), 0)
        return line !== undefined && line.cancelAsked.ours + off >= total
      })
    default:
      return order.placed !== null
  }
}

/** What was allocated to a line, less what still waits for its premise: the greater of both words. */
function allocatedBy(events: readonly Recorded[], order: OrderState, lineId: string): number {
  const applied = events.filter(({ id }) => {
    const waits = order.pending.find(({ eventId }) => eventId === id)
    return !waits || (waits.lines !== null && !waits.lines.includes(lineId))
  })
  const theirs = applied
    .flatMap((event) => (event.type === 'backorder.allocated' ? event.data.lines : []))
    .filter(({ id }) => id === lineId)
    .reduce((all, { quantity }) => all + quantity, 0)
  const ours = applied
    .flatMap((event) => (event.type === 'queue.allocated' ? event.data.lines : []))
    .filter(({ id }) => id === lineId)
    .map(({ total }) => total)
  return Math.max(theirs, 0, ...ours)
}
