import { describe, expect, it } from 'vitest'
import { because } from '../../../src/domain/because.ts'
import { settleSpeech } from '../../../src/domain/cadence/arbitration.ts'
import type { CadenceContext } from '../../../src/domain/cadence/context.ts'
import { factsOf } from '../../../src/domain/cadence/told.ts'
import type { MessageKind, Notice } from '../../../src/domain/message.ts'
import { backordered, contextAt, fold, PLACED_AT, placed, said } from '../../support/events.ts'

const TEN = '2026-03-09T14:00:00.000Z'
const NOW = '2026-03-09T13:55:00.000Z'
const notice = (
  kind: MessageKind,
  dueAt: string,
  { lines = ['L1'], shipments = [] as string[], earliest = '' } = {},
): Notice => ({
  kind,
  key: kind,
  dueAt,
  why: kind,
  because: because('test', {}),
  facts: factsOf({ lines, shipments }),
  ...(earliest ? { earliest } : {}),
})
const order = fold([placed([backordered('L1'), backordered('L2')])])
const settle = (notices: Notice[], now = NOW, over: Partial<CadenceContext> = {}) => {
  const speech = settleSpeech(order, notices, { ...contextAt(now), ...over })
  return {
    kept: speech.notices.map(({ kind, dueAt }) => [kind, dueAt]),
    silenced: speech.silenced,
  }
}
const update = notice('backorder_update', TEN)

describe('words that come together', () => {
  it('are one: an update gives way to a change that is known, which goes in its moment', () => {
    const slip = notice('eta_slipped', '2026-03-09T14:05:00.000Z', { earliest: NOW })

    expect(settle([update, slip])).toEqual({
      kept: [['eta_slipped', TEN]],
      silenced: [{ key: 'backorder_update', by: 'eta_slipped', byKey: 'eta_slipped' }],
    })
  })

  it('are two where the change goes before: the rules are asked again after it', () => {
    const slip = notice('eta_slipped', '2026-03-09T13:58:00.000Z', { earliest: NOW })

    expect(settle([update, slip]).silenced).toEqual([])
  })

  it('leave no update out for what is not true yet, and may never be', () => {
    const missed = notice('promise_missed', '2026-03-17T13:00:00.000Z', {
      earliest: '2026-03-17T04:00:00.000Z',
    })

    expect(settle([update, missed]).kept).toHaveLength(2)
  })

  it('give way to the missed promise of that very morning', () => {
    const missed = notice('promise_missed', '2026-03-09T15:00:00.000Z', {
      earliest: '2026-03-09T04:00:00.000Z',
    })

    expect(settle([update, missed]).kept).toEqual([['promise_missed', TEN]])
  })

  it('after an outage are the one of the last state', () => {
    const late = '2026-03-20T12:00:00.000Z'
    const overdue = [
      notice('backorder_checkin', '2026-03-04T15:00:00.000Z'),
      update,
      notice('eta_slipped', '2026-03-10T14:05:00.000Z'),
      notice('promise_missed', '2026-03-17T13:00:00.000Z'),
    ]

    expect(settle(overdue, late).kept.map(([kind]) => kind)).toEqual(['promise_missed'])
  })

  it('by text alone come together in the morning', () => {
    const night = '2026-03-09T03:00:00.000Z' // 23:00 in New York
    const slip = notice('eta_slipped', '2026-03-09T03:10:00.000Z')
    const checkin = notice('backorder_checkin', '2026-03-09T05:00:00.000Z')

    expect(settle([checkin, slip], night).kept).toHaveLength(2)
    expect(settle([checkin, slip], night, { reach: 'sms' }).kept.map(([kind]) => kind)).toEqual([
      'eta_slipped',
    ])
  })

  it('about other lines, or other packages, stay', () => {
    const option = notice('delay_option', NOW, { lines: ['L1'] })
    const other = notice('eta_slipped', NOW, { lines: ['L1', 'L2'] })
    const shipped = notice('shipped', NOW, { shipments: ['S1', 'S2'] })
    const arrives = notice('out_for_delivery', NOW, { shipments: ['S1'] })

    expect(settle([option, other]).silenced).toEqual([])
    expect(settle([option, notice('eta_slipped', NOW)]).silenced).toHaveLength(1)
    expect(settle([shipped, arrives]).silenced).toEqual([])
  })

  it('of one kind both go: asked again twice, neither waits for the other', () => {
    const asked = (key: string) => ({ ...notice('backorder_checkin', NOW), key })

    expect(settle([asked('once'), asked('twice')])).toEqual({
      kept: [
        ['backorder_checkin', NOW],
        ['backorder_checkin', NOW],
      ],
      silenced: [],
    })
  })

  it('are not silenced by what was said already', () => {
    const heard = fold([
      placed([backordered('L1')]),
      said(PLACED_AT, 'eta_slipped', {}, { key: 'eta_slipped' }),
    ])
    const both = [update, notice('eta_slipped', TEN)]

    expect(settleSpeech(heard, both, contextAt(NOW)).silenced).toEqual([])
    expect(settleSpeech(order, both, contextAt(NOW)).silenced).toHaveLength(1)
  })
})
