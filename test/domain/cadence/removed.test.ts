import { describe, expect, it } from 'vitest'
import { wantOrderCancelled } from '../../../src/domain/cadence/order-cancelled.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  placed,
  said,
} from '../../support/events.ts'
import { inShort, play } from '../story-driver.ts'

const AT = '2026-03-03T15:00:00.000Z'
const order = placed([backordered('L1'), lineData('L2', { quantity: 3 })], {
  payment_status: 'paid',
})
const confirmed = said(PLACED_AT, 'backorder_confirmed', { dates: { L1: '2026-03-16' } })
const sets = (lines: Record<string, unknown>[], at = AT, receivedAt = at) =>
  anEvent('order.updated', at, { lines } as never, { id: 'evt_edit', receivedAt })
const want = (events: Recorded[]) => wantOrderCancelled(fold(events), contextAt(AT))

describe('a line that was taken off the order', () => {
  it('is told at once as cancelled, with what comes back and by when', () => {
    expect(want([order, confirmed, sets([{ id: 'L1', quantity: 0 }])])).toMatchObject([
      {
        kind: 'order_cancelled',
        key: 'order_cancelled:evt_edit',
        dueAt: AT,
        facts: {
          lines: ['L1'],
          cancelled: [{ lineId: 'L1', quantity: 1 }],
          refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2026-03-12' },
        },
      },
    ])
  })

  it('and so is a part of it', () => {
    expect(want([order, confirmed, sets([{ id: 'L2', quantity: 1 }])])).toMatchObject([
      { facts: { cancelled: [{ lineId: 'L2', quantity: 2 }] } },
    ])
  })

  it('is told once, and nothing more is heard of its date', () => {
    const story = play([order, sets([{ id: 'L1', quantity: 0 }])], '2026-03-05T00:00:00.000Z')

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-03T15:00 order_cancelled',
    ])
  })

  it('without a sum where something else took its place', () => {
    const swapped = sets([{ id: 'L1', quantity: 0 }, lineData('L9')])

    expect(want([order, confirmed, swapped])).toMatchObject([{ facts: { refund: null } }])
  })

  it('is no news where it was put back before a word went', () => {
    const back = anEvent('order.updated', AT, { lines: [{ id: 'L1', quantity: 1 }] } as never, {
      id: 'evt_edit_2',
    })

    expect(want([order, confirmed, sets([{ id: 'L1', quantity: 0 }]), back])).toEqual([])
  })

  it('is no news to who had heard of nothing and paid nothing yet, nor where it is an import', () => {
    const gone = [{ id: 'L1', quantity: 0 }]
    const unpaid = placed([backordered('L1'), lineData('L2')], { payment_status: 'pending' })

    expect(want([unpaid, sets(gone)])).toEqual([])
    expect(want([order, confirmed, sets(gone, AT, '2026-03-08T15:00:00.000Z')])).toEqual([])
  })

  it('is told with its sum where nothing was heard yet and the money comes back', () => {
    expect(want([order, sets([{ id: 'L1', quantity: 0 }])])).toMatchObject([
      { facts: { refund: { amount: { amount: '19.90' } } } },
    ])
  })

  it('is no news weeks later, when an order of before is folded anew', () => {
    const events = [order, confirmed, sets([{ id: 'L1', quantity: 0 }])]
    const wantAt = (now: string) => wantOrderCancelled(fold(events), contextAt(now)).length

    expect([wantAt('2026-03-17T15:00:00.000Z'), wantAt('2026-03-17T15:00:01.000Z')]).toEqual([1, 0])
  })

  it('is no news where it has left, or its reader chose something else', () => {
    const left = anEvent('shipment.created', PLACED_AT, {
      shipment_id: 'S1',
      shipped_at: PLACED_AT,
      lines: [{ id: 'L1', quantity: 1 }],
    })
    expect(want([order, confirmed, left, sets([{ id: 'L1', quantity: 0 }])])).toEqual([])
    const offer = anEvent(
      'substitute.offered',
      PLACED_AT,
      { line_id: 'L1', options: [{ sku: 'NEW', title: 'Item NEW' }] },
      { id: 'evt_offer' },
    )
    const choice = { by: 'shopper', offer: 'evt_offer', line_id: 'L1', sku: 'NEW' } as const
    const chosen = [offer, ownEvent('substitute.chosen', PLACED_AT, choice)]
    const swapped = sets([{ id: 'L1', quantity: 0 }, lineData('L9')])
    expect(want([order, confirmed, ...chosen, swapped])).toEqual([])
  })
})

