import { describe, expect, it } from 'vitest'
import type { CadenceContext } from '../../../src/domain/cadence/context.ts'
import { noContact } from '../../../src/domain/contact.ts'
import type { MessageKind } from '../../../src/domain/message.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import type { Policy } from '../../../src/domain/policy.ts'
import { replan } from '../../../src/domain/replan.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  ownEvent,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'
import { FTC } from '../delay-story.ts'
import { carryOut } from '../story-driver.ts'
import { allocated, moved, offered } from './because-story.ts'

const mail = { ...noContact(), email: 'jon.snow@example.com' }
const THEN = '2026-03-10T15:00:00.000Z'
const waiting = placed([backordered('L1')])
const told = () => sendNow([waiting], 'backorder_confirmed', PLACED_AT)

/** What is said of the message of a kind that `before` planned, once `more` has come. */
function goneOf(
  kind: MessageKind,
  before: Recorded[],
  more: Recorded[],
  {
    policy = {},
    over = {},
    now = '2026-03-11T15:00:00.000Z',
  }: { policy?: Partial<Policy>; over?: Partial<CadenceContext>; now?: string } = {},
) {
  const plan = replan(fold(before), mail, [], contextAt(THEN, policy))
  const rows = carryOut([], plan)
  const row = rows.find((one) => one.kind === kind)
  expect(row?.status).toBe('planned')
  const after = replan(fold([...before, ...more]), mail, rows, {
    ...contextAt(now, policy),
    ...over,
  })
  const gone = after.withdraw.find(({ messageId }) => messageId === row?.messageId)
  return { ...gone?.because, why: gone?.why }
}

const agreed = ownEvent(
  'delay.consented',
  '2026-03-11T14:00:00.000Z',
  { by: 'shopper', lines: [{ id: 'L1', offer: 'msg_offer' }] },
  'evt_agreed',
)
const ftc = { policy: FTC }

describe('what became of a question', () => {
  it.each(['delay_option_reminder', 'delay_expired'] as const)('%s: names the answer', (kind) => {
    expect(goneOf(kind, offered(), [agreed], ftc)).toEqual({
      rule: 'delay_agreed',
      facts: { lines: ['L1'], events: ['evt_agreed'], agreed_at: '2026-03-11T14:00:00.000Z' },
      why: 'The delay was agreed to on 2026-03-11T14:00:00.000Z.',
    })
  })

  it('delay_expired: names the feed that fell silent, and the merchant who confirms', () => {
    const since = '2026-03-10T00:00:00.000Z'
    expect(
      goneOf('delay_expired', offered(), [], { ...ftc, over: { feedSilentSince: since } }),
    ).toMatchObject({
      rule: 'feed_silent',
      facts: { lines: ['L1'], silent_since: since },
      why: `The merchant's feed is silent since ${since}, so silence cancels nothing by itself.`,
    })
    const confirms = { policy: contextAt(THEN, { ...FTC, expiry: 'confirm' }).policy }
    expect(goneOf('delay_expired', offered(), [], { ...ftc, over: confirms })).toMatchObject({
      rule: 'merchant_confirms_expiry',
    })
  })

  it('delay_option: names the date that undid the delay, and its event', () => {
    const back = anEvent(
      'backorder.eta_changed',
      '2026-03-11T14:00:00.000Z',
      { lines: [{ id: 'L1', expected_at: '2026-03-12' }] },
      { id: 'evt_back' },
    )
    expect(goneOf('delay_option', [...told(), moved('2026-04-20')], [back], ftc)).toMatchObject({
      rule: 'in_time_again',
      facts: { now: { L1: '2026-03-16' }, applicable: { L1: '2026-03-16' }, events: ['evt_back'] },
    })
  })

  it('backorder_choice: names the stock that came, and the choice', () => {
    expect(goneOf('backorder_choice', told(), [allocated])).toMatchObject({
      rule: 'nothing_waits_for_stock',
      facts: { events: ['evt_allocated'] },
    })
    const kept = ownEvent(
      'wait.kept',
      '2026-03-11T14:00:00.000Z',
      { by: 'shopper', lines: ['L1'] } as never,
      'evt_kept',
    )
    expect(goneOf('backorder_choice', told(), [kept])).toMatchObject({
      rule: 'kept_waiting',
      facts: { lines: ['L1'], events: ['evt_kept'] },
    })
  })

  it('substitute_offered: names the choice', () => {
    const offer = anEvent(
      'substitute.offered',
      '2026-03-09T15:00:00.000Z',
      { line_id: 'L1', options: [{ sku: 'B', title: 'Other' }] },
      { id: 'evt_offer' },
    )
    const chosen = ownEvent(
      'substitute.chosen',
      '2026-03-11T14:00:00.000Z',
      { by: 'shopper', offer: 'evt_offer', line_id: 'L1', sku: 'B' } as never,
      'evt_chosen',
    )
    expect(goneOf('substitute_offered', [...told(), offer], [chosen])).toMatchObject({
      rule: 'substitute_taken',
      facts: { lines: ['L1'], events: ['evt_chosen'] },
    })
  })
})

describe('what became of a word of what was cancelled', () => {
  const at = '2026-03-10T16:00:00.000Z'
  const lines = (id: string) => ({ lines: [{ id, quantity: 1 }] })
  const two = [
    ...sendNow(
      [placed([backordered('L1'), backordered('L2'), backordered('L3')])],
      'backorder_confirmed',
      PLACED_AT,
    ),
  ]
  const ended = ownEvent('delay.expired', at, {
    lines: [{ id: 'L2', quantity: 1, total: 1 }],
    deadlines: { L2: '2026-03-09' },
  })

  it.each([
    ['order_cancelled', anEvent('order.cancelled', THEN, lines('L1')), ended, 'delay_expired'],
    [
      'backorder_unfulfillable',
      anEvent('backorder.unfulfillable', THEN, lines('L1')),
      anEvent('order.cancelled', at, lines('L2')),
      'order_cancelled',
    ],
  ] as const)('%s: names the one that sums it with more', (kind, first, more, by) => {
    expect(goneOf(kind, [...two, first], [more])).toMatchObject({
      rule: 'superseded',
      facts: { by_kind: by },
    })
  })
})
