import { describe, expect, it } from 'vitest'
import type { Line } from '../../src/domain/order.ts'
import {
  decideDate,
  heldUnits,
  isNews,
  queuedSkus,
  wantedEntries,
} from '../../src/domain/queue-decision.ts'
import type { Supply } from '../../src/domain/supply.ts'
import {
  backordered,
  fold,
  lineData,
  lineOf,
  ownEvent,
  placed,
  RULES,
  said,
} from '../support/events.ts'

const NOW = '2026-03-03T10:00:00.000Z'
const coming = (supplyId: string, expectedAt: string | null) => ({
  supplyId,
  supplier: 'Ridge',
  expectedAt,
  remaining: 5,
})
const reaching = (supplyId: string, expectedAt: string | null) => ({
  isHere: false,
  supply: coming(supplyId, expectedAt),
})
const nothing = { isHere: false, supply: null }
const dateless = placed([backordered('L1', null, { sku: 'TENT' })])
const dated = (expected_at: string | null, over = {}) =>
  ownEvent('queue.dated', '2026-03-02T16:00:00.000Z', {
    lines: [
      {
        id: 'L1',
        expected_at,
        supply_id: expected_at && 'PO1',
        supplier: null,
        place_in_queue: 3,
        cause: 'joined',
        buffer: null,
        ...over,
      },
    ],
  })
/** Heard after the first. */
const lost = (over = {}) => ({
  ...dated(null, over),
  occurred_at: '2026-03-02T18:00:00.000Z',
  receivedAt: '2026-03-02T18:00:00.000Z',
})
const undated = (over = {}) => ({
  supply_id: 'PO1',
  supplier: 'Ridge',
  overdue_since: null,
  ...over,
})
const lineWith = (...events: Parameters<typeof fold>[0]) =>
  lineOf(fold([dateless, ...events]), 'L1')
const supply = (over: Partial<Supply> = {}): Supply => ({
  supplyId: 'PO1',
  sku: 'TENT',
  skus: ['TENT'],
  supplier: null,
  quantity: 5,
  expectedAt: '2026-03-20',
  received: 0,
  remaining: 5,
  isOpen: true,
  isShort: false,
  promisedOn: '2026-03-20',
  toldOn: '2026-03-02',
  seenOn: '2026-03-02',
  closedOn: null,
  cancelledOn: null,
  ...over,
})
const decide = (
  line: Line,
  assignment: Parameters<typeof decideDate>[1],
  over: { place?: number; now?: string; before?: Supply | null; grew?: boolean } = {},
) =>
  decideDate(line, assignment, {
    buffer: null,
    place: 3,
    now: NOW,
    rules: RULES,
    before: null,
    grew: false,
    ...over,
  })

describe('the lines that stand in a queue', () => {
  it('are those that wait for stock of a SKU, by the right of their order', () => {
    const order = fold([
      placed(
        [
          backordered('L1', null, { sku: 'TENT', quantity: 2 }),
          backordered('L2', null),
          lineData('L3', { sku: 'POT' }),
        ],
        { priority: 4 },
      ),
    ])
    expect(wantedEntries(order)).toEqual([
      {
        lineId: 'L1',
        sku: 'TENT',
        right: '0999996 2026-03-02T15:00:00.000Z',
        quantity: 2,
        isTold: false,
        countedAt: '2026-03-02T15:00:00.000Z',
      },
    ])
    expect(queuedSkus(order)).toEqual(['TENT'])
    expect(queuedSkus(null)).toEqual([])
  })

  it('count as told once a customer was told a date that rests on their place', () => {
    const telling = said('2026-03-02T17:00:00.000Z', 'backorder_confirmed', {
      dates: { L1: '2026-03-27' },
    })
    const isTold = (...events: Parameters<typeof fold>[0]) =>
      wantedEntries(fold([...events, telling]))[0]?.isTold
    expect(isTold(dateless, dated('2026-03-20'))).toBe(true)
    expect(isTold(placed([backordered('L1', '2026-03-20', { sku: 'TENT' })]))).toBe(false)
  })
})

