import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, ownEvent, placed } from '../support/events.ts'
import { agreed, expiredOn, FAR, moved, ORDERED, offersOf, SLIP, tell } from './delay-story.ts'
import { play, type Spoken } from './story-driver.ts'

const story = (...events: Recorded[]) => tell(events)
const of = (spoken: readonly Spoken[], ...kinds: MessageKind[]) =>
  spoken.filter(({ kind }) => kinds.includes(kind))
const named = (spoken: readonly Spoken[]) =>
  spoken.map(({ at, kind }) => `${at.slice(5, 16)} ${kind}`)
const shown = (expected_at: string | null, shown_ships_by: string) =>
  placed([
    backordered('L1', expected_at, {
      backorder: { quantity: 1, kind: 'standard', expected_at, shown_ships_by },
    }),
  ])
const allocated = (at: string) =>
  anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 1 }] })
const asksToCancel = (at: string) =>
  ownEvent('cancellation.requested', at, {
    by: 'shopper',
    lines: [{ id: 'L1', quantity: 1, total: 1 }],
    reason: null,
  })

describe('while an offer is open whose silence cancels', () => {
  /** Put off to May, promised for 8 April again, and that went by. */
  const back = story(ORDERED, FAR, moved('2026-03-20T15:00:00Z', '2026-04-02'))

  it('a date that is missed is offered anew, and no word says that there is nothing to do', () => {
    expect(named(of(back.spoken, 'promise_missed', 'delay_option', 'eta_improved'))).toEqual([
      '03-09T15:10 delay_option',
      '03-20T15:10 eta_improved',
      '04-09T13:00 delay_option',
    ])
    expect(offersOf(back.order).at(-1)).toEqual({
      revisedOn: null,
      silence: 'cancel',
      until: '2026-04-15',
    })
  })

  it('the reminder names no date that was taken back', () => {
    const reminders = of(back.spoken, 'delay_option_reminder')
    expect(reminders.map(({ wanted }) => wanted.facts.offers[0]?.revisedOn)).toEqual([
      '2026-04-08',
      null,
    ])
    expect(expiredOn(back.order)).toBe('2026-04-15')
  })

  it('it is said with the stock that has come', () => {
    const come = story(ORDERED, FAR, allocated('2026-03-25T15:00:00Z'))
    expect(of(come.spoken, 'restocked')[0]?.wanted.facts.offers).toMatchObject([
      { lineId: 'L1', silence: 'cancel', until: '2026-04-15' },
    ])
  })

  it('a reminder leaves a day after the offer itself', () => {
    // Known at 14:00 on the 7th: the reminder of 7 days would follow on the 8th at 14:00.
    const near = story(ORDERED, moved('2026-04-07T20:00:00Z', '2026-04-20'))
    expect(named(of(near.spoken, 'delay_option_reminder'))).toEqual([])
    const asked = story(shown('2026-03-05', '2026-03-12'))
    for (const [at, one] of asked.spoken.entries()) {
      if (one.kind !== 'delay_option_reminder') continue
      const offer = asked.spoken.slice(0, at).findLast(({ kind }) => kind === 'delay_option')
      expect(Date.parse(one.at) - Date.parse(offer?.at ?? '')).toBeGreaterThan(86_400_000)
    }
  })
})

describe('a date that was agreed to', () => {
  it('and improved, and then missed with no new one, is offered anew in place of the apology', () => {
    const missed = story(ORDERED, SLIP, moved('2026-03-16T15:00:00Z', '2026-03-18'))
    expect(named(of(missed.spoken, 'promise_missed', 'delay_option', 'delay_expired'))).toEqual([
      '03-09T15:10 delay_option',
      '03-21T13:00 delay_option',
      '03-31T04:00 delay_expired',
    ])
    expect(of(missed.spoken, 'delay_option')[1]?.wanted.facts.dates).toEqual([
      { lineId: 'L1', old: '2026-03-20', new: null },
    ])
  })

  it('alike where it was agreed to by an answer', () => {
    const first = story(ORDERED, FAR)
    const offer = first.order.said.find(({ told }) => told.offers)?.messageId ?? ''
    const yes = agreed('2026-03-10T15:00:00Z', offer)
    const missed = story(ORDERED, FAR, yes, moved('2026-03-16T15:00:00Z', '2026-03-18'))
    expect(named(of(missed.spoken, 'promise_missed', 'delay_option')).at(-1)).toBe(
      '03-21T13:00 delay_option',
    )
  })

  it('is what a later offer is measured against, and not the first date of all', () => {
    const again = story(ORDERED, SLIP, moved('2026-03-20T15:00:00Z', '2026-04-02'))
    const second = of(again.spoken, 'delay_option')[1]?.wanted
    expect(second?.because.facts).toMatchObject({ stood: { L1: '2026-03-30' } })
    expect(second?.why).not.toContain('2026-03-16')
  })
})

