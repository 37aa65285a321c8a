import { describe, expect, it } from 'vitest'
import { wantBackorderConfirmed } from '../../src/domain/cadence/backorder-confirmed.ts'
import { wantOrderConfirmed } from '../../src/domain/cadence/order-confirmed.ts'
import { delayClocks } from '../../src/domain/delay-option.ts'
import { toldDate } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  placed,
} from '../support/events.ts'
import { FTC, heard, tell } from './delay-story.ts'
import { inShort, play } from './story-driver.ts'

/** Three working days after Monday 2 March: the handling time of what came with the order. */
const PACKED = '2026-03-05'
const allocated = (id: string, at: string, quantity = 1) =>
  anEvent('backorder.allocated', at, { lines: [{ id, quantity }] })
const atOnce = allocated('L1', PLACED_AT)
const toldIn = (story: ReturnType<typeof play>, kind: string) =>
  story.spoken.find((one) => one.kind === kind)?.wanted.facts.told.dates

describe('stock that came before the first word', () => {
  it.each([null, '2026-03-12'])('has its date told by the confirmation (hoped for %s)', (day) => {
    const events = [placed([backordered('L1', day)]), atOnce]

    expect(wantOrderConfirmed(fold(events), contextAt(PLACED_AT))).toMatchObject([
      { facts: { told: { dates: { L1: PACKED }, allocated: { L1: 1 } } } },
    ])
  })

  it('is missed by name on the day after', () => {
    const story = play([placed([backordered('L1')]), atOnce], '2026-03-07T00:00:00.000Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 order_confirmed',
      '2026-03-06T14:00 promise_missed',
    ])
  })

  it('has it told and missed by text as well, whose word waited for the morning', () => {
    const night = '2026-03-03T04:00:00.000Z'
    const customer = { phone: '+12125550123', sms_consent: true }
    const order = placed([backordered('L1', null, { quantity: 2 })], {
      at: night,
      customer,
    } as Parameters<typeof placed>[1])
    const story = play(
      [order, allocated('L1', '2026-03-03T07:30:00.000Z', 2)],
      '2026-03-10T00:00:00.000Z',
    )

    expect(toldIn(story, 'order_confirmed')).toEqual({ L1: '2026-03-06' })
    expect(inShort(story)).toEqual([
      '2026-03-03T13:00 order_confirmed (sms)',
      '2026-03-07T14:00 promise_missed (sms)',
    ])
  })

  it('is no date that the order ends by: T is thirty days from it, as the law gives them', () => {
    const us = tell([placed([backordered('L1')]), atOnce], {}, '2026-03-20T00:00:00.000Z')
    const [clock] = delayClocks(us.order, contextAt('2026-03-20T00:00:00.000Z', FTC))

    expect(heard(us)[0]).toBe('03-06T14:00 promise_missed')
    expect(heard(us).join()).not.toContain('delay_expired')
    expect(clock).toMatchObject({ originalOn: '2026-04-01', basis: 'thirty_days' })
  })

  it('has it told by the cancellation that went in place of the confirmation', () => {
    const night = '2026-03-03T04:00:00.000Z'
    const customer = { phone: '+12125550123', sms_consent: true }
    const order = placed([backordered('L1', null), lineData('L2')], {
      at: night,
      customer,
    } as Parameters<typeof placed>[1])
    const gone = anEvent('order.cancelled', '2026-03-03T08:00:00.000Z', {
      lines: [{ id: 'L2', quantity: 1 }],
    })
    const story = play(
      [order, allocated('L1', '2026-03-03T07:30:00.000Z'), gone],
      '2026-03-08T00:00:00.000Z',
    )

    expect(toldIn(story, 'order_cancelled')).toEqual({ L1: '2026-03-06' })
    expect(inShort(story)).toEqual([
      '2026-03-03T13:00 order_cancelled (sms)',
      '2026-03-07T14:00 promise_missed (sms)',
    ])
  })

  it('has none told where nothing of it came: what is in stock has no date', () => {
    const plain = fold([placed([lineData('L1')])])

    expect(wantOrderConfirmed(plain, contextAt(PLACED_AT))[0]?.facts.told.dates).toEqual({})
  })
})

describe('stock that came in one moment with a new line', () => {
  const at = '2026-03-09T15:00:00.000Z'
  const added = (line: Recorded['data']) => anEvent('order.updated', at, { lines: [line] } as never)
  const story = () =>
    play(
      [
        placed([backordered('L1', null)]),
        allocated('L1', at),
        added(backordered('L2', '2026-03-20') as never),
      ],
      '2026-03-14T00:00:00.000Z',
    )

  it('has its date told by the word of the new line, and missed', () => {
    const played = story()

    expect(played.spoken.filter((one) => one.at === at)).toMatchObject([
      { kind: 'backorder_confirmed', wanted: { facts: { told: { dates: { L1: '2026-03-12' } } } } },
    ])
    expect(toldDate(played.order, 'L1')).not.toBe('2026-03-12')
    expect(inShort(played).at(-1)).toBe('2026-03-13T13:00 promise_missed')
  })

  it('is told with a first order likewise, of which another line waits', () => {
    const events = [placed([backordered('L1', null), backordered('L2')]), atOnce]
    const [wanted] = wantBackorderConfirmed(fold(events), contextAt(PLACED_AT))

    expect(wanted?.facts.told.dates).toEqual({ L1: PACKED, L2: '2026-03-16' })
  })
})