describe('the units that a line holds of what has come', () => {
  const held = (line: Partial<Line>, backorder: Partial<NonNullable<Line['backorder']>>) => {
    const known = lineWith()
    if (!known.backorder) throw new Error('nothing of it waits')
    return heldUnits({ ...known, ...line, backorder: { ...known.backorder, ...backorder } })
  }
  it.each<[number, string, Parameters<typeof held>]>([
    [0, 'none while it waits', [{ quantity: 2 }, { quantity: 2 }]],
    [1, 'what it was given', [{ quantity: 2 }, { quantity: 2, allocated: 1 }]],
    [
      1,
      'what it shipped',
      [
        { quantity: 1, shipped: 1 },
        { quantity: 1, shippedEarly: 1 },
      ],
    ],
    [0, 'not what shipped of stock', [{ quantity: 5, shipped: 3 }, { quantity: 2 }]],
    [
      1,
      'what shipped beyond stock',
      [
        { quantity: 5, shipped: 4 },
        { quantity: 2, allocated: 1 },
      ],
    ],
    [
      0,
      'none where what was in stock has shipped and the rest is cancelled',
      [
        { quantity: 3, shipped: 1, cancelled: 2 },
        { quantity: 2, allocated: 2 },
      ],
    ],
    [
      1,
      'none that came for it as another SKU',
      [{ quantity: 2 }, { quantity: 2, allocated: 2, swapped: 1 }],
    ],
    [
      0,
      'not what is cancelled',
      [
        { quantity: 1, cancelled: 1 },
        { quantity: 1, allocated: 1 },
      ],
    ],
    [
      2,
      'what is left of it',
      [
        { quantity: 3, cancelled: 1 },
        { quantity: 3, allocated: 3 },
      ],
    ],
    [
      2,
      'before its stock',
      [
        { quantity: 5, cancelled: 3 },
        { quantity: 2, allocated: 2 },
      ],
    ],
    [1, 'what fewer can need', [{ quantity: 1 }, { quantity: 2, allocated: 2 }]],
    [1, 'not what was freed', [{ quantity: 2 }, { quantity: 2, allocated: 2, freed: 1 }]],
  ])('are %i: %s', (units, _, of) => {
    expect(held(...of)).toBe(units)
  })
})

