import { describe, expect, it } from 'vitest'
import type { Backorder } from '../../src/domain/backorder.ts'
import { explainPromise } from '../../src/domain/explain-promise.ts'
import type { LearnedBuffer } from '../../src/domain/promise.ts'

const AT = '2026-03-02T15:00:00.000Z'
const basis = {
  expectedAt: '2026-03-12',
  supplyId: null,
  placeInQueue: null,
  bufferDays: 4,
  rule: 'default' as const,
  samples: 0,
  confidence: null,
  eventId: 'evt_1',
}
const stated: Backorder = {
  quantity: 1,
  kind: 'standard',
  supplier: 'Oak',
  shownShipsBy: null,
  expectedAt: '2026-03-12',
  statedBy: 'evt_1',
  statedAt: AT,
  reason: null,
  allocated: 0,
  allocation: null,
  unfulfillable: 0,
  promise: { shipsBy: '2026-03-16', earliest: '2026-03-12', basis },
  history: [],
}
const tooLong: LearnedBuffer & { reason: 'too_long'; maxBufferDays: number } = {
  days: null,
  honestDays: 80,
  rule: 'learned',
  reason: 'too_long',
  maxBufferDays: 30,
  supplier: 'Oak',
  samples: 60,
  merchantSamples: 60,
  open: 3,
  confidence: 0.9,
}
const queued: Backorder['queued'] = {
  expectedAt: '2026-03-12',
  supplyId: 'PO-7',
  supplier: 'Oak',
  placeInQueue: 12,
  cause: 'joined',
  buffer: null,
  eventId: 'evt_2',
  at: AT,
}

describe('why a line has its date', () => {
  it('says that a day had gone by when it was stated, or has since', () => {
    const none = { ...stated, promise: null }
    expect(explainPromise({ ...none, expectedAt: '2026-02-01' })).toContain('had gone by already')
    expect(explainPromise(none)).toContain('until a new one is stated')
  })

  it('names who stated it, on which day, and what was added', () => {
    expect(explainPromise(stated)).toBe(
      'The merchant stated 2026-03-12 on 2026-03-02. The default rule and the shipping calendar add 4 days.',
    )
  })

  it('names the supply that its place in the queue reaches', () => {
    expect(explainPromise({ ...stated, byQueue: true, queued })).toContain(
      'Supply PO-7 of Oak, expected 2026-03-12, reaches it: with it, 12 of the SKU are waited for.',
    )
  })

  it('says of a date that is known and not told why it is not', () => {
    const said = explainPromise({ ...stated, promise: null, buffer: tooLong })
    expect(said).toContain('The merchant stated 2026-03-12')
    expect(said).toContain('the limit is 30 days, so no date is told')
  })

  it('says of no date whether none was stated, or no supply reaches it', () => {
    const undated = { ...stated, expectedAt: null, promise: null }
    expect(explainPromise(undated)).toBe('No date was stated for it.')
    const unreached = { ...queued, expectedAt: null, supplyId: null }
    expect(explainPromise({ ...undated, byQueue: true, queued: unreached })).toContain('No supply')
  })

  it('says of stock that has come that it has', () => {
    const allocation = { ...basis, rule: 'allocation' as const }
    const promise = { shipsBy: '2026-03-16', earliest: '2026-03-12', basis: allocation }
    expect(explainPromise({ ...stated, promise })).toContain('Its stock has come')
  })
})
