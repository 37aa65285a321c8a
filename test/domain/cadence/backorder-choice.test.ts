import { describe, expect, it } from 'vitest'
import { wantBackorderChoice } from '../../../src/domain/cadence/backorder-choice.ts'
import { overdueWaits } from '../../../src/domain/fulfilment-window.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  placed,
  said,
} from '../../support/events.ts'

const notify: Partial<Policy> = { delay_options: 'notify' }
const want = (events: Recorded[], now: string, policy = notify) =>
  wantBackorderChoice(fold(events), contextAt(now, policy))
/** Monday 2 March in New York, before the clocks change; the window ends on 1 April. */
const one = placed([backordered('L1', null), lineData('L2')])
const ASKED_AT = '2026-04-01T14:00:00.000Z'
const kept = (at: string, lines = ['L1'], id = 'own_kept') =>
  ownEvent('wait.kept', at, { by: 'shopper', lines }, id)

describe('backorder_choice', () => {
  it('goes at the hour of sending on the reader’s day on which the window passes, over a clock change', () => {
    expect(want([one], '2026-03-03T15:00:00Z')).toMatchObject([
      {
        kind: 'backorder_choice',
        key: 'backorder_choice:evt_placed',
        dueAt: ASKED_AT, // ten o'clock in summer time
        facts: { lines: ['L1'] },
      },
    ])
  })

  it('follows the policy: window and hour', () => {
    const policy = { ...notify, fulfilment_window_days: 3, send_hour: '09:30' }

    expect(want([one], '2026-03-03T15:00:00Z', policy)[0]?.dueAt).toBe('2026-03-05T14:30:00.000Z')
  })

  it('is overdue after an outage, under the same key', () => {
    expect(want([one], '2026-05-01T14:00:00Z')).toMatchObject([
      { key: 'backorder_choice:evt_placed', dueAt: ASKED_AT },
    ])
  })

  it('is asked again one window after "keep waiting", by a key that names it', () => {
    expect(want([one, kept('2026-04-02T18:00:00Z')], '2026-04-03T15:00:00Z')).toMatchObject([
      { key: 'backorder_choice:own_kept', dueAt: '2026-05-02T14:00:00.000Z' },
    ])
  })

  it('asks each line at the end of its own window, and together those that end together', () => {
    const lines = [
      backordered('L1', null),
      backordered('L2', null, {
        backorder: { quantity: 1, kind: 'preorder', expected_at: '2026-06-08' },
      }),
      backordered('L3', null, { backorder: { quantity: 1, kind: 'custom', expected_at: null } }),
      backordered('L4', null),
    ]
    const policy = { ...notify, by_kind: { custom: { fulfilment_window_days: 90 } } }
    const asked = (events: Recorded[]) =>
      want(events, '2026-03-03T15:00:00Z', policy).map(({ key, dueAt, facts }) => [
        key,
        dueAt.slice(0, 10),
        facts.lines,
      ])

    expect(asked([placed(lines)])).toEqual([
      ['backorder_choice:evt_placed', '2026-04-01', ['L1', 'L4']],
      ['backorder_choice:evt_placed:custom', '2026-05-31', ['L3']],
      ['backorder_choice:evt_placed:2026-06-23', '2026-06-23', ['L2']],
    ])
    // The keys are the lines' own: who is left alone is asked by the same one.
    const left = anEvent('order.cancelled', '2026-03-03T14:00:00Z', {
      lines: [
        { id: 'L1', quantity: 1 },
        { id: 'L4', quantity: 1 },
        { id: 'L3', quantity: 1 },
      ],
    })
    expect(asked([placed(lines), left])).toEqual([
      ['backorder_choice:evt_placed:2026-06-23', '2026-06-23', ['L2']],
    ])
  })

  it('says since when it has waited, and since when that was counted', () => {
    const [first] = want([one], '2026-03-03T15:00:00Z')
    expect(first?.why).toContain('has waited since 2026-03-02T15:00:00.000Z')

    const [again] = want([one, kept('2026-04-02T18:00:00Z')], '2026-04-03T15:00:00Z')
    expect(again?.why).toContain('since the last "keep waiting", on 2026-04-02T18:00:00.000Z')
    expect(again?.because.facts).toMatchObject({
      waits_since: '2026-03-02T15:00:00.000Z',
      counted_since: '2026-04-02T18:00:00.000Z',
      counted_from: 'kept',
    })
  })

  it('counts each line from its own answer', () => {
    const two = placed([backordered('L1', null), backordered('L2', null)])
    const wanted = want([two, kept('2026-04-02T18:00:00Z')], '2026-04-03T15:00:00Z')

    expect(wanted.map(({ key, facts }) => [key, facts.lines])).toEqual([
      ['backorder_choice:evt_placed', ['L2']],
      ['backorder_choice:own_kept', ['L1']],
    ])
  })

  it('carries the substitute that may be had', () => {
    const offer = anEvent(
      'substitute.offered',
      '2026-03-20T15:00:00Z',
      { line_id: 'L1', options: [{ sku: 'NEW', title: 'New' }] },
      { id: 'evt_offer' },
    )

    expect(want([one, offer], ASKED_AT)[0]?.facts.substitutes[0]?.offer).toBe('evt_offer')
  })

  it('is not wanted of what was swapped for something else', () => {
    const offer = anEvent(
      'substitute.offered',
      '2026-03-20T15:00:00Z',
      { line_id: 'L1', options: [{ sku: 'NEW', title: 'New' }] },
      { id: 'evt_offer' },
    )
    const took = ownEvent('substitute.chosen', '2026-03-21T15:00:00Z', {
      by: 'shopper',
      offer: 'evt_offer',
      line_id: 'L1',
      sku: 'NEW',
    })

    expect(want([one, offer, took], ASKED_AT)).toEqual([])
  })

  it('asks an import that was past its window after its first word, and not a window later', () => {
    const imported = placed([backordered('L1', null)], { receivedAt: '2026-06-01T12:00:00Z' })

    expect(want([imported], '2026-06-01T12:00:00Z')[0]?.dueAt).toBe('2026-06-03T14:00:00.000Z')
  })

  it('is not wanted where nothing waits', () => {
    const allocated = anEvent('backorder.allocated', '2026-03-20T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want([placed([lineData('L1')])], ASKED_AT)).toEqual([])
    expect(want([one, allocated], ASKED_AT)).toEqual([])
    expect(want([one, anEvent('order.cancelled', '2026-03-20T15:00:00Z', {})], ASKED_AT)).toEqual(
      [],
    )
  })

  it('goes beside delay options where no end is left, counted from the answer that left none', () => {
    const ftc: Partial<Policy> = { delay_options: 'ftc' }
    const asked = (events: Recorded[], now: string) =>
      want(events, now, ftc).map(({ key, dueAt }) => [key, dueAt.slice(0, 10)])
    const offer = {
      lineId: 'L1',
      originalOn: '2026-04-01',
      revisedOn: null,
      silence: 'cancel' as const,
      until: '2026-05-01',
    }
    const offered = said(
      '2026-03-29T14:00:00Z',
      'delay_option',
      { offers: [offer] },
      { messageId: 'msg_9' },
    )
    const yes = ownEvent(
      'delay.consented',
      '2026-03-30T15:00:00Z',
      { by: 'shopper', lines: [{ id: 'L1', offer: 'msg_9' }] },
      'own_yes',
    )
    const undated = placed([backordered('L1', null)])
    expect(asked([undated, offered], '2026-03-30T14:00:00Z')).toEqual([])
    expect(asked([undated, offered, yes], '2026-03-30T16:00:00Z')).toEqual([
      ['backorder_choice:own_yes', '2026-04-29'],
    ])
  })

  it('is not wanted where the law’s own question comes first, by policy or by country', () => {
    expect(want([one], ASKED_AT, { delay_options: null })).toEqual([])
    expect(want([one], ASKED_AT, { delay_options: 'ftc' })).toEqual([])
    const context = contextAt(ASKED_AT, { delay_options: null })
    const abroad = { ...context, country: 'DE', recipientCountry: 'AT' }
    expect(wantBackorderChoice(fold([one]), abroad)).toHaveLength(1)
  })
})

describe('waits past the window', () => {
  it('begin at that moment, and end with the answer', () => {
    const overdue = (events: Recorded[], now: string) =>
      overdueWaits(fold(events), contextAt(now, notify)).map(({ line }) => line.id)

    expect(overdue([one], '2026-04-01T13:59:59.999Z')).toEqual([])
    expect(overdue([one], ASKED_AT)).toEqual(['L1'])
    expect(overdue([one, kept(ASKED_AT)], ASKED_AT)).toEqual([])
  })
})
