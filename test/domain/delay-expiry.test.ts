import { describe, expect, it } from 'vitest'
import { wantedMerchantNotices } from '../../src/domain/cadence/merchant/index.ts'
import { cancelRights, openOffers } from '../../src/domain/delay-answer.ts'
import { expiringClocks } from '../../src/domain/delay-expiry.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { awaitsFeed, dueDecisions, nextDecisionAt } from '../../src/domain/timed-decision.ts'
import { anEvent, backordered, contextAt, lineData, PROMISED, placed } from '../support/events.ts'
import {
  agreed,
  expiredOn,
  FAR,
  FTC,
  heard,
  moved,
  ORDERED,
  offerIdOf,
  offersOf,
  SLIP,
  shippedOn,
  tell,
} from './delay-story.ts'
import { play } from './story-driver.ts'

it('is reminded of for the last time though a further offer went the day before', () => {
  const later = moved('2026-04-12T15:00:00Z', '2026-05-20')
  const story = tell([ORDERED, FAR, later])

  expect(heard(story).slice(-3)).toEqual([
    '04-12T15:10 delay_option',
    '04-13T14:00 delay_option_reminder',
    '04-16T04:00 delay_expired',
  ])
})

describe('an expiry that is held', () => {
  const outage = (from: string, to: string) => ({ down: { from, to } })

  it('goes before the merchant where the offer was late through our own outage', () => {
    const slip = moved('2026-03-16T15:00:00Z', '2026-03-24')
    const down = outage('2026-03-16T15:05:00.000Z', '2026-03-17T12:00:00.000Z')
    const story = tell([ORDERED, slip], down)

    expect(offersOf(story.order)).toEqual([])
    expect(expiredOn(story.order)).toBeNull()
    expect(expiringClocks(story.order, contextAt('2026-03-17T12:00:00Z', FTC))).toMatchObject([
      { held: 'late' },
    ])
  })

  it('is no hold where the offer went in time: its reader was told of the day', () => {
    const down = outage('2026-04-15T00:00:00.000Z', '2026-04-18T12:00:00.000Z')
    const story = tell([ORDERED, FAR], down)
    expect(heard(story).at(-1)).toBe('04-18T12:00 delay_expired')
  })

  it('goes before the merchant where nobody looked for a day, and nothing had been offered', () => {
    const late = tell([ORDERED], outage('2026-03-16T00:00:00.000Z', '2026-03-18T12:00:00.000Z'))
    expect(expiredOn(late.order)).toBeNull()
    const hours = tell([ORDERED], outage('2026-03-16T00:00:00.000Z', '2026-03-17T12:00:00.000Z'))
    expect(expiredOn(hours.order)).toBe(PROMISED)
  })

  it('goes before the merchant where the order is first known to us after T', () => {
    const imported = placed([backordered('L1')], {
      at: '2026-01-05T15:00:00Z',
      receivedAt: '2026-03-10T15:00:00Z',
    })
    const story = tell([imported])
    expect(story.order.expiries).toEqual([])
    expect(offersOf(story.order)).toEqual([])
  })

  it('is an ordinary one where the order is imported before T', () => {
    const imported = placed([backordered('L1', null)], {
      at: '2026-02-20T15:00:00Z',
      receivedAt: '2026-03-10T15:00:00Z',
    })
    expect(heard(tell([imported]))[0]).toBe('03-19T14:00 delay_option')
  })

  it('goes before the merchant where a package was voided that had gone out in time', () => {
    const gone = shippedOn('2026-03-10T15:00:00Z')
    const voided = anEvent('shipment.voided', '2026-03-20T15:00:00Z', { shipment_id: 'S1' })
    expect(tell([ORDERED, gone, voided]).order.expiries).toEqual([])
  })

  it('ends as it was told where the package was voided before the offer', () => {
    const gone = shippedOn('2026-03-04T15:00:00Z')
    const voided = anEvent('shipment.voided', '2026-03-04T18:00:00Z', { shipment_id: 'S1' })
    const story = tell([ORDERED, gone, voided, FAR])

    expect(heard(story).some((word) => word.endsWith('delay_option_reminder'))).toBe(true)
    expect(expiredOn(story.order)).toBe(expiredOn(tell([ORDERED, FAR]).order))
  })

  it('waits while the feed looks dead, and is looked at by the hour', () => {
    const since = '2026-04-12T00:00:00.000Z'
    const feed = (now: string) => (now >= '2026-04-15' && now < '2026-04-19T10:30' ? since : null)
    const story = tell([ORDERED, FAR], { feed })
    expect(heard(story).at(-1)).toBe('04-19T11:00 delay_expired')

    const dead = { ...contextAt('2026-04-16T04:20:00Z', FTC), feedSilentSince: since }
    const order = play([ORDERED, FAR], '2026-04-15T00:00:00.000Z', { policy: FTC }).order
    expect(dueDecisions(order, dead)).toEqual([])
    expect(awaitsFeed(order, dead)).toBe(true)
    expect(nextDecisionAt(order, dead)).toBe('2026-04-16T05:00:00.000Z')
  })

  it('ends as its offer had said where the rule binds its shop no more, and nothing new is asked', () => {
    const off = { delay_options: 'notify' as const }
    const since = (from: string) => ({ policyAt: (now: string) => (now >= from ? off : {}) })
    const further = moved('2026-03-20T15:00:00Z', '2026-05-20')
    const story = tell([ORDERED, FAR, further], since('2026-03-12'))

    expect(heard(story)).toEqual([
      '03-09T15:10 delay_option',
      '03-20T15:10 eta_slipped',
      '04-08T14:00 delay_option_reminder',
      '04-13T14:00 delay_option_reminder',
      '04-16T04:00 delay_expired',
    ])
    const until = '2026-03-13T00:00:00.000Z'
    const { order } = tell([ORDERED, FAR], {}, until)
    const now = contextAt(until, off)
    expect(openOffers(order, now)).toHaveLength(1)

    const yes = agreed('2026-03-10T15:00:00Z', offerIdOf(order))
    const kept = tell([ORDERED, FAR, yes], since('2026-03-12'))
    expect(kept.order.expiries).toEqual([])
    expect(cancelRights(kept.order, contextAt('2026-05-20T00:00:00Z', off))).toEqual(['L1'])
  })

  describe('of a package that was taken back while its offer waits', () => {
    const out = shippedOn('2026-04-06T15:00:00Z')
    const voided = (at: string) => anEvent('shipment.voided', at, { shipment_id: 'S1' })
    const since = ({ spoken }: ReturnType<typeof tell>) =>
      spoken
        .filter(({ at }) => at > '2026-04-07')
        .map(({ at, kind }) => `${at.slice(5, 16)} ${kind}`)

    it('is said first to be no package, by the word that asks again', () => {
      // The first reminder was due on the 8th: the word of the 10th has the same words.
      expect(since(tell([ORDERED, FAR, out, voided('2026-04-10T15:00:00Z')]))).toEqual([
        '04-10T15:10 backorder_confirmed',
        '04-13T14:00 delay_option_reminder',
        '04-16T04:00 delay_expired',
      ])
      // Due while that word rests.
      const near = tell([ORDERED, FAR, out, voided('2026-04-08T13:55:00Z')])
      expect(since(near)[0]).toBe('04-08T14:05 backorder_confirmed')
    })

    it('says nothing where it leaves minutes later under another number', () => {
      const at = '2026-04-10T15:04:00Z'
      const data = { shipment_id: 'S2', shipped_at: at, lines: [{ id: 'L1', quantity: 1 }] }
      const anew = anEvent('shipment.created', at, data)
      const back = voided('2026-04-10T15:00:00Z')

      expect(since(tell([ORDERED, FAR, out, back, anew]))).toEqual(['04-10T15:04 shipped'])
      const { order } = tell([ORDERED, FAR, out, back], {}, '2026-04-10T15:01:00.000Z')
      const warned = wantedMerchantNotices(order, contextAt('2026-04-10T15:01:00Z', FTC))
      expect(warned.find(({ kind }) => kind === 'delay.expiring')?.dueAt).toBe(
        '2026-04-10T15:10:00.000Z',
      )
    })

    it('goes before the merchant where its last reminder fell into those days', () => {
      const story = tell([ORDERED, FAR, out, voided('2026-04-14T15:00:00Z')])
      expect(story.order.expiries).toEqual([])
      expect(expiringClocks(story.order, contextAt('2026-04-17T12:00:00Z', FTC))).toMatchObject([
        { held: 'late' },
      ])
    })
  })

  it('never cancels by itself where the policy asks the merchant', () => {
    const story = tell([ORDERED, FAR], { policy: { expiry: 'confirm' } })
    expect(story.order.expiries).toEqual([])
    expect(heard(story).filter((word) => word.endsWith('delay_expired'))).toEqual([])
  })

  it('loses to a package that had left, and its reader is told that it ships after all', () => {
    const left = '2026-04-15T15:00:00Z'
    const lines = [{ id: 'L1', quantity: 1 }]
    const data = { shipment_id: 'S1', shipped_at: left, lines }
    const late = anEvent('shipment.created', left, data, { receivedAt: '2026-04-17T15:00:00Z' })
    const kinds = tell([ORDERED, FAR, late]).spoken.map(({ kind }) => kind)
    expect(kinds.slice(-3)).toEqual(['delay_expired', 'shipped', 'cancellation_declined'])
  })

  it('shows what is to come in the plan while an offer waits for its answer', () => {
    const early = play([ORDERED, FAR], '2026-03-20T00:00:00.000Z', { policy: FTC })
    const isPlan = (one: { kind: string; status: string }) =>
      one.kind === 'delay_expired' && one.status !== 'withdrawn'
    const coming = early.stored.find(isPlan)
    expect(coming).toMatchObject({ status: 'planned', dueAt: '2026-04-16T04:00:00.000Z' })
    // And the row that support saw coming is the one that goes.
    const rows = tell([ORDERED, FAR]).stored.filter(isPlan)
    expect(rows).toMatchObject([{ key: coming?.key, status: 'sent' }])
  })
})

