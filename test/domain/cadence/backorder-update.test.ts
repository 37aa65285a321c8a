import { describe, expect, it } from 'vitest'
import { wantBackorderUpdate } from '../../../src/domain/cadence/backorder-update.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  placed,
  sendNow,
} from '../../support/events.ts'

const want = (events: Recorded[], now: string, policy = {}) =>
  wantBackorderUpdate(fold(events), contextAt(now, policy))
const told = (at: string, lines = [backordered('L1')]) =>
  sendNow([placed(lines, { at })], 'backorder_confirmed', at, { messageId: 'msg_1' })
const WINTER = '2026-02-02T19:00:00.000Z' // 14:00 in New York

describe('backorder_update', () => {
  it('is due at the last ten o’clock within seven days of the last word', () => {
    expect(want(told(WINTER), WINTER)).toMatchObject([
      {
        kind: 'backorder_update',
        key: 'backorder_update:msg_1',
        dueAt: '2026-02-09T15:00:00.000Z',
        facts: { lines: ['L1'] },
      },
    ])
  })

  it('stays inside the budget where the last word was before ten', () => {
    const early = '2026-02-02T14:00:00.000Z' // 09:00

    expect(want(told(early), early)[0]?.dueAt).toBe('2026-02-08T15:00:00.000Z')
  })

  it.each([
    ['starts', '2026-03-04T14:30:00.000Z', '2026-03-10T14:00:00.000Z'], // 09:30, then 10:00
    ['ends', '2026-10-28T14:30:00.000Z', '2026-11-04T15:00:00.000Z'], // 10:30, then 10:00
  ])('keeps to ten o’clock when daylight saving %s', (_, at, dueAt) => {
    expect(want(told(at), at)[0]?.dueAt).toBe(dueAt)
  })

  it('is due now, once, when the budget ran out in an outage', () => {
    const now = '2026-02-20T15:30:00.000Z'

    expect(want(told(WINTER), now)).toMatchObject([{ key: 'backorder_update:msg_1', dueAt: now }])
  })

  it('answers whatever was said last', () => {
    const next = sendNow(told(WINTER), 'backorder_checkin', '2026-02-04T19:00:00Z', {
      messageId: 'msg_2',
    })

    expect(want(next, '2026-02-04T19:00:00Z')).toMatchObject([
      { key: 'backorder_update:msg_2', dueAt: '2026-02-11T15:00:00.000Z' },
    ])
  })

  it('waits thirty days where all that waits are preorders', () => {
    const preorder = lineData('L1', {
      backorder: { quantity: 1, kind: 'preorder', expected_at: null },
    })
    const events = sendNow([placed([preorder], { at: WINTER })], 'preorder_confirmed', WINTER)

    expect(want(events, WINTER)[0]?.dueAt).toBe('2026-03-04T15:00:00.000Z')
  })

  it('takes the budget and the hour of the policy', () => {
    const policy = { silence_budget_days: 3, send_hour: '16:30' }

    expect(want(told(WINTER), WINTER, policy)[0]?.dueAt).toBe('2026-02-04T21:30:00.000Z')
  })

  it.each([
    ['22:00', 'after the hours for texts'],
    ['02:30', 'before them'],
  ])('goes at eight where texts alone reach the reader, for %s lies %s', (send_hour) => {
    const context = { ...contextAt(WINTER, { send_hour }), reach: 'sms' as const }
    const byNight = '2026-02-02T08:00:00.000Z' // 03:00: it was mail then
    const events = sendNow(
      [placed([backordered('L1')], { at: byNight })],
      'backorder_confirmed',
      byNight,
    )

    // Put off from either hour to the morning, it would miss the end of the budget at 03:00.
    expect(wantBackorderUpdate(fold(events), context)[0]?.dueAt).toBe('2026-02-08T13:00:00.000Z')
  })

  it('takes the shorter budget of two lines, and knows which that is', () => {
    const preorder = lineData('L2', {
      backorder: { quantity: 1, kind: 'preorder', expected_at: null },
    })
    const [update] = want(told(WINTER, [backordered('L1'), preorder]), WINTER)

    expect(update).toMatchObject({ dueAt: '2026-02-09T15:00:00.000Z' })
    expect(update?.why).toContain('the next comes within 7 days')
  })

  it('is not put off by the text of an older word, which comes in the morning', () => {
    const slip = anEvent('backorder.eta_changed', '2026-02-03T02:00:00Z', {
      lines: [{ id: 'L1', expected_at: '2026-05-01' }],
    })
    const mailed = sendNow([...told(WINTER), slip], 'eta_slipped', '2026-02-03T02:10:00Z', {
      messageId: 'msg_2',
    })
    const later = sendNow(mailed, 'backorder_checkin', '2026-02-04T19:00:00Z', {
      messageId: 'msg_3',
    })
    const texted = sendNow(later, 'eta_slipped', '2026-02-05T15:00:00Z', {
      messageId: 'msg_4',
      channel: 'sms',
    })

    expect(want(texted, '2026-02-05T15:00:00Z').map(({ key }) => key)).toEqual([
      'backorder_update:msg_3',
    ])
  })

  it('is still owed while the stock that came has not shipped', () => {
    const allocated = anEvent('backorder.allocated', '2026-02-03T15:00:00Z', {
      lines: [{ id: 'L1', quantity: 1 }],
    })

    expect(want([...told(WINTER), allocated], WINTER)).toHaveLength(1)
  })

  it('is not wanted where nothing waits, or before the first word', () => {
    expect(want([placed([backordered('L1')], { at: WINTER })], WINTER)).toEqual([])
    expect(
      want([...told(WINTER), anEvent('order.cancelled', '2026-02-03T15:00:00Z', {})], WINTER),
    ).toEqual([])
  })
})
