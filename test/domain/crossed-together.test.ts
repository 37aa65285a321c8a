import { describe, expect, it } from 'vitest'
import { wantCancellationAsked } from '../../src/domain/cadence/cancellation-asked.ts'
import { addHours, addMinutes } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, contextAt, fold, lineData, ownEvent, placed, sendNow } from '../support/events.ts'
import { play } from './story-driver.ts'

/** Ten past nine in the evening in New York: from here on texts lie until eight. */
const NIGHT = '2026-03-04T02:10:00.000Z'
const LATER = addHours(NIGHT, 24)
const lamps = (customer?: { phone: string; sms_consent: boolean }) =>
  placed([lineData('L1', { quantity: 4 }), lineData('L2')], {
    at: addHours(NIGHT, -8),
    ...(customer && { customer }),
  })
const asked = (quantity = 4) =>
  ownEvent(
    'cancellation.requested',
    NIGHT,
    { by: 'shopper', lines: [{ id: 'L1', quantity, total: quantity }], reason: null },
    'own_ask',
  )
const leaves = (shipment_id: string, at: string, quantity = 2, id = 'L1') =>
  anEvent(
    'shipment.created',
    at,
    { shipment_id, shipped_at: at, lines: [{ id, quantity }] },
    { id: `evt_${shipment_id}` },
  )
const voided = (shipment_id: string) => anEvent('shipment.voided', LATER, { shipment_id })
const declined = (events: readonly Recorded[], now = LATER) =>
  wantCancellationAsked(fold(events), contextAt(now)).filter(
    ({ kind }) => kind === 'cancellation_declined',
  )
const both = [leaves('S1', addMinutes(NIGHT, 10)), leaves('S2', addMinutes(NIGHT, 10))]

describe('packages that left with what was asked to be cancelled', () => {
  it('are one word of all that left, where none was told yet', () => {
    expect(declined([lamps(), asked(), ...both])).toMatchObject([
      {
        key: 'cancellation_declined:evt_S1',
        why: 'Packages S1 and S2 left with Item L1, which was to be cancelled.',
        facts: {
          lines: ['L1'],
          cancelled: [{ lineId: 'L1', quantity: 4 }],
          shipments: ['S1', 'S2'],
        },
      },
    ])
  })

  it('are one word of several lines too, each cancelled by an act of its own', () => {
    const off = (id: string, quantity: number) =>
      ownEvent(
        'cancellation.made',
        NIGHT,
        { by: 'shopper', lines: [{ id, quantity, total: quantity }], reason: null },
        `own_${id}`,
      )
    const events = [
      lamps(),
      off('L1', 4),
      off('L2', 1),
      leaves('S1', addMinutes(NIGHT, 10), 4),
      leaves('S2', addMinutes(NIGHT, 10), 1, 'L2'),
    ]
    const cancelled = [
      { lineId: 'L1', quantity: 4 },
      { lineId: 'L2', quantity: 1 },
    ]

    expect(declined(events)).toMatchObject([{ facts: { cancelled, shipments: ['S1', 'S2'] } }])
    const said = sendNow(events, 'cancellation_declined', LATER)
    expect(declined(said)).toMatchObject([{ facts: { cancelled } }])
  })

  it('stay that one word once it was said, also where one of them is voided', () => {
    const said = sendNow([lamps(), asked(), ...both], 'cancellation_declined', LATER)

    expect(declined(said)).toMatchObject([
      { key: 'cancellation_declined:evt_S1', facts: { shipments: ['S1', 'S2'] } },
    ])
    for (const id of ['S1', 'S2'])
      expect(declined([...said, voided(id)]).map(({ key }) => key)).toEqual([
        'cancellation_declined:evt_S1',
      ])
  })

  it('are a word each where the second left after the first was told', () => {
    const [one, other] = both as [Recorded, Recorded]
    const said = sendNow([lamps(), asked(), one], 'cancellation_declined', addHours(NIGHT, 1))

    expect(declined([...said, other]).map(({ key, facts }) => [key, facts.cancelled])).toEqual([
      ['cancellation_declined:evt_S1', [{ lineId: 'L1', quantity: 2 }]],
      ['cancellation_declined:evt_S2', [{ lineId: 'L1', quantity: 2 }]],
    ])
  })

  it('are one text in the morning, of all that left by night', () => {
    const customer = { phone: '+12125550123', sms_consent: true }
    const events = [
      lamps(customer),
      asked(),
      leaves('S1', addMinutes(NIGHT, 10)),
      leaves('S2', addMinutes(NIGHT, 70)),
    ]
    const texts = play(events, addHours(NIGHT, 48)).spoken.filter(
      ({ kind }) => kind === 'cancellation_declined',
    )

    expect(texts.map(({ channel, wanted }) => [channel, wanted.facts.cancelled])).toEqual([
      ['sms', [{ lineId: 'L1', quantity: 4 }]],
    ])
  })
})