describe('what was before, in an offer', () => {
  it('is never the new date itself: of one that was told as moved it is the one before', () => {
    const line = backordered('L1')
    const told = ownEvent('message.sent', '2026-03-09T16:00:00Z', {
      said: {
        messageId: 'msg_slip',
        kind: 'eta_slipped',
        key: 'eta_slipped:msg_1',
        channel: 'email',
        told: {
          dates: { L1: '2026-03-30' },
          statements: {},
          shipments: [],
          cancelled: {},
          allocated: {},
        },
      },
    })
    const turned = story(placed([line]), { ...SLIP, receivedAt: '2026-03-09T15:00:00.000Z' }, told)
    const offers = of(turned.spoken, 'delay_option')
    for (const { wanted } of offers)
      for (const date of wanted.facts.dates) expect(date.old).not.toBe(date.new)
  })

  it('is the date shown at checkout where none was told', () => {
    const known = story(shown(null, '2026-03-20'), moved('2026-03-05T15:00:00Z', '2026-04-02'))
    expect(of(known.spoken, 'delay_option')[0]?.wanted.facts.dates).toEqual([
      { lineId: 'L1', old: '2026-03-20', new: '2026-04-14' },
    ])
  })
})

describe('who chose something else', () => {
  const offered = anEvent(
    'substitute.offered',
    '2026-03-10T15:00:00Z',
    { line_id: 'L1', options: [{ sku: 'NEW', title: 'Lamp Two' }] },
    { id: 'evt_sub' },
  )
  const chosen = ownEvent('substitute.chosen', '2026-03-10T17:00:00Z', {
    by: 'shopper',
    offer: 'evt_sub',
    line_id: 'L1',
    sku: 'NEW',
  })

  it.each([
    ['before an offer', []],
    ['after an offer', [FAR]],
  ])('%s is not asked about what was ordered, nor cancelled for it', (_, slips) => {
    const swapped = story(ORDERED, ...slips, offered, chosen)
    const after = swapped.spoken.filter(({ at }) => at > '2026-03-10T17:00')
    expect(
      named(of(after, 'delay_option', 'delay_option_reminder', 'delay_expired', 'promise_missed')),
    ).toEqual([
      // Thirty days from the choice, and then thirty more: of what was chosen.
      '04-06T14:00 delay_option',
      '05-02T14:00 delay_option_reminder',
      '05-07T14:00 delay_option_reminder',
      '05-10T04:00 delay_expired',
    ])
  })
})

describe('who asked to cancel', () => {
  it('is not asked whether to wait, and hears that the wish is still with us', () => {
    const asked = story(
      ORDERED,
      allocated('2026-03-04T15:00:00Z'),
      asksToCancel('2026-03-05T15:00:00Z'),
      FAR,
    )
    const after = asked.spoken.filter(({ at }) => at > '2026-03-05T15:00')
    expect(named(of(after, 'delay_option', 'delay_option_reminder'))).toEqual([])
    const words = of(after, 'backorder_update', 'eta_slipped', 'promise_missed')
    expect(words.length).toBeGreaterThan(0)
    for (const { wanted } of words)
      expect(wanted.facts.cancelAsked).toEqual({ on: '2026-03-05', lines: ['L1'] })
  })

  it('of a part hears so with the rest, which stock comes for', () => {
    const order = placed([backordered('L1', '2026-03-12', { quantity: 2 })])
    const wish = asksToCancel('2026-03-04T15:00:00Z')
    const comes = anEvent('backorder.allocated', '2026-03-04T16:30:00Z', {
      lines: [{ id: 'L1', quantity: 2 }],
    })
    const { spoken } = play([order, wish, comes], '2026-03-05T15:00:00.000Z')

    expect(of(spoken, 'restocked').map(({ wanted }) => wanted.facts.cancelAsked)).toEqual([
      { on: '2026-03-04', lines: [], parts: [{ lineId: 'L1', quantity: 1 }] },
    ])
  })

  it('gets it by the law at the latest when its day is over', () => {
    const asked = story(
      ORDERED,
      allocated('2026-03-04T15:00:00Z'),
      asksToCancel('2026-03-05T15:00:00Z'),
    )
    expect(expiredOn(asked.order)).toBe('2026-03-16')
  })
})
