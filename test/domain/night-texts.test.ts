import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../src/domain/instant.ts'
import { SMS_KINDS } from '../../src/domain/message.ts'
import { toldDate, waitingLines } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { replan } from '../../src/domain/replan.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { type Happening, happeningsOf, NIGHT, nightOf } from '../support/night.ts'
import { runs } from '../support/runs.ts'
import type { Check } from './life-checks.ts'
import { type House, type Life, live, type Told, WHOLE } from './life-driver.ts'
import { play } from './story-driver.ts'

/** The whole night, and the first hour of the day in which its texts have gone or are going. */
const minute = fc.integer({ min: 0, max: 720 })
const line = fc.constantFrom('A', 'B', 'C')
const parcel = fc.constantFrom('SA', 'SB', 'SC')
const day = fc.constantFrom(null, '2026-03-20', '2026-04-01', '2026-05-01')
const STATES = ['in_transit', 'out_for_delivery', 'delivered', 'exception', 'return_to_sender']

const { moves, comes, leaves, ends } = happeningsOf(line, day)
const parcels = fc
  .tuple(parcel, fc.constantFrom(...STATES))
  .map(([shipment_id, status]): Happening => {
    return (at) => anEvent('shipment.updated', at, { shipment_id, status } as never)
  })
const happening = fc.oneof(moves, comes, leaves, parcels, ends)

/** An order that was confirmed by day, and all that comes of it in one night and the morning after. */
const night: fc.Arbitrary<Life> = fc
  .record({
    first: fc.tuple(day, day),
    isMailed: fc.boolean(),
    split: fc.constantFrom('ship_available' as const, 'hold' as const, 'ask' as const),
    delays: fc.constantFrom('notify' as const, 'ftc' as const),
    shippedOn: fc.constantFrom('handover' as const, 'first_scan' as const),
    happenings: fc.array(fc.tuple(happening, minute), { maxLength: 6 }),
  })
  .map(({ first, isMailed, split, delays, shippedOn, happenings }): Life => {
    const lines = [backordered('A', first[0]), backordered('B', first[1]), lineData('C')]
    const customer = {
      phone: '+12125550123',
      sms_consent: true,
      ...(isMailed ? { email: 'jon.snow@example.com' } : {}),
    }
    const policy = { ...defaultPolicy(), delay_options: delays, shipped_on: shippedOn }
    return nightOf({ lines, customer, split, policy, happenings })
  })

/** Each two texts of one moment. */
const pairs = (spoken: readonly Told[]): [Told, Told][] => {
  const texts = spoken.filter(({ channel }) => channel === 'sms')
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter((other) => other.at === one.at)
      .map((other): [Told, Told] => [one, other]),
  )
}

const inWords = ([one, other]: [Told, Told]) => `${one.at} ${one.kind} beside ${other.kind}`

/** What a line is said of in a text: its day, where the text is about it or says that it moved. */
const daysOf = ({ wanted: { facts } }: Told) =>
  Object.entries(facts.told.dates).filter(
    ([id]) => facts.lines.includes(id) || facts.dates.some(({ lineId }) => lineId === id),
  )

/** No date of a line is said twice in one minute, nor two dates of it. */
const datesOnce: Check = ({ spoken }) =>
  pairs(spoken)
    .filter(([one, other]) => {
      const said = new Map(daysOf(one))
      return daysOf(other).some(([id]) => said.has(id))
    })
    .map(inWords)

/**
 * One package is in one text, unless the other is of more than that one, or has a new date to say, or
 * says what becomes of a wish to cancel, and of its money.
 */
const packagesOnce: Check = ({ spoken }) =>
  pairs(spoken)
    .filter(([one, other]) => {
      const [a, b] = [one.wanted.facts.shipments, other.wanted.facts.shipments]
      const isNews = [one, other].some((told) => tellsNews(told) || isAnswer(told))
      return !isNews && a.length === b.length && a.some((id) => b.includes(id))
    })
    .map(inWords)

const isAnswer = ({ kind }: Told) => kind === 'cancellation_declined'

/** To who has read no mail of this night. */
const tellsNews = ({ wanted: { facts }, order }: Told) => {
  const said = order.said.filter(({ channel, at }) => channel === 'sms' || at < NIGHT)
  return (
    facts.dates.length > 0 ||
    Object.entries(facts.told.dates).some(([id, day]) => toldDate({ ...order, said }, id) !== day)
  )
}

/**
 * What the mails of a night told of what still waits, a text tells as well, as it is in the morning;
 * but what a mail asked about counts as told by it.
 */
