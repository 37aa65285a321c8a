import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFact, noSupplyFacts, readSupply, type SupplyEvent } from '../../src/domain/supply.ts'
import { runs } from '../support/runs.ts'

const HEARD = { now: '2026-04-01T10:00:00.000Z', timeZone: 'America/New_York' }
const at = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`
let made = 0
const idOf = () => {
  made += 1
  return `evt_${made}`
}

const expected = (hour: number, quantity: number, expected_at: string | null, over = {}) =>
  ({
    id: idOf(),
    type: 'supply.expected',
    occurred_at: at(hour),
    data: { supply_id: 'PO1', sku: 'TENT', quantity, expected_at, ...over },
  }) as SupplyEvent
const received = (hour: number, quantity: number, received_at = at(hour)) =>
  ({
    id: idOf(),
    type: 'supply.received',
    occurred_at: at(hour),
    data: { supply_id: 'PO1', sku: 'TENT', quantity, received_at },
  }) as SupplyEvent
const cancelled = (hour: number) =>
  ({
    id: idOf(),
    type: 'supply.cancelled',
    occurred_at: at(hour),
    data: { supply_id: 'PO1' },
  }) as SupplyEvent

const factsOf = (events: readonly SupplyEvent[]) =>
  events.reduce((facts, event) => addFact(facts, event, HEARD), noSupplyFacts())
const read = (...events: SupplyEvent[]) => readSupply('PO1', factsOf(events), HEARD)

describe('a supply', () => {
  it('is open for what of it has not come', () => {
    expect(read(expected(1, 5, '2026-03-20'), received(2, 2))).toMatchObject({
      sku: 'TENT',
      quantity: 5,
      received: 2,
      remaining: 3,
      isOpen: true,
      closedOn: null,
    })
  })

  it('is closed on the day on which the last of it came, there', () => {
    const last = received(3, 3, '2026-03-20T02:00:00Z')
    expect(read(expected(1, 5, null), received(2, 2), last)).toMatchObject({
      remaining: 0,
      isOpen: false,
      closedOn: '2026-03-19',
    })
  })

  it('keeps the first date that was told, and the day on which we heard of it', () => {
    const told = read(
      expected(2, 5, '2026-03-20'),
      expected(1, 5, null),
      expected(3, 5, '2026-04-02'),
    )
    expect(told).toMatchObject({
      expectedAt: '2026-04-02',
      promisedOn: '2026-03-20',
      toldOn: '2026-03-01',
      seenOn: '2026-04-01',
    })
  })

  it('is replaced when it is sent again, its supplier alone is not forgotten', () => {
    const first = expected(1, 5, '2026-03-20', { supplier: 'Ridge' })
    expect(read(first, expected(2, 3, '2026-04-02', { sku: 'STOVE' }))).toMatchObject({
      sku: 'STOVE',
      supplier: 'Ridge',
      remaining: 3,
      isShort: true,
    })
  })

  it('is off once it is cancelled, until it is stated again', () => {
    const off = [expected(1, 5, '2026-03-20'), cancelled(2)]
    expect(read(...off)).toMatchObject({ isOpen: false, cancelledOn: '2026-03-01' })
    expect(read(...off, expected(3, 5, null))).toMatchObject({ isOpen: true, cancelledOn: null })
  })

  it('that has come cannot be cancelled any more', () => {
    expect(read(expected(1, 2, null), received(2, 2), cancelled(3))).toMatchObject({
      cancelledOn: null,
      closedOn: '2026-03-01',
    })
  })

  it('may be heard of by its arrival or its end first', () => {
    expect(read(received(2, 2))).toMatchObject({ sku: 'TENT', isOpen: false, closedOn: null })
    expect(read(cancelled(2))).toMatchObject({ sku: null, isOpen: false })
  })

  it('comes to the same whatever order its news come in', () => {
    const news = fc.array(
      fc.tuple(fc.constantFrom('e', 'r', 'c'), fc.nat(8), fc.integer({ min: 1, max: 5 })),
      { maxLength: 8 },
    )
    const shuffled = news.chain((drafts) => {
      const events = drafts.map(([kind, hour, quantity]) => {
        if (kind === 'e')
          return expected(hour, quantity, quantity > 2 ? `2026-03-1${quantity}` : null)
        return kind === 'r' ? received(hour, quantity) : cancelled(hour)
      })
      const length = events.length
      return fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: length, maxLength: length }),
      )
    })
    fc.assert(
      fc.property(shuffled, ([events, arriving]) => {
        expect(factsOf(arriving)).toEqual(factsOf(events))
      }),
      runs(300),
    )
  })
})
