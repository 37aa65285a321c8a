import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allocatedQuantity,
  type Line,
  openQuantity,
  waitingQuantity,
} from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { heldUnits } from '../../src/domain/queue-decision.ts'
import { anEvent, backordered, fold, lineOf, ownEvent, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'

const ACTS = ['ship', 'give', 'give_theirs', 'cancel', 'reduce', 'grow', 'add', 'restate'] as const
const act = fc.record({ name: fc.constantFrom(...ACTS), units: fc.integer({ min: 1, max: 4 }) })
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** A line unit by unit: how many lie where. What the fold comes to is held against it. */
class Units {
  waiting: number
  /** In stock as it was ordered, and come for it since. */
  stock: number
  given = 0
  shipped = 0
  /** Of those, the ones that were not in stock. */
  shippedGiven = 0
  readonly events: Recorded[]
  private ordered: number
  private gross = 0
  private theirs = 0
  private freed = 0
  /** By updates: what waited and was taken off, and what was added in stock. */
  private lowered = 0
  private added = 0
  /** Of a cancellation only the sum is known: one that reached into what was in stock. */
  private isCut = false

  constructor(stock: number, waiting: number) {
    this.stock = stock
    this.waiting = waiting
    this.ordered = stock + waiting
    const backorder = { quantity: waiting, kind: 'standard' as const, expected_at: null }
    this.events = [placed([backordered('L1', null, { quantity: this.ordered, backorder })])]
  }

  get line(): Line {
    return lineOf(fold(this.events), 'L1')
  }

  get here() {
    return this.stock + this.given
  }

  get open() {
    return this.waiting + this.here
  }

  go({ name, units }: Act) {
    switch (name) {
      case 'ship':
        return this.ship(Math.min(units, this.open))
      case 'give':
      case 'give_theirs':
        return this.give(Math.min(units, this.waiting), name === 'give')
      case 'cancel':
      case 'reduce':
        return this.drop(Math.min(units, this.open), name)
      case 'grow':
        // It would count for units that are put on backorder after it.
        if (this.isCut) return
        this.waiting += units
        return this.restate(units, true)
      case 'add':
        return this.add(units)
      case 'restate':
        return this.restate(0, true)
    }
  }

  private ship(units: number) {
    if (units === 0) return
    const lines = [{ id: 'L1', quantity: units }]
    this.tell((at) =>
      anEvent('shipment.created', at, { shipment_id: `shp_${at}`, shipped_at: at, lines }),
    )
    this.shipped += units
    const others = units - this.take('stock', units)
    this.take('waiting', others - this.take('given', others))
    this.shippedGiven += others
  }

  private give(units: number, isOurs: boolean) {
    if (units === 0) return
    this.take('waiting', units)
    this.given += units
    const lines = [{ id: 'L1', quantity: units }]
    if (isOurs) {
      this.gross += units
      const ours = [{ id: 'L1', quantity: units, total: this.gross, supply_id: null }]
      this.tell((at) => ownEvent('queue.allocated', at, { lines: ours }))
      return
    }
    // The merchant's own word counts from what it said itself: here, it says all that it has.
    const quantity = this.gross + units - this.theirs
    this.gross += units
    this.theirs = this.gross
    this.tell((at) =>
      anEvent('backorder.allocated', at, { lines: [{ ...lines[0], id: 'L1', quantity }] }),
    )
  }

  private drop(units: number, how: 'cancel' | 'reduce') {
    if (units === 0 || (how === 'reduce' && units === this.ordered)) return
    const held = heldUnits(this.line)
    if (how === 'reduce') this.ordered -= units
    const quantity = how === 'reduce' ? this.ordered : units
    const lines = [{ id: 'L1', quantity }]
    this.tell((at) =>
      how === 'reduce'
        ? anEvent('order.updated', at, { lines })
        : anEvent('order.cancelled', at, { lines }),
    )
    const ofAdded = how === 'reduce' ? this.take('stock', Math.min(units, this.added)) : 0
    this.added -= ofAdded
    const ofWaiting = this.take('waiting', units - ofAdded)
    if (how === 'reduce') this.lowered += ofWaiting
    const left = units - ofAdded - ofWaiting
    const ofStock = this.take('stock', left)
    if (how === 'cancel' && ofStock > 0) this.isCut = true
    this.take('given', left - ofStock)
    const fewer = held - heldUnits(this.line)
    if (fewer <= 0) return
    this.freed += fewer
    const freed = [{ id: 'L1', quantity: fewer, total: this.freed }]
    this.tell((at) => ownEvent('queue.freed', at, { lines: freed }))
  }

  /** What waited before an update took it off waits again; the rest is in stock. */
  private add(units: number) {
    if (this.isCut && this.lowered > 0) return
    const back = Math.min(units, this.lowered)
    this.waiting += back
    this.lowered -= back
    this.stock += units - back
    this.added += units - back
    this.restate(units, false)
  }

  /** More of it is ordered, on backorder or in stock; or it is said again as it was. */
  private restate(more: number, isShort: boolean) {
    const quantity = (this.line.backorder?.quantity ?? 0) + (isShort ? more : 0)
    this.ordered += more
    if (isShort) [this.lowered, this.added] = [0, 0]
    const backorder = { quantity, kind: 'standard' as const, expected_at: null }
    const change = { id: 'L1', quantity: this.ordered, ...(isShort && { backorder }) }
    this.tell((at) => anEvent('order.updated', at, { lines: [change] }))
  }

  private take(from: 'stock' | 'given' | 'waiting', units: number): number {
    const taken = Math.min(units, this[from])
    this[from] -= taken
    return taken
  }

  private tell(make: (at: string) => Recorded) {
    const at = new Date(Date.parse('2026-03-03T00:00Z') + this.events.length * 60_000).toISOString()
    this.events.push(make(at))
  }
}

describe('the quantities of a line', () => {
  it('are of each unit once, whatever ships, comes, is cancelled or is edited', () => {
    const start = fc.record({ stock: fc.nat(3), waiting: fc.integer({ min: 1, max: 5 }) })
    const acts = fc.array(act, { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(start, acts, ({ stock, waiting }, all) => {
        const units = new Units(stock, waiting)
        for (const one of all) {
          units.go(one)
          const { line } = units
          expect({
            waiting: waitingQuantity(line),
            open: openQuantity(line),
            shipped: line.shipped,
            held: heldUnits(line),
          }).toEqual({
            waiting: units.waiting,
            open: units.open,
            shipped: units.shipped,
            held: units.given + units.shippedGiven,
          })
        }
        expect(allocatedQuantity(units.line)).toBeLessThanOrEqual(units.here)
        // Whatever became of it: what comes for all that waits ends the wait.
        units.go({ name: 'give', units: units.waiting })
        expect(waitingQuantity(units.line)).toBe(0)
      }),
      runs(300),
    )
  })

  const told = (units: Units, more: readonly Recorded[]) =>
    lineOf(fold([...units.events, ...more]), 'L1')
  const restated = (quantity: number) =>
    anEvent('backorder.created', '2026-03-04T10:00:00.000Z', {
      lines: [{ id: 'L1', quantity, kind: 'standard', expected_at: null }],
    })
  const voided = (units: Units) => {
    const [first] = fold(units.events).shipments
    return anEvent('shipment.voided', '2026-03-04T10:00:00.000Z', {
      shipment_id: first?.shipmentId ?? '',
    })
  }

  it('take units that shipped out of their turn for stock where the merchant says so', () => {
    const units = new Units(0, 5)
    units.go({ name: 'ship', units: 3 })
    expect(waitingQuantity(units.line)).toBe(2)

    // Two wait, and so three had been in stock.
    expect(waitingQuantity(told(units, [restated(2)]))).toBe(2)
    expect(waitingQuantity(told(units, [restated(5)]))).toBe(2)
  })

  it('give back to the wait what a voided package held out of its turn', () => {
    const units = new Units(0, 5)
    units.go({ name: 'ship', units: 3 })
    units.go({ name: 'give', units: 2 })
    const line = told(units, [voided(units)])
    expect([waitingQuantity(line), allocatedQuantity(line)]).toEqual([3, 2])
  })

  it.each([
    ['lowered and raised', [2, 4], 4],
    ['raised and lowered', [6, 4], 4],
    ['raised', [6], 4],
    ['lowered, and raised by more', [2, 5], 4],
    ['lowered twice and raised in part', [3, 1, 2], 2],
  ] as const)('wait again where an update took them off: %s', (_, quantities, waiting) => {
    const changes = quantities.map((quantity, n) =>
      anEvent('order.updated', `2026-03-04T1${n}:00:00.000Z`, { lines: [{ id: 'L1', quantity }] }),
    )
    expect(waitingQuantity(told(new Units(0, 4), changes))).toBe(waiting)
  })

  it('keep the backorder of a line that is removed, for when it is put back', () => {
    const units = new Units(1, 2)
    const change = (hour: number, quantity: number) =>
      anEvent('order.updated', `2026-03-04T1${hour}:00:00.000Z`, {
        lines: [{ id: 'L1', quantity }],
      })
    expect(waitingQuantity(told(units, [change(0, 0)]))).toBe(0)
    expect(waitingQuantity(told(units, [change(0, 0), change(1, 3)]))).toBe(2)
  })
})