describe('a line of which another article was chosen', () => {
  const offer = anEvent(
    'substitute.offered',
    PLACED_AT,
    { line_id: 'L1', options: [{ sku: 'NEW', title: 'Item NEW' }] },
    { id: 'evt_offer' },
  )
  const choice = { by: 'shopper', offer: 'evt_offer', line_id: 'L1', sku: 'NEW' } as const
  const three = placed([backordered('L1', '2026-03-12', { quantity: 3 })], {
    payment_status: 'paid',
  })
  const chosen = [three, confirmed, offer, ownEvent('substitute.chosen', PLACED_AT, choice)]
  const brings = (quantity: number) => lineData('L9', { sku: 'NEW', quantity })
  const goneOf = (lines: Record<string, unknown>[]) =>
    want([...chosen, sets(lines)]).map(({ facts }) => [facts.cancelled, facts.refund])

  it('is told as gone where the swap brings less than it takes', () => {
    const cancelled = [{ lineId: 'L1', quantity: 1, removed: 1 }]

    expect(goneOf([{ id: 'L1', quantity: 0 }, brings(2)])).toEqual([[cancelled, null]])
  })

  it('is not where the swap brings as much, or is yet to bring it', () => {
    expect(goneOf([{ id: 'L1', quantity: 0 }, brings(3)])).toEqual([])
    expect(goneOf([{ id: 'L1', quantity: 2 }, brings(1)])).toEqual([])
    expect(goneOf([{ id: 'L1', quantity: 0 }])).toEqual([])
  })

  it('is told as gone where it is of the other article itself, and lowered', () => {
    expect(goneOf([{ id: 'L1', sku: 'NEW', quantity: 2 }])).toMatchObject([
      [[{ lineId: 'L1', quantity: 1 }], { amount: { amount: '19.90' } }],
    ])
  })
})

/** What order_cancelled says of each: how many, how many of them off the order, and the sum. */
const sums = (notices: ReturnType<typeof want>) =>
  notices.map(({ key, facts }) => [
    key.replace('order_cancelled:', ''),
    ...facts.cancelled.map(({ lineId, quantity, removed }) => `${lineId} ${quantity}/${removed}`),
    facts.refund?.amount?.amount,
  ])
const desks = placed([backordered('L1', '2026-03-12', { quantity: 3 }), lineData('L2')], {
  payment_status: 'paid',
})
const lowers = (id: string, to: Record<string, number>, at = AT) =>
  anEvent(
    'order.updated',
    at,
    { lines: Object.entries(to).map(([line, quantity]) => ({ id: line, quantity })) } as never,
    { id },
  )
const cancels = (id: string, quantity: number, at = AT) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity }] }, { id })

describe('what was taken off in one moment with more', () => {
  it.each([
    ['two updates', [lowers('evt_a', { L1: 2 }), lowers('evt_b', { L2: 0 })]],
    ['an update, then a cancellation', [lowers('evt_a', { L1: 2 }), cancels('evt_b', 1)]],
    ['a cancellation, then an update', [cancels('evt_a', 1), lowers('evt_b', { L1: 2 })]],
    [
      'an update, then the whole order',
      [lowers('evt_a', { L1: 2 }), anEvent('order.cancelled', AT, {}, { id: 'evt_b' })],
    ],
  ])('is one word of one sum: %s', (name, events) => {
    const [notice, ...more] = want([desks, confirmed, ...events])

    expect(more).toEqual([])
    const [, ...said] = sums(notice ? [notice] : [])[0] ?? []
    expect(said).toEqual(
      {
        'two updates': ['L1 1/1', 'L2 1/1', '39.80'],
        'an update, then a cancellation': ['L1 2/1', '39.80'],
        'a cancellation, then an update': ['L1 2/1', '39.80'],
        'an update, then the whole order': ['L1 3/1', 'L2 1/undefined', '79.60'],
      }[name],
    )
  })

  it('is told once, whichever of them named the word', () => {
    const story = play(
      [
        desks,
        lowers('evt_a', { L1: 2 }),
        cancels('evt_b', 1),
        cancels('evt_c', 1, '2026-03-04T16:00:00.000Z'),
      ],
      '2026-03-05T00:00:00.000Z',
    )
    const words = story.spoken.filter(({ kind }) => kind === 'order_cancelled')

    expect(words.map(({ at, wanted }) => [at, wanted.facts.refund?.amount?.amount])).toEqual([
      [AT, '39.80'],
      ['2026-03-04T16:00:00.000Z', '19.90'],
    ])
  })

  it('before the first word of a text is one text of all that comes back', () => {
    const atNight = {
      at: '2026-03-02T06:00:00.000Z',
      customer: { phone: '+12125550123', sms_consent: true },
    }
    const story = play(
      [
        placed([backordered('L1', '2026-03-17', { quantity: 3 })], {
          ...atNight,
          payment_status: 'paid',
        }),
        lowers('evt_a', { L1: 2 }, '2026-03-02T06:10:00.000Z'),
        anEvent('order.cancelled', '2026-03-02T06:31:00.000Z', {}, { id: 'evt_b' }),
      ],
      '2026-03-05T00:00:00.000Z',
    )

    expect(inShort(story)).toEqual(['2026-03-02T13:00 order_cancelled (sms)'])
    expect(story.spoken[0]?.wanted.facts).toMatchObject({
      cancelled: [{ lineId: 'L1', quantity: 3, removed: 1 }],
      refund: { amount: { amount: '59.70' } },
    })
  })

  it('counts a unit once that was put back and taken off again', () => {
    const events = [
      lowers('evt_a', { L1: 2 }),
      lowers('evt_b', { L1: 3 }),
      lowers('evt_c', { L1: 1 }),
      lowers('evt_d', { L1: 2 }),
    ]

    expect(sums(want([desks, confirmed, ...events]))).toEqual([['evt_a', 'L1 1/1', '19.90']])
  })
})

