import fc from 'fast-check'
import { addMinutes } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Life } from '../domain/life-driver.ts'
import { anEvent, placed } from './events.ts'

/** Ten past nine in the evening in New York: from here on texts lie until eight. */
export const NIGHT = '2026-03-04T02:10:00.000Z'

export type Happening = (at: string) => Recorded

/** What may come of a line by night, each of one unit of it. */
export const happeningsOf = (line: fc.Arbitrary<string>, day: fc.Arbitrary<string | null>) => ({
  moves: fc.tuple(line, day).map(([id, expected_at]): Happening => {
    return (at) => anEvent('backorder.eta_changed', at, { lines: [{ id, expected_at }] })
  }),
  comes: line.map((id): Happening => {
    return (at) => anEvent('backorder.allocated', at, { lines: [{ id, quantity: 1 }] })
  }),
  leaves: line.map((id): Happening => {
    const lines = [{ id, quantity: 1 }]
    return (at) => anEvent('shipment.created', at, { shipment_id: `S${id}`, shipped_at: at, lines })
  }),
  ends: line.map((id): Happening => {
    return (at) => anEvent('order.cancelled', at, { lines: [{ id, quantity: 1 }] })
  }),
})

/** An order that was confirmed by day, and all that comes of it in one night. */
export function nightOf({
  lines,
  policy,
  happenings,
  ...order
}: {
  lines: Parameters<typeof placed>[0]
  customer: object
  split: string
  policy: Policy
  happenings: readonly [Happening, number][]
}): Life {
  const begins = addMinutes(NIGHT, -8 * 60)
  return {
    events: [
      placed(lines, { at: begins, ...order } as Parameters<typeof placed>[1]),
      ...happenings.map(([make, minute], index) => ({
        ...make(addMinutes(NIGHT, minute)),
        id: `evt_${index}`,
      })),
    ],
    until: addMinutes(NIGHT, 3 * 24 * 60),
    merchantZone: 'America/New_York',
    policies: [{ from: begins, policy }],
    outages: [],
    refused: [],
  }
}