const textsSayAll: Check = ({ spoken, order }) => {
  const lastOf = (channel: 'email' | 'sms', id: string, isTexted = true) =>
    spoken.findLast(
      (one) =>
        one.channel === channel &&
        (SMS_KINDS.has(one.kind) || !isTexted) &&
        one.wanted.facts.told.dates[id] !== undefined,
    )
  const movedAt = (id: string) =>
    spoken.find(
      ({ channel, kind, wanted }) =>
        channel === 'email' &&
        SMS_KINDS.has(kind) &&
        wanted.facts.offers.length === 0 &&
        wanted.facts.dates.some((date) => date.lineId === id && date.old !== date.new),
    )
  return waitingLines(order).flatMap(({ id }) => {
    const [moved, mail, text] = [movedAt(id), lastOf('email', id), lastOf('sms', id)]
    if (!moved || !mail || !spoken.some(({ channel }) => channel === 'sms')) return []
    const day = mail.wanted.facts.told.dates[id]
    // Moved back before the morning: the texts never said otherwise.
    const first = moved.wanted.facts.dates.find(({ lineId }) => lineId === id)?.old
    // Or as a mail said it since that has no text beside it.
    const since = lastOf('email', id, false)?.wanted.facts.told.dates[id]
    const said = text?.wanted.facts.told.dates[id]
    const isTold = text ? said === day || said === since : day === first
    return isTold ? [] : [`${id}: ${day} by mail, ${said} by text`]
  })
}

/** What was cancelled stands in the text of what left, or came, in the same night. */
const cancelsBeside: Check = ({ spoken }) =>
  pairs(spoken)
    .filter((pair) => pair.some(({ kind }) => kind === 'order_cancelled'))
    .filter((pair) => pair.some(({ kind }) => CARRIERS.has(kind)))
    .map(inWords)

const CARRIERS: ReadonlySet<string> = new Set(['partially_shipped', 'shipped', 'restocked'])

/** And never is what was cancelled lost, nor told twice. */
const cancelledOnce: Check = ({ spoken, order }) =>
  order.lines.flatMap(({ id, cancelled, shipped }) => {
    const isActed = order.cancellations.some(({ lines }) => lines.some((one) => one.id === id))
    const texts = spoken.filter(
      ({ wanted }) =>
        wanted.kind !== 'cancellation_declined' &&
        wanted.facts.cancelled.some(({ lineId }) => lineId === id),
    )
    const isCrossed = shipped > 0 || order.crossings.length > 0
    const isOnce = !isActed || isCrossed || texts.length === (cancelled > 0 ? 1 : 0)
    return isOnce ? [] : [`${id}: ${cancelled} cancelled, told ${texts.length} times`]
  })

describe('texts that are released in the morning', () => {
  it('neither repeat nor contradict one another, and lose nothing', () => {
    fc.assert(
      fc.property(night, (life) => {
        const lived = live(life)
        for (const check of [datesOnce, packagesOnce, cancelsBeside, cancelledOnce, textsSayAll])
          expect(check(lived)).toEqual([])
      }),
      runs(150),
    )
  })
})

/** At ten past nine C left: its mail went, and its text lies until eight. */
const leftAtNight = (
  later: readonly Recorded[],
  {
    outages = [],
    delays = 'notify',
  }: { outages?: Life['outages']; delays?: 'notify' | 'ftc' } = {},
) => {
  const begins = addMinutes(NIGHT, -8 * 60)
  const customer = {
    email: 'jon.snow@example.com',
    phone: '+12125550123',
    sms_consent: true,
  }
  const lines = [backordered('A', '2026-03-20'), backordered('B', '2026-04-01'), lineData('C')]
  const left = { shipment_id: 'SC', shipped_at: NIGHT, lines: [{ id: 'C', quantity: 1 }] }
  const { spoken, stored } = live({
    events: [
      placed(lines, { at: begins, customer, split: 'ship_available' }),
      { ...anEvent('shipment.created', NIGHT, left), id: 'evt_left' },
      ...later.map((one, index) => ({ ...one, id: `evt_later_${index}` })),
    ],
    until: addMinutes(NIGHT, 24 * 60),
    merchantZone: 'America/New_York',
    policies: [{ from: begins, policy: { ...defaultPolicy(), delay_options: delays } }],
    outages,
    refused: [],
  })
  const went = spoken.map(({ at, channel, kind }) => `${at.slice(11, 16)} ${channel} ${kind}`)
  return { went: went.slice(1), stored }
}

