import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../src/domain/instant.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, PLACED_AT, placed } from '../support/events.ts'
import { inShort, play } from './story-driver.ts'

/** Ten past nine in the evening in New York, where texts lie until eight; and the noon before. */
const NIGHT = '2026-03-04T02:10:00.000Z'
const NOON = '2026-03-03T17:00:00.000Z'
const customer = { email: 'jon.snow@example.com', phone: '+12125550123', sms_consent: true }

const slips = (at: string, expected_at: string | null = '2026-05-01') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'A', expected_at }] })
const cancels = (at: string) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'B', quantity: 1 }] })

const story = (events: readonly Recorded[], to: object = customer) =>
  play(
    [placed([backordered('A'), backordered('B')], { customer: to }), ...events],
    addMinutes(NIGHT, 24 * 60),
  )
const since = (events: readonly Recorded[], to?: object) =>
  inShort(story(events, to)).filter((one) => one > PLACED_AT.slice(0, 14))

describe('a text that lay until the morning', () => {
  const allocated = (at: string) =>
    anEvent('backorder.allocated', at, { lines: [{ id: 'B', quantity: 1 }] })
  /** Twenty to eight in the morning: the text of it waits for eight, its mail does not. */
  const EARLY = '2026-03-04T12:40:00.000Z'

  it('takes no news from the mail that a cap puts off', () => {
    const told = story([allocated(EARLY), slips(addMinutes(EARLY, 5))])

    expect(inShort(told).slice(1, 4)).toEqual([
      '2026-03-04T12:40 restocked',
      '2026-03-04T13:00 restocked (sms)',
      '2026-03-04T14:00 eta_slipped',
    ])
    expect(told.spoken.filter(({ kind }) => kind === 'eta_slipped')).toHaveLength(1)
    expect(told.spoken[2]?.wanted.facts.told.dates).toMatchObject({ A: '2026-05-15' })
  })
})

describe('a slip that another word carries by mail alone', () => {
  it('is told by text all the same, by day', () => {
    expect(since([slips(NOON), cancels(addMinutes(NOON, 6))]).slice(1, 3)).toEqual([
      '2026-03-03T17:06 order_cancelled',
      '2026-03-03T17:10 eta_slipped (sms)',
    ])
  })

  it('and in the morning, of one night', () => {
    expect(since([slips(NIGHT), cancels(addMinutes(NIGHT, 6))]).slice(1, 3)).toEqual([
      '2026-03-04T02:16 order_cancelled',
      '2026-03-04T13:00 eta_slipped (sms)',
    ])
  })

  it('also where both are heard in one moment', () => {
    expect(since([slips(NOON), cancels(NOON)]).slice(1, 3)).toEqual([
      '2026-03-03T17:00 order_cancelled',
      '2026-03-03T17:10 eta_slipped (sms)',
    ])
  })

  it('says the last state, from the day that the texts had told', () => {
    const late = addMinutes(NIGHT, 60)
    const { spoken } = story([slips(NIGHT), cancels(addMinutes(NIGHT, 6)), slips(late, null)])
    const [text, ...others] = spoken.filter(({ channel }) => channel === 'sms')

    expect(others).toEqual([])
    expect(text?.wanted.facts.dates).toEqual([{ lineId: 'A', old: '2026-03-16', new: null }])
  })

  it('is told by nothing where the date has come back before the morning', () => {
    const back = slips(addMinutes(NIGHT, 60), '2026-03-12')

    expect(
      since([slips(NIGHT), cancels(addMinutes(NIGHT, 6)), back]).filter((one) =>
        one.includes('sms'),
      ),
    ).toEqual([])
  })

  it('is one word to who reads texts alone', () => {
    const { email: _, ...alone } = customer

    expect(since([slips(NIGHT), cancels(addMinutes(NIGHT, 6))], alone).slice(1)).toEqual([
      '2026-03-04T13:00 order_cancelled (sms)',
      '2026-03-04T15:00 backorder_checkin (sms)',
    ])
  })
})

describe('a text of the night that waits for the mail of a slip', () => {
  const ships = (at: string) =>
    anEvent('shipment.created', at, {
      shipment_id: 'SB',
      shipped_at: at,
      lines: [{ id: 'B', quantity: 1 }],
    })
  /** Before eight, when texts may go again; the mail of the slip goes after. */
  const EARLY = '2026-03-04T12:39:00.000Z'
  const LATE = '2026-03-04T12:59:00.000Z'

  it('says the slip itself, and no second text says it', () => {
    const told = story([ships(EARLY), slips(LATE)])

    expect(inShort(told).slice(1)).toEqual([
      '2026-03-04T12:39 partially_shipped',
      '2026-03-04T13:09 eta_slipped',
      '2026-03-04T13:09 partially_shipped (sms)',
      '2026-03-04T15:00 backorder_checkin',
    ])
    expect(told.spoken[3]?.wanted.facts.dates).toEqual([
      { lineId: 'A', old: '2026-03-16', new: '2026-05-15' },
    ])
  })
})

describe('a package whose first word is what became of it, by day', () => {
  const left = anEvent('shipment.created', NOON, {
    shipment_id: 'SB',
    shipped_at: NOON,
    lines: [{ id: 'B', quantity: 1 }],
  })
  const scanned = anEvent('shipment.updated', addMinutes(NOON, 60), {
    shipment_id: 'SB',
    status: 'exception',
  })
  const told = (policy: Partial<Policy>) =>
    inShort(
      play(
        [placed([backordered('A'), backordered('B')], { customer }), left, scanned],
        addMinutes(NOON, 12 * 60),
        { policy: { shipped_on: 'first_scan', ...policy } },
      ),
    ).slice(1)

  it('is two mails, and one text', () => {
    expect(told({})).toEqual([
      '2026-03-03T18:00 partially_shipped',
      '2026-03-03T18:00 delivery_exception',
      '2026-03-03T18:00 delivery_exception (sms)',
    ])
  })

  it('is told by text all the same, where what became of it goes by mail alone', () => {
    expect(told({ sms_off: ['delivery_exception'] })).toContain(
      '2026-03-03T18:00 partially_shipped (sms)',
    )
  })
})

describe('a slip that a mail carries whose kind the merchant keeps from texts', () => {
  const restocks = (at: string) =>
    anEvent('backorder.allocated', at, { lines: [{ id: 'B', quantity: 1 }] })
  const ships = (at: string) =>
    anEvent('shipment.created', at, {
      shipment_id: 'SB',
      shipped_at: at,
      lines: [{ id: 'B', quantity: 1 }],
    })
  const told = (kind: 'restocked' | 'partially_shipped', at: string) => {
    const event = kind === 'restocked' ? restocks(at) : ships(at)
    const events = [placed([backordered('A'), backordered('B')], { customer }), event, slips(at)]
    return inShort(play(events, addMinutes(at, 12 * 60), { policy: { sms_off: [kind] } }))
      .slice(1)
      .filter((one) => !one.includes('backorder_'))
  }

  // A package counts toward no cap: the text of the slip is due ten minutes after it.
  it.each([
    ['restocked', '18:00'],
    ['partially_shipped', '17:10'],
  ] as const)('%s: is told by text', (kind, at) => {
    expect(told(kind, NOON)).toEqual([
      `2026-03-03T17:00 ${kind}`,
      `2026-03-03T${at} eta_slipped (sms)`,
    ])
    expect(told(kind, NIGHT)).toEqual([
      `2026-03-04T02:10 ${kind}`,
      '2026-03-04T13:00 eta_slipped (sms)',
    ])
  })
})
