import { describe, expect, it } from 'vitest'
import { wantSubstituteOffered } from '../../../src/domain/cadence/substitute-offered.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  ownEvent,
  placed,
  sendNow,
} from '../../support/events.ts'

const AT = '2026-03-03T15:00:00.000Z'
const want = (events: Recorded[], now = AT) => wantSubstituteOffered(fold(events), contextAt(now))
const one = placed([backordered('L1', null)])
const offer = (receivedAt = AT) =>
  anEvent(
    'substitute.offered',
    AT,
    {
      line_id: 'L1',
      options: [
        { sku: 'NEW', title: 'New', price_difference: { amount: '-2.00', currency: 'USD' } },
      ],
    },
    { id: 'evt_offer', receivedAt },
  )

describe('substitute_offered', () => {
  it('goes at once, with what may be had and what it costs beside', () => {
    expect(want([one, offer()])).toMatchObject([
      {
        kind: 'substitute_offered',
        key: 'substitute_offered:evt_offer',
        dueAt: AT,
        facts: {
          lines: ['L1'],
          substitute: {
            offer: 'evt_offer',
            lineId: 'L1',
            options: [{ sku: 'NEW', priceDifference: { amount: '-2.00', currency: 'USD' } }],
          },
        },
      },
    ])
  })

  it.each([
    ['in the hour that the clocks leave out', '2026-03-08T07:00:00.000Z'],
    ['after an outage', '2026-03-20T15:00:00.000Z'],
  ])('goes at once, and once, %s', (_, now) => {
    expect(want([one, offer()], now)).toMatchObject([{ dueAt: now }])
  })

  it('is still wanted after it was said, under the same key', () => {
    const said = sendNow([one, offer()], 'substitute_offered', AT)

    expect(want(said, '2026-03-04T15:00:00.000Z').map(({ key }) => key)).toEqual([
      'substitute_offered:evt_offer',
    ])
  })

  it('is not wanted once it was taken, or nothing waits any more', () => {
    const later = '2026-03-03T16:00:00.000Z'
    const chose = ownEvent('substitute.chosen', later, {
      by: 'shopper',
      offer: 'evt_offer',
      line_id: 'L1',
      sku: 'NEW',
    })

    expect(want([one, offer(), chose], later)).toEqual([])
    expect(want([one, offer(), anEvent('order.cancelled', later, {})], later)).toEqual([])
    expect(want([one])).toEqual([])
  })

  it('is none for an import', () => {
    expect(want([one, offer('2026-03-06T15:00:01Z')], '2026-03-06T15:00:01Z')).toEqual([])
  })
})