describe('an assignment', () => {
  it('is news where it gives another day, or comes of another supply, with a date or without', () => {
    const zone = RULES.timeZone
    expect(isNews(lineWith(), reaching('PO1', '2026-03-20'), zone)).toBe(true)
    expect(isNews(lineWith(), reaching('PO1', null), zone)).toBe(true)
    const waiting = lineWith(dated(null, { undated: undated() }))
    expect(isNews(waiting, reaching('PO1', null), zone)).toBe(false)
    expect(isNews(waiting, reaching('PO2', null), zone)).toBe(true)
    expect(isNews(waiting, nothing, zone)).toBe(true)
    expect(isNews(lineWith(), nothing, zone)).toBe(false)

    const line = lineWith(dated('2026-03-20'))
    expect(isNews(line, reaching('PO1', '2026-03-20T22:00:00-05:00'), zone)).toBe(false)
    expect(isNews(line, reaching('PO2', '2026-03-20'), zone)).toBe(true)
    expect(isNews(line, nothing, zone)).toBe(true)
    expect(isNews(line, { isHere: true, supply: null }, zone)).toBe(false)
  })

  it('is none where the merchant’s own date holds', () => {
    const line = lineOf(fold([placed([backordered('L1', '2026-03-20')])]), 'L1')
    expect(isNews(line, reaching('PO1', '2026-03-25'), RULES.timeZone)).toBe(false)
  })

  it('is recorded with its supply, its place and that the line has joined', () => {
    expect(decide(lineWith(), reaching('PO1', '2026-03-20'), { place: 7 })).toEqual({
      id: 'L1',
      expected_at: '2026-03-20',
      supply_id: 'PO1',
      supplier: 'Ridge',
      place_in_queue: 7,
      cause: 'joined',
      buffer: null,
    })
  })

  it.each<[string, Parameters<typeof decide>[1], Parameters<typeof decide>[2]]>([
    [
      'supply_moved',
      reaching('PO1', '2026-03-25'),
      { before: supply({ expectedAt: '2026-03-25' }) },
    ],
    [
      'supply_cancelled',
      reaching('PO2', '2026-04-10'),
      { before: supply({ cancelledOn: '2026-03-03' }) },
    ],
    ['supply_short', reaching('PO2', '2026-04-10'), { before: supply({ isShort: true }) }],
    [
      'supply_moved',
      reaching('PO2', '2026-04-10'),
      { before: supply({ expectedAt: '2026-05-01' }) },
    ],
    ['queue_moved', reaching('PO2', '2026-04-10'), { before: supply(), place: 9 }],
    [
      'supply_moved',
      reaching('PO2', '2026-04-10'),
      { before: supply({ sku: 'POT', skus: ['TENT', 'POT'], isShort: true }) },
    ],
    ['joined', reaching('PO2', '2026-04-10'), { before: supply({ sku: 'POT', skus: ['POT'] }) }],
    [
      'supply_undated',
      reaching('PO1', null),
      { before: supply({ expectedAt: null, isShort: true }) },
    ],
    ['supplies_changed', reaching('PO0', '2026-03-10'), { before: supply({ isShort: true }) }],
    ['queue_moved', reaching('PO0', '2026-03-10'), { before: supply(), place: 1 }],
    ['line_grew', reaching('PO2', '2026-04-10'), { before: supply(), place: 5, grew: true }],
    ['line_grew', reaching('PO1', '2026-03-20'), { before: supply(), place: 4, grew: true }],
  ])('says why it is another: %s', (cause, assignment, over) => {
    expect(decide(lineWith(dated('2026-03-20')), assignment, over)?.cause).toBe(cause)
  })

  it('says so of a line that had none, whose supply has a date now or is another', () => {
    const line = lineWith(dated('2026-03-20'), lost({ undated: undated() }))
    const cause = (...deciding: Parameters<typeof decide>) => decide(...deciding)?.cause
    expect(cause(line, reaching('PO1', '2026-04-10'))).toBe('supply_dated')
    expect(cause(line, reaching('PO2', '2026-04-10'))).toBe('supplies_changed')
    expect(cause(line, reaching('PO2', '2026-04-10'), { place: 1 })).toBe('queue_moved')
    const overdue = lineWith(
      dated('2026-03-20'),
      lost({ undated: undated({ overdue_since: '2026-03-01' }) }),
    )
    expect(cause(overdue, reaching('PO1', '2026-04-10'))).toBe('supply_moved')
  })

  it('of a supply without a date is recorded once, with what is known of it', () => {
    const made = decide(lineWith(), reaching('PO1', null))
    expect(made).toMatchObject({ expected_at: null, supply_id: null, undated: undated() })
    const line = lineWith(dated(null, { undated: undated() }))
    expect(decide(line, reaching('PO1', null))).toBeNull()
    expect(line.backorder?.queued?.undated).toEqual({
      supplyId: 'PO1',
      supplier: 'Ridge',
      overdueSince: null,
    })
    expect(decide(line, nothing)).toMatchObject({ expected_at: null })
    expect(decide(line, nothing)).not.toHaveProperty('undated')
  })

  it('gives no date that nobody can keep any more, and takes none away by it', () => {
    const late = { now: '2026-04-20T10:00:00.000Z' }
    const overdue = undated({ overdue_since: '2026-03-20' })
    expect(decide(lineWith(), reaching('PO1', '2026-03-20'), late)).toMatchObject({
      expected_at: null,
      undated: overdue,
    })
    const known = lineWith(dated(null, { undated: overdue }))
    expect(decide(known, reaching('PO1', '2026-03-20'), late)).toBeNull()
    const kept = lineWith(dated('2026-03-20'))
    expect(decide(kept, reaching('PO2', '2026-03-25'), late)).toBeNull()
    expect(decide(kept, nothing, late)).toMatchObject({ expected_at: null, supply_id: null })
  })
})