describe('a unit that came and went before a word could tell of it', () => {
  const MINUTES = ['15:00', '15:10', '15:20', '15:30'].map((at) => `2026-03-03T${at}:00.000Z`)
  const [first = '', second = '', third = '', last = ''] = MINUTES
  const raise = lowers('evt_a', { L1: 4 }, first)
  const wantAtLast = (events: Recorded[]) =>
    sums(wantOrderCancelled(fold([desks, confirmed, ...events]), contextAt(last)))

  it('is no news', () => {
    expect(wantAtLast([raise, lowers('evt_b', { L1: 3 }, second)])).toEqual([])
  })

  it('nor is a line that was added and removed', () => {
    const added = anEvent('order.updated', first, { lines: [lineData('L9')] } as never)

    expect(wantAtLast([added, lowers('evt_b', { L9: 0 }, second)])).toEqual([])
  })

  it('and is no part of what was taken off with it', () => {
    expect(wantAtLast([raise, lowers('evt_b', { L1: 1 }, second)])).toEqual([
      ['evt_b', 'L1 2/2', '39.80'],
    ])
  })

  it('is told where a word went while it was on the order', () => {
    const word = said(second, 'backorder_update', {}, { messageId: 'msg_update' })

    expect(wantAtLast([raise, word, lowers('evt_b', { L1: 3 }, third)])).toEqual([
      ['evt_b', 'L1 1/1', '19.90'],
    ])
  })

  it('counts as on the order from when that was heard until the contrary was', () => {
    const word = said(second, 'backorder_update', {}, { messageId: 'msg_update' })
    const sets = (quantity: number, at: string, receivedAt: string) =>
      anEvent('order.updated', at, { lines: [{ id: 'L1', quantity }] } as never, { receivedAt })
    const before = '2026-03-03T15:05:00.000Z'

    expect(wantAtLast([sets(4, first, first), word, sets(3, before, third)])).toMatchObject([
      [expect.any(String), 'L1 1/1', '19.90'],
    ])
    expect(wantAtLast([sets(4, first, third), word, sets(3, third, last)])).toEqual([])
  })

  it('takes back the last that was added first', () => {
    const word = said(second, 'backorder_update', {}, { messageId: 'msg_update' })
    const more = lowers('evt_b', { L1: 5 }, third)

    expect(wantAtLast([raise, word, more, lowers('evt_c', { L1: 4 }, third)])).toEqual([])
    expect(wantAtLast([raise, word, more, lowers('evt_c', { L1: 3 }, third)])).toEqual([
      ['evt_c', 'L1 1/1', '19.90'],
    ])
  })

  it('makes no text of the night, nor a mail within the hour', () => {
    const atNight = (customer: object) =>
      inShort(
        play(
          [
            placed([lineData('L1', { quantity: 2 }), lineData('L2')], {
              customer,
              payment_status: 'paid',
            }),
            lowers('evt_a', { L1: 3 }, '2026-03-04T06:00:00.000Z'),
            lowers('evt_b', { L1: 2 }, '2026-03-04T06:40:00.000Z'),
            lowers('evt_c', { L1: 3 }, '2026-03-04T06:50:00.000Z'),
            lowers('evt_d', { L1: 2 }, '2026-03-04T06:50:00.000Z'),
          ],
          '2026-03-05T00:00:00.000Z',
        ),
      )

    expect(atNight({ email: 'jon.snow@example.com' })).toEqual(['2026-03-02T15:00 order_confirmed'])
    expect(atNight({ phone: '+12125550123', sms_consent: true })).toEqual([
      '2026-03-02T15:00 order_confirmed (sms)',
    ])
  })

  it('leaves a unit that was put back untold as it was told: taken off once', () => {
    const story = play(
      [
        desks,
        lowers('evt_a', { L1: 2 }, first),
        lowers('evt_b', { L1: 3 }, second),
        lowers('evt_c', { L1: 2 }, third),
      ],
      '2026-03-04T00:00:00.000Z',
    )

    expect(inShort(story).filter((word) => word.includes('order_cancelled'))).toEqual([
      '2026-03-03T15:00 order_cancelled',
    ])
  })
})
