import { describe, expect, it } from 'vitest'
import type { Backorder } from '../../src/domain/backorder.ts'
import { explainPromise } from '../../src/domain/explain-promise.ts'
import type { LearnedBuffer } from '../../src/domain/promise.ts'
import { anEvent, backordered, fold, lineOf, placed, said } from '../support/events.ts'

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
      'Supply PO-7 of Oak, expected 2026-03-12, reached it on 2026-03-02: with it, 12 of the SKU were waited for.',
    )
  })

  it('says of a date that is known and not told why it is not', () => {
    const said = explainPromise({ ...stated, promise: null, buffer: tooLong })
    expect(said).toContain('The merchant stated 2026-03-12')
    expect(said).toContain('the limit is 30 days, so no date is told')
  })

  it('says of no date whether none was stated, or no supply reaches it', () => {
    const undated = { ...stated, expectedAt: null, promise: null }
    expect(explainPromise(undated)).toBe(
      'No date was stated for it, and no supply of it was known.',
    )
    const unreached = { ...queued, expectedAt: null, supplyId: null }
    expect(explainPromise({ ...undated, byQueue: true, queued: unreached })).toContain('No supply')
  })

  it.each([
    [null, 'Supply PO-7 of Oak reaches it, and has no date.'],
    ['2026-02-20', 'Supply PO-7 of Oak reaches it: it was expected on 2026-02-20, and is overdue.'],
  ])(
    'names the supply that reaches it and gives it no date: overdue since %s',
    (overdueSince, said) => {
      const undated = { supplyId: 'PO-7', supplier: 'Oak', overdueSince }
      const reached = { ...queued, expectedAt: null, supplyId: null, undated }
      const line = { ...stated, expectedAt: null, promise: null, queued: reached }
      expect(explainPromise(line)).toBe(said)
      expect(explainPromise({ ...line, byQueue: true })).toBe(said)
    },
  )

  it.each([
    ['the default rule', null],
    ['what was learned', { ...tooLong, days: 9, honestDays: 9 }],
  ])(
    'names what is left of a promise that a slip did not move, and not what %s adds',
    (_, buffer) => {
      const made = { eventId: 'evt_1', at: AT, heardAt: AT, reason: null, imported: false }
      const slipped = {
        ...stated,
        expectedAt: '2026-03-14',
        buffer,
        promise: {
          shipsBy: '2026-03-16',
          earliest: '2026-03-14',
          basis: { ...basis, expectedAt: '2026-03-14', bufferDays: 2 },
        },
        history: [{ ...made, shipsBy: '2026-03-16', expected: '2026-03-12' }],
      }
      expect(explainPromise(slipped)).toBe(
        'The merchant stated 2026-03-14 on 2026-03-02. It had been 2026-03-12 before: the promise of 2026-03-16, made then, holds, and leaves 2 days.',
      )
    },
  )

  it('says so of a slip as it is folded, and counts from the date that was told', () => {
    const slip = { lines: [{ id: 'l1', expected_at: '2026-03-14' }] }
    const late = anEvent('backorder.eta_changed', '2026-03-03T15:00:00Z', slip)
    const line = lineOf(fold([placed([backordered('l1')]), late]), 'l1')
    expect(line.backorder && explainPromise(line.backorder)).toContain('holds, and leaves 2 days.')

    const told = { dates: { l1: '2026-03-20' }, statements: { l1: 'evt_placed' } }
    const word = said('2026-03-02T15:00:01Z', 'backorder_confirmed', told)
    const { promise } = lineOf(fold([placed([backordered('l1')]), word]), 'l1').backorder ?? {}
    expect(promise).toMatchObject({ shipsBy: '2026-03-20', basis: { bufferDays: 8 } })
  })

  it('says where the shipping calendar adds to what was learned', () => {
    const buffer = { ...tooLong, days: 3, honestDays: 3 }
    expect(explainPromise({ ...stated, buffer })).toContain(
      'we add 3 days. With the shipping calendar that is 4 days.',
    )
    expect(explainPromise({ ...stated, buffer: { ...buffer, days: 4 } })).not.toContain('calendar')
  })

  it('names the setting where it is the setting that has the date', () => {
    expect(explainPromise({ ...stated, bySetting: true })).toContain(
      "The merchant's setting for its SKU said 2026-03-12",
    )
  })

  it('says of a promise that holds since its stock has come no more than that', () => {
    expect(explainPromise({ ...stated, allocated: 1 })).toBe(
      'Its stock has come: the promise of 2026-03-16 holds.',
    )
  })

  it('says of stock that has come that it has', () => {
    const allocation = { ...basis, rule: 'allocation' as const }
    const promise = { shipsBy: '2026-03-16', earliest: '2026-03-12', basis: allocation }
    expect(explainPromise({ ...stated, promise })).toContain('Its stock has come')
  })
})
