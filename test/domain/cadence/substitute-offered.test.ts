import { describe, expect, it } from 'vitest'
import { wantSubstituteOffered } from '../../../src/domain/cadence/substitute-offered.ts'
import { foldContact } from '../../../src/domain/fold-contact.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import { replan } from '../../../src/domain/replan.ts'
import type { Said } from '../../../src/domain/said.ts'
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

const withoutOffers = ({ told, ...said }: Omit<Said, 'at'>): Omit<Said, 'at'> => {
  const { substitutes: _, ...rest } = told
  return { ...said, told: rest }
}

describe('substitute_offered', () => {
  it('goes at once, with what may be had and what it costs beside', () => {
    expect(want([one, offer()])).toMatchObject([
      {
        kind: 'substitute_offered',
        key: 'substitute_offered:evt_offer',
        dueAt: AT,
        facts: {
          lines: ['L1'],
          substitutes: [
            {
              offer: 'evt_offer',
              lineId: 'L1',
              options: [{ sku: 'NEW', priceDifference: { amount: '-2.00', currency: 'USD' } }],
            },
          ],
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

  describe('of several lines', () => {
    const lines = placed(['L1', 'L2', 'L3'].map((id) => backordered(id, null)))
    const offerOf = (id: string, at = AT) =>
      anEvent(
        'substitute.offered',
        at,
        { line_id: id, options: [{ sku: `NEW_${id}`, title: `New ${id}` }] },
        { id: `evt_${id}` },
      )
    const three = [lines, offerOf('L1'), offerOf('L2'), offerOf('L3')]
    const keysAndLines = (events: Recorded[], now = AT) =>
      want(events, now).map(({ key, facts }) => [key, facts.substitutes.map((one) => one.lineId)])
    const LATER = '2026-03-03T18:00:00.000Z'
    const take = (id: string) =>
      ownEvent('substitute.chosen', LATER, {
        by: 'shopper',
        offer: `evt_${id}`,
        line_id: id,
        sku: `NEW_${id}`,
      })

    it('that nobody has heard of is one message, under the last of their keys', () => {
      expect(keysAndLines(three)).toEqual([['substitute_offered:evt_L3', ['L1', 'L2', 'L3']]])
      expect(want(three)[0]?.facts.lines).toEqual(['L1', 'L2', 'L3'])
    })

    it('leaves out of what has not gone the one that was taken, or is over', () => {
      expect(keysAndLines([...three, take('L1')], LATER)).toEqual([
        ['substitute_offered:evt_L3', ['L2', 'L3']],
      ])
      const gone = anEvent('order.cancelled', LATER, { lines: [{ id: 'L2', quantity: 1 }] })
      expect(keysAndLines([...three, gone], LATER)).toEqual([
        ['substitute_offered:evt_L3', ['L1', 'L3']],
      ])
    })

    it('is a message of its own where it comes after the others were said', () => {
      const said = sendNow([lines, offerOf('L1'), offerOf('L2')], 'substitute_offered', AT)
      expect(keysAndLines([...said, offerOf('L3', LATER)], LATER)).toEqual([
        ['substitute_offered:evt_L2', ['L1', 'L2']],
        ['substitute_offered:evt_L3', ['L3']],
      ])
      expect(keysAndLines([...said, take('L1')], LATER)).toEqual([
        ['substitute_offered:evt_L2', ['L2']],
      ])
    })

    it('waits for no pause of those whose mail came back', () => {
      const events = [lines, offerOf('L1'), offerOf('L3', LATER)]
      const bounced = {
        messageId: 'msg_1',
        kind: 'substitute_offered' as const,
        key: 'substitute_offered:evt_L1',
        channel: 'email' as const,
        status: 'bounced' as const,
        to: 'jon.snow@example.com',
        dueAt: AT,
        sentAt: AT,
        why: '',
      }
      const contact = foldContact(events)
      const soon = (some: Recorded[]) =>
        replan(fold(some), contact, [bounced], contextAt(LATER)).insert.find(
          ({ kind }) => kind === 'substitute_offered',
        )

      expect(soon(events)).toMatchObject({ dueAt: LATER, facts: { lines: ['L1', 'L3'] } })
      expect(soon(events.slice(0, 2))?.dueAt).toBe('2026-03-04T15:00:00.000Z')
    })

    it('reads a message that was recorded when each held one offer', () => {
      const said = sendNow([lines, offerOf('L1')], 'substitute_offered', AT).map((event) =>
        event.type === 'message.sent'
          ? { ...event, data: { ...event.data, said: withoutOffers(event.data.said) } }
          : event,
      )
      expect(keysAndLines([...said, offerOf('L2', LATER)], LATER)).toEqual([
        ['substitute_offered:evt_L1', ['L1']],
        ['substitute_offered:evt_L2', ['L2']],
      ])
    })
  })

  it('is none for an import', () => {
    expect(want([one, offer('2026-03-06T15:00:01Z')], '2026-03-06T15:00:01Z')).toEqual([])
  })
})
