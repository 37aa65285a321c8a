import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { anEvent, backordered, lineData, placed } from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const OUT = '2026-03-03T15:00:00.000Z'
const BACK = '2026-03-03T18:00:00.000Z'
const END = '2026-03-04T12:00:00.000Z'
const order = placed([lineData('L1')])
const ships = (id = 'S1', at = OUT, lines = ['L1']) =>
  anEvent('shipment.created', at, {
    shipment_id: id,
    shipped_at: at,
    lines: lines.map((line) => ({ id: line, quantity: 1 })),
  })
const voided = (receivedAt = BACK) =>
  anEvent('shipment.voided', BACK, { shipment_id: 'S1' }, { receivedAt })
const heard = (events: Recorded[], until = END) =>
  inShort(play(events, until)).filter((one) => one > OUT.slice(0, 17))
const taken = (events: Recorded[]) =>
  play(events, END).spoken.findLast(({ kind }) => kind === 'order_update')?.wanted

describe('a package that was told to be on its way and was taken back', () => {
  it('is corrected at once, but for a label that may follow, and once: what was in it has not left', () => {
    const events = [order, ships(), voided()]

    expect(heard(events)).toEqual(['2026-03-03T18:10 order_update'])
    expect(taken(events)).toMatchObject({
      key: 'order_update:taken_back:S1',
      facts: { lines: ['L1'], turned: { lines: ['L1'], from: 'shipped' } },
    })
  })

  it('also where another line waits, whose date stands beside it', () => {
    const both = placed([lineData('L1'), backordered('L2')])

    expect(heard([both, ships(), voided()])).toEqual(['2026-03-03T18:10 order_update'])
  })

  it('and of what stock had come for', () => {
    const waited = placed([backordered('L1')])
    const allocated = anEvent('backorder.allocated', '2026-03-03T14:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(heard([waited, allocated, ships(), voided()])).toEqual(['2026-03-03T18:10 order_update'])
  })

  it('is one word with the confirmation of what waits again', () => {
    const both = placed([lineData('L1'), backordered('L2')])

    expect(heard([both, ships('S1', OUT, ['L1', 'L2']), voided()])).toEqual([
      '2026-03-03T18:10 backorder_confirmed',
    ])
  })

  it('is no news where nothing was said of it, it left in another, or we hear of it long after', () => {
    const early = ships('S1', BACK)
    const label = anEvent('shipment.created', OUT, {
      shipment_id: 'S1',
      shipped_at: null,
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(heard([order, early, voided()])).toEqual([])
    expect(heard([order, label, voided()])).toEqual([])
    expect(heard([order, ships(), ships('S2', BACK), voided()])).toEqual([
      '2026-03-03T18:00 shipped',
    ])
    expect(
      heard([order, ships(), voided('2026-03-08T18:00:00.000Z')], '2026-03-08T19:00:00Z'),
    ).toEqual([])
  })

  it('each time that it leaves and is taken back, though by the same id', () => {
    const back = (at: string) => anEvent('shipment.voided', at, { shipment_id: 'S1' })
    const again = ships('S1', '2026-03-03T20:00:00.000Z')
    const other = [ships('S10', '2026-03-03T15:30:00.000Z', ['L2'])]
    const otherBack = anEvent('shipment.voided', '2026-03-03T16:00:00Z', { shipment_id: 'S10' })
    const two = placed([lineData('L1'), lineData('L2')])

    expect(heard([order, ships(), voided(), again, back('2026-03-03T22:00:00Z')])).toEqual([
      '2026-03-03T18:10 order_update',
      '2026-03-03T20:00 shipped',
      '2026-03-03T22:10 order_update',
    ])
    expect(heard([two, ships(), ...other, otherBack, voided()])).toEqual([
      '2026-03-03T15:30 shipped',
      '2026-03-03T16:10 order_update',
      '2026-03-03T18:10 order_update',
    ])
  })

  it('is heard of as shipped again once it leaves in another', () => {
    const events = [order, ships(), voided(), ships('S2', '2026-03-03T20:00:00.000Z')]

    expect(heard(events)).toEqual(['2026-03-03T18:10 order_update', '2026-03-03T20:00 shipped'])
  })

  it.each([
    ['what was in stock', [order]],
    ['what had waited', [placed([backordered('L1')])]],
  ])('and left in another a minute later is one word: %s', (_, before) => {
    const events = [...before, ships(), voided(), ships('S2', '2026-03-03T18:01:00.000Z')]

    expect(heard(events)).toEqual(['2026-03-03T18:01 shipped'])
  })
})

describe('a package that was voided and made once more under another id', () => {
  const AGAIN = '2026-03-03T18:01:00.000Z'
  const made = (shipment_id: string, tracking_number: string, at: string) =>
    anEvent('shipment.created', at, {
      shipment_id,
      shipped_at: at,
      tracking_number,
      lines: [{ id: 'L1', quantity: 1 }],
    } as never)
  const events = [order, made('S1', '1Z1', OUT), voided()]

  it('is no news under the same number, and none that it was taken back', () => {
    expect(heard([...events, made('S2', '1Z1', AGAIN)])).toEqual([])
  })

  it('is news under another number, or once its reader heard that it was taken back', () => {
    expect(heard([...events, made('S2', '1Z2', AGAIN)])).toEqual(['2026-03-03T18:01 shipped'])
    expect(heard([...events, made('S2', '1Z1', '2026-03-03T20:00:00.000Z')])).toEqual([
      '2026-03-03T18:10 order_update',
      '2026-03-03T20:00 shipped',
    ])
  })

  it('is news with more in it than had been told', () => {
    const two = placed([lineData('L1'), lineData('L2')])
    const more = anEvent('shipment.created', AGAIN, {
      shipment_id: 'S2',
      shipped_at: AGAIN,
      tracking_number: '1Z1',
      lines: [
        { id: 'L1', quantity: 1 },
        { id: 'L2', quantity: 1 },
      ],
    } as never)

    expect(heard([two, made('S1', '1Z1', OUT), voided(), more])).toEqual([
      '2026-03-03T18:01 shipped',
    ])
  })
})

describe('a package that was voided and made once more under its id', () => {
  const AGAIN = '2026-03-03T18:01:00.000Z'
  const made = (tracking_number: string | null, at: string, shipped_at: string | null = at) =>
    anEvent('shipment.created', at, {
      shipment_id: 'S1',
      shipped_at,
      ...(tracking_number && { tracking_number }),
      lines: [{ id: 'L1', quantity: 1 }],
    } as never)
  const events = [order, made('1Z1', OUT), voided()]

  it('is told with its new number', () => {
    expect(heard([...events, made('1Z2', AGAIN)])).toEqual(['2026-03-03T18:01 shipped'])
  })

  it('is no news where the same number holds and nobody heard of it', () => {
    expect(heard([...events, made('1Z1', AGAIN)])).toEqual([])
    expect(heard([order, ships(), voided(), ships('S1', AGAIN)])).toEqual([])
  })

  it('is told again where its reader heard that it was taken back', () => {
    const late = '2026-03-03T20:00:00.000Z'

    expect(heard([...events, made('1Z1', late)])).toEqual([
      '2026-03-03T18:10 order_update',
      '2026-03-03T20:00 shipped',
    ])
  })

  it('has not shipped with a label alone', () => {
    const label = made('1Z2', AGAIN, null)

    expect(heard([...events, label])).toEqual(['2026-03-03T18:10 order_update'])
  })
})