describe('the next word before an end', () => {
  const next = (events: Recorded[], now: string, policy: Partial<Policy> = {}) =>
    play(events, now, { policy: { ...FTC, ...policy } })
      .stored.filter(({ status }) => status === 'planned')
      .map(({ kind, dueAt }) => `${dueAt.slice(5, 16)} ${kind}`)

  it('is that it ends, and no apology nine hours later, which would never come', () => {
    const unasked = next([ORDERED], '2026-03-16T00:00:00.000Z')
    expect(unasked).toContain('03-17T04:00 delay_expired')
    expect(unasked.join()).not.toContain('promise_missed')
    const agreed = next([ORDERED, SLIP], '2026-03-28T00:00:00.000Z')
    expect(agreed).toContain('03-31T04:00 delay_expired')
    expect(agreed.join()).not.toContain('promise_missed')
  })

  it('is the apology where the merchant is asked before anything is cancelled', () => {
    const held = next([ORDERED], '2026-03-16T00:00:00.000Z', { expiry: 'confirm' })
    expect(held).toContain('03-17T13:00 promise_missed')
    expect(held.join()).not.toContain('delay_expired')
  })

  it('says within the last 7 days that it is cancelled if it has not shipped', () => {
    const updates = tell([ORDERED, SLIP]).spoken.filter(({ kind }) => kind === 'backorder_update')
    expect(updates.map(({ at, wanted }) => [at.slice(5, 10), wanted.facts.endsOn ?? null])).toEqual(
      [
        ['03-16', null],
        ['03-23', '2026-03-30'],
        ['03-30', '2026-03-30'],
      ],
    )
  })

  it('is told by the check-in and by a date that moves, with the lines that it is about', () => {
    const soon = (shown_ships_by: string) =>
      placed([
        backordered('L1', '2026-03-04', {
          backorder: { quantity: 1, kind: 'standard', expected_at: '2026-03-04', shown_ships_by },
        }),
        backordered('L2'),
      ])
    const endsOf = (events: Recorded[]) =>
      tell(events).spoken.map(({ kind, wanted: { facts } }) => [
        kind,
        facts.endsOn ?? null,
        facts.endsFor ?? [],
      ])
    const checked = endsOf([soon('2026-03-06')])
    expect(checked).toContainEqual(['backorder_confirmed', null, []])
    expect(checked).toContainEqual(['backorder_checkin', '2026-03-06', ['L1']])
    expect(endsOf([ORDERED, SLIP, moved('2026-03-23T15:00:00Z', '2026-03-23')])).toContainEqual([
      'eta_improved',
      '2026-03-30',
      ['L1'],
    ])
  })

  it('is told by no word where its date goes by before: the offer of then moves the end', () => {
    const early = placed([
      backordered('L1', '2026-03-04', {
        backorder: {
          quantity: 1,
          kind: 'standard',
          expected_at: '2026-03-04',
          shown_ships_by: '2026-03-10',
        },
      }),
    ])
    const { spoken, order } = tell([early])
    const first = spoken.findIndex(({ wanted }) => wanted.facts.told.offers)

    expect(spoken[first]?.at.slice(0, 10)).toBe('2026-03-07')
    expect(spoken.slice(0, first).filter(({ wanted }) => wanted.facts.endsOn)).toEqual([])
    expect(expiredOn(order)).not.toBe('2026-03-10')
  })

  it('is told by no word where the merchant confirms each end', () => {
    const { spoken } = tell([ORDERED, SLIP], { policy: { expiry: 'confirm' } })
    expect(spoken.filter(({ wanted }) => wanted.facts.endsOn)).toEqual([])
  })
})