describe('a text that another took the place of by night', () => {
  const restocked = anEvent('backorder.allocated', addMinutes(NIGHT, 60), {
    lines: [{ id: 'A', quantity: 1 }],
  })

  it('goes after all once that one is not to go', () => {
    const voided = anEvent('shipment.voided', addMinutes(NIGHT, 400), { shipment_id: 'SC' })

    expect(leftAtNight([restocked, voided]).went).toEqual([
      '02:10 email partially_shipped',
      '03:10 email restocked',
      '09:00 email order_update',
      '13:00 sms restocked',
    ])
  })

  it('is withdrawn for what takes its place, and for no channel that had closed', () => {
    const status = { shipment_id: 'SC', status: 'out_for_delivery' as const }
    const moved = anEvent('shipment.updated', addMinutes(NIGHT, 400), status)

    const { went, stored } = leftAtNight([restocked, moved])

    expect(went.slice(3)).toEqual(['13:00 sms restocked', '13:00 sms out_for_delivery'])
    expect(stored.find((one) => one.channel === 'sms' && one.status === 'withdrawn')).toMatchObject(
      {
        kind: 'partially_shipped',
        channel: 'sms',
        why: 'Superseded by out_for_delivery.',
      },
    )
  })
})

describe('the text of what left by night, while another mail of the night has not gone', () => {
  const kinds = [
    ['order.cancelled', { lines: [{ id: 'A', quantity: 1 }] }, 'order_cancelled'],
    ['backorder.eta_changed', { lines: [{ id: 'A', expected_at: '2026-05-01' }] }, 'delay_option'],
  ] as const
  const went = (outage: number, type: (typeof kinds)[number][0], data: object) => {
    const late = anEvent(type, addMinutes(NIGHT, 120), data as never)
    const outages = [{ from: addMinutes(NIGHT, 50), to: addMinutes(NIGHT, outage) }]
    return leftAtNight([late], { outages, delays: 'ftc' }).went.slice(1)
  }

  it.each(kinds)('leaves the news of %s to it, and comes after it', (type, data, kind) => {
    expect(went(680, type, data)).toEqual([`13:30 email ${kind}`, '13:30 sms partially_shipped'])
  })

  it.each(kinds)('leaves the news of %s to it also where it hangs', (type, data, kind) => {
    expect(went(800, type, data).toSorted()).toEqual([
      `15:30 email ${kind}`,
      '15:30 sms partially_shipped',
    ])
  })
})

describe('a parcel that arrived in the night in which stock came for the rest', () => {
  const customer = { phone: '+12125550123', sms_consent: true }
  const lines = [backordered('A', '2026-04-01'), backordered('B', null), lineData('C')]
  const at = addMinutes(NIGHT, 1)
  const events = [
    placed(lines, { at: addMinutes(NIGHT, -8 * 60), customer, split: 'hold' }),
    anEvent('shipment.created', NIGHT, {
      shipment_id: 'SC',
      shipped_at: NIGHT,
      lines: [{ id: 'C', quantity: 1 }],
    }),
    anEvent('shipment.updated', NIGHT, { shipment_id: 'SC', status: 'delivered' }),
    anEvent('backorder.allocated', at, { lines: [{ id: 'B', quantity: 1 }] }),
  ]

  it('leaves the dates that moved by that to the text of the stock', () => {
    const { spoken } = play(events, addMinutes(NIGHT, 24 * 60))

    expect(spoken.slice(1).map(({ kind, wanted }) => [kind, wanted.facts.told.dates])).toEqual([
      ['delivered', {}],
      ['restocked', { A: '2026-04-13', B: '2026-04-13' }],
    ])
  })
})

describe('the property notices', () => {
  const finds = (house: House['replan'], check: Check) =>
    fc.check(
      fc.property(night, (life) => check(live(life, { ...WHOLE, replan: house })).length === 0),
      { numRuns: 300, seed: 1, endOnFailure: true },
    ).failed
  const asMailed: House['replan'] = (order, contact, stored, context) =>
    replan(order, contact, stored, { ...context, reach: 'email' })

  it.each([
    ['a package and what became of it', packagesOnce],
    ['a cancellation beside what left', cancelsBeside],
  ])('that %s make two texts', (_, check) => {
    expect(finds(asMailed, check)).toBe(true)
  })

  it('that what was cancelled is told by nobody', () => {
    const forgetful: House['replan'] = (...given) => {
      const plan = replan(...given)
      const wanted = plan.wanted.map((one) =>
        one.kind === 'order_cancelled' ? one : { ...one, facts: { ...one.facts, cancelled: [] } },
      )
      return { ...plan, wanted }
    }

    expect(finds(forgetful, cancelledOnce)).toBe(true)
  })

  it('that a text tells of one line alone', () => {
    const ofOne: House['replan'] = (...given) => {
      const plan = replan(...given)
      const wanted = plan.wanted.map((one) => {
        const { told } = one.facts
        const dates = Object.fromEntries(Object.entries(told.dates).slice(-1))
        return one.channel === 'email'
          ? one
          : { ...one, facts: { ...one.facts, told: { ...told, dates } } }
      })
      return { ...plan, wanted }
    }

    expect(finds(ofOne, textsSayAll)).toBe(true)
  })
})