describe('an update after the day of an offer', () => {
  const deadFeed = (now: string) =>
    now >= '2026-04-15' && now < '2026-04-20T15' ? '2026-04-12T00:00:00.000Z' : null
  it.each([
    ['that the merchant has to confirm', { policy: { expiry: 'confirm' as const } }],
    ['that a dead feed holds', { feed: deadFeed }],
  ])('says no more of a day %s that it lies ahead', (_, over) => {
    const updates = tell([ORDERED, FAR], over).spoken.filter(
      ({ kind }) => kind === 'backorder_update',
    )
    const saysSo = updates.map(({ at, wanted }) => [
      at < '2026-04-16T04:00',
      wanted.facts.offers.length === 1,
    ])
    expect(saysSo.some(([isAhead]) => !isAhead)).toBe(true)
    expect(saysSo.filter(([isAhead, says]) => isAhead !== says && says)).toEqual([])
    expect(saysSo.some(([, says]) => says)).toBe(true)
  })
})

describe('delay.expiring', () => {
  const notices = (events: Recorded[], now: string, policy: Partial<Policy> = {}) =>
    wantedMerchantNotices(
      play(events, now, { policy: { ...FTC, ...policy } }).order,
      contextAt(now, { ...FTC, ...policy }),
    )
      .filter(({ kind }) => kind === 'delay.expiring')
      .map(({ key, dueAt, facts }) => [key, dueAt.slice(5, 16), facts.by])

  it('goes 7 and 2 days before silence cancels', () => {
    expect(notices([ORDERED, FAR], '2026-03-20T00:00:00.000Z')).toEqual([
      ['delay.expiring:2026-04-15:7', '04-08T14:00', 'tidings'],
      ['delay.expiring:2026-04-15:2', '04-13T14:00', 'tidings'],
    ])
    expect(notices([ORDERED, FAR], '2026-04-14T00:00:00.000Z')).toHaveLength(1)
  })

  it('goes on more days where the policy names them, as does the reminder', () => {
    const more = { warned_days: [2, 14, 7] }
    expect(notices([ORDERED, FAR], '2026-03-20T00:00:00.000Z', more)).toEqual([
      ['delay.expiring:2026-04-15:14', '04-01T14:00', 'tidings'],
      ['delay.expiring:2026-04-15:7', '04-08T14:00', 'tidings'],
      ['delay.expiring:2026-04-15:2', '04-13T14:00', 'tidings'],
    ])
    expect(notices([ORDERED, FAR], '2026-04-09T00:00:00.000Z', more)).toHaveLength(2)
    const story = tell([ORDERED, FAR], { policy: more })
    expect(heard(story).filter((word) => word.endsWith('reminder'))).toEqual([
      '04-01T14:00 delay_option_reminder',
      '04-08T14:00 delay_option_reminder',
      '04-13T14:00 delay_option_reminder',
    ])
  })

  it('goes 7 and 2 days before a date of the seller that must be kept, and wakes for each', () => {
    expect(notices([ORDERED], '2026-03-09T13:59:00.000Z')).toEqual([])
    const order = play([ORDERED], '2026-03-08T00:00:00.000Z', { policy: FTC }).order
    const wakes = (at: string) => nextDecisionAt(order, contextAt(at, FTC))
    expect(wakes('2026-03-08T00:00:00Z')).toBe('2026-03-09T14:00:00.000Z')
    expect(wakes('2026-03-09T14:00:00Z')).toBe('2026-03-14T14:00:00.000Z')
    expect(notices([ORDERED], '2026-03-09T14:00:00.000Z')).toEqual([
      ['delay.expiring:2026-03-16:7', '03-09T14:00', 'tidings'],
    ])
    expect(notices([ORDERED], '2026-03-14T14:00:00.000Z')).toEqual([
      ['delay.expiring:2026-03-16:2', '03-14T14:00', 'tidings'],
    ])
  })

  it('goes also where a further delay is offered at that moment, and its customer hears that alone', () => {
    for (const at of ['2026-04-13T13:50:00Z', '2026-04-13T13:55:00Z']) {
      const further = moved(at, '2026-05-20')
      const story = tell([ORDERED, FAR, further], {}, '2026-04-13T15:00:00.000Z')
      expect(heard(story).slice(2)).toEqual([
        `${story.spoken.at(-1)?.at.slice(5, 16)} delay_option`,
      ])
      expect(notices([ORDERED, FAR, further], '2026-04-13T14:06:00.000Z')).toEqual([
        ['delay.expiring:2026-04-15:2', '04-13T14:00', 'tidings'],
      ])
    }
  })

  it('goes 7 and 2 days before a revised date that was agreed to', () => {
    expect(notices([ORDERED, SLIP], '2026-03-24T00:00:00.000Z')).toEqual([
      ['delay.expiring:2026-03-30:7', '03-23T14:00', 'tidings'],
    ])
    expect(notices([ORDERED, SLIP], '2026-03-28T14:00:00.000Z')).toEqual([
      ['delay.expiring:2026-03-30:2', '03-28T14:00', 'tidings'],
    ])
  })

  it('and what it ended in are said to be untold where nothing reaches the customer', () => {
    const nobody = placed([backordered('L1')], { customer: {} })
    const { order } = tell([nobody])
    const of = (reach: 'none' | 'email') =>
      wantedMerchantNotices(order, { ...contextAt('2026-04-03T12:00:00Z', FTC), reach })
        .filter(({ kind }) => kind === 'delay.expired' || kind === 'refund.due')
        .map(({ facts }) => facts.isUnreached ?? false)
    expect(of('none')).toEqual([true, true])
    expect(of('email')).toEqual([false, false])
  })

  it('is of nothing where the line has no date: its offer comes first', () => {
    expect(notices([placed([lineData('L1')])], '2026-03-10T00:00:00.000Z')).toEqual([])
  })

  it('puts before the merchant what is not cancelled by itself', () => {
    const confirm = notices([ORDERED], '2026-03-20T00:00:00.000Z', { expiry: 'confirm' })
    expect(confirm).toEqual([['delay.expiring:2026-03-16:past', '03-17T04:00', 'merchant']])
  })

  it('puts it before the merchant when its day is over, though no message is due then', () => {
    const policy = { ...FTC, expiry: 'confirm' as const }
    const eve = '2026-04-14T00:00:00.000Z'
    const { order } = play([ORDERED, FAR], eve, { policy })
    expect(nextDecisionAt(order, contextAt(eve, policy))).toBe('2026-04-16T04:00:00.000Z')
    const over = contextAt('2026-04-16T04:00:00Z', policy)
    expect(nextDecisionAt(order, over)).toBeNull()
    expect(dueDecisions(order, over)).toEqual([])
  })
})

describe('the refund', () => {
  it('435.1(b): is due within seven working days, and is told with what was cancelled', () => {
    const last = tell([ORDERED]).spoken.at(-1)
    expect(last?.kind).toBe('delay_expired')
    expect(last?.wanted.facts).toMatchObject({
      cancelled: [{ lineId: 'L1', quantity: 1 }],
      refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2026-03-26' },
    })
  })
})
