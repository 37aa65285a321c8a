import { describe, expect, it } from 'vitest'
import type { Contact } from '../../src/domain/contact.ts'
import type { OrderState } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import { reachOf } from '../../src/domain/recipient.ts'
import type { Outage } from '../../src/domain/silence-meter.ts'
import { measureRecorded, type Simulated, simulateOrder } from '../../src/domain/simulation.ts'
import { contradictions, keptPromises, staleWords } from '../../src/domain/simulation-checks.ts'
import {
  anEvent,
  backordered,
  contextAt,
  lineData,
  ORDER,
  placed,
  RULES,
} from '../support/events.ts'

const UNTIL = '2026-05-01T00:00:00.000Z'
const ZONE = 'America/New_York'
const WEEK = 7 * 86_400

const settingsOf = (over: Partial<Policy> = {}, outages: Outage[] = []) => {
  const policy = { ...defaultPolicy(), delay_options: 'notify' as const, ...over }
  return {
    rules: RULES,
    outages,
    contextOf: (contact: Contact, now: string) => ({
      ...contextAt(now, policy),
      reach: reachOf(contact, 'US', policy),
    }),
  }
}
const play = (events: Recorded[], over: Partial<Policy> = {}, outages: Outage[] = []) =>
  simulateOrder(ORDER, events, UNTIL, settingsOf(over, outages))
const inShort = ({ spoken }: Simulated) =>
  spoken.map(({ at, wanted }) => `${at.slice(0, 16)} ${wanted.kind}`)
const slip = (at: string, expected_at: string | null, receivedAt = at) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] }, { receivedAt })
const ships = (at: string, receivedAt = at) =>
  anEvent(
    'shipment.created',
    at,
    { shipment_id: 'S1', shipped_at: at, lines: [{ id: 'L1', quantity: 1 }] },
    { receivedAt },
  )

describe('a simulated order', () => {
  it('hears what the rules want, each word at its own moment', () => {
    const story = play([
      placed([backordered('L1')]),
      slip('2026-03-09T14:00:00Z', '2026-04-01'),
      ships('2026-03-31T18:00:00Z'),
    ])

    expect(inShort(story)).toEqual([
      '2026-03-02T15:00 backorder_confirmed',
      '2026-03-04T15:00 backorder_checkin',
      '2026-03-09T14:10 eta_slipped',
      '2026-03-16T14:00 backorder_update',
      '2026-03-23T14:00 backorder_update',
      '2026-03-30T14:00 backorder_update',
      '2026-03-31T18:00 shipped',
    ])
    expect(story.endless).toBe(false)
    expect([...staleWords(story.spoken, ZONE), ...contradictions(story.spoken)]).toEqual([])
  })

  it('is played under the policy that it is given', () => {
    const story = play([placed([backordered('L1')]), ships('2026-03-20T18:00:00Z')], {
      checkin_after_hours: 24,
      silence_budget_days: 5,
    })

    expect(inShort(story).slice(1, 4)).toEqual([
      '2026-03-03T15:00 backorder_checkin',
      '2026-03-08T14:00 backorder_update',
      '2026-03-13T14:00 backorder_update',
    ])
  })

  it('ends where it was asked to end', () => {
    const { spoken, order } = simulateOrder(
      ORDER,
      [placed([backordered('L1')]), ships('2026-03-20T18:00:00Z')],
      '2026-03-04T15:00:00.000Z',
      settingsOf(),
    )

    expect(spoken.map(({ wanted }) => wanted.kind)).toEqual([
      'backorder_confirmed',
      'backorder_checkin',
    ])
    expect(order.shipments).toEqual([])
  })
})

describe('the silence that is measured', () => {
  it('is the longest between two words while something waits, and ends with the wait', () => {
    const { meter } = play([placed([backordered('L1')]), ships('2026-03-05T18:00:00Z')])

    expect(meter.longest).toMatchObject({
      seconds: 48 * 3_600,
      from: '2026-03-02T15:00:00.000Z',
      budgetDays: 7,
    })
    expect(meter.openSince).toBeNull()
  })

  it('is held against the least budget of what waits', () => {
    const preorder = backordered('L1', null, {
      backorder: { quantity: 1, kind: 'preorder', expected_at: null },
    })
    const { meter } = play([placed([preorder, lineData('L2')])])

    expect(meter.longest).toMatchObject({ budgetDays: 7 })
    expect(meter.longest?.seconds).toBeLessThanOrEqual(WEEK)
    expect(play([placed([preorder])]).meter.longest).toMatchObject({ budgetDays: 30 })
  })

  it('keeps the budget, also in the week in which a day has 23 hours', () => {
    const { meter } = play([placed([backordered('L1', null)])])

    expect(meter.longest?.seconds).toBeLessThanOrEqual(WEEK)
    expect(meter.worst?.overSeconds).toBeLessThanOrEqual(0)
  })

  it('shows an outage, and does not lay it to the rules', () => {
    const outage = { from: '2026-03-10T00:00:00.000Z', to: '2026-03-15T00:00:00.000Z' }
    const { meter, spoken } = play([placed([backordered('L1', null)])], {}, [outage])

    expect(spoken.some(({ at }) => at >= outage.from && at < outage.to)).toBe(false)
    expect(meter.longest?.seconds).toBeGreaterThan(10 * 86_400)
    expect(meter.worst?.overSeconds).toBeLessThanOrEqual(0)
  })

  it('goes over the budget where a rule would forget a waiting order', () => {
    const recorded = [placed([backordered('L1', null)])]
    const { longest, worst } = measureRecorded(ORDER, recorded, UNTIL, settingsOf())

    expect(longest?.seconds).toBe((Date.parse(UNTIL) - Date.parse('2026-03-02T15:00:00Z')) / 1_000)
    expect(worst?.overSeconds).toBeGreaterThan(50 * 86_400)
  })

  it('is none for who cannot be reached, nor for a line in stock that is being prepared', () => {
    const nobody = placed([backordered('L1')], { customer: { name: 'Jon Snow' } })
    expect(play([nobody]).meter.longest).toBeNull()

    const inStock = [placed([lineData('L1')]), ships('2026-03-04T18:00:00Z')]
    expect(play(inStock).meter.longest).toBeNull()
  })
})

describe('the checks of what was said', () => {
  const story = () =>
    play([placed([backordered('L1')]), slip('2026-03-09T14:00:00Z', '2026-05-01')])

  it('find a word that was not true when it went', () => {
    const [first, ...others] = story().spoken
    const { order } = play([
      placed([backordered('L1')]),
      slip('2026-03-02T15:00:00Z', '2026-06-01'),
    ])
    const stale = first ? [{ ...first, order }, ...others] : []

    expect(staleWords(stale, ZONE)).toEqual([
      { at: '2026-03-02T15:00:00.000Z', kind: 'backorder_confirmed', why: expect.any(String) },
    ])
    expect(staleWords(others, ZONE)).toEqual([])
  })

  it('let a date that was told before stand where the one that is known has passed', () => {
    const { spoken } = play([
      placed([backordered('L1', '2026-04-01')]),
      // Told eleven days late: a promise for a day that is over already.
      slip('2026-03-05T14:00:00Z', '2026-03-07', '2026-03-16T13:00:00Z'),
    ])
    const update = spoken.find(
      ({ at, wanted }) => at > '2026-03-16T13' && wanted.kind === 'backorder_update',
    )
    const [told] = Object.values(update?.wanted.facts.told.dates ?? {})
    if (!update || !told) throw new Error('not said')
    const invented = { ...update, order: { ...update.order, said: [] } }

    expect(staleWords([update], ZONE)).toEqual([])
    expect(staleWords([invented], ZONE)).toHaveLength(1)
  })

  it('take a new date beside the word that its stock has come for explained', () => {
    const [first] = story().spoken
    if (!first) throw new Error('not said')
    const { facts } = first.wanted
    const dated = { ...facts, told: { ...facts.told, dates: { L1: '2026-03-06' } } }
    const there = { ...dated, told: { ...dated.told, allocated: { L1: 1 } } }
    const soon = { ...first, at: '2026-03-02T15:30:00.000Z' }

    expect(
      contradictions([first, { ...soon, wanted: { ...first.wanted, facts: dated } }]),
    ).toHaveLength(1)
    expect(contradictions([first, { ...soon, wanted: { ...first.wanted, facts: there } }])).toEqual(
      [],
    )
  })

  it('find two dates within an hour, but not where the second says what it moved from', () => {
    const [first] = story().spoken
    const slipped = story().spoken.find(({ wanted }) => wanted.kind === 'eta_slipped')
    if (!first || !slipped) throw new Error('not said')
    const soon = { ...slipped, at: '2026-03-02T15:30:00.000Z' }
    const mute = { ...soon.wanted, facts: { ...soon.wanted.facts, dates: [] } }

    expect(contradictions([first, soon])).toEqual([])
    expect(contradictions([first, { ...soon, wanted: mute }])).toHaveLength(1)
    expect(contradictions([first, { ...slipped, wanted: mute }])).toEqual([])
  })

  it('count a promise as kept by the date told last, and by the first one', () => {
    const late = play([
      placed([backordered('L1')]),
      slip('2026-03-09T14:00:00Z', '2026-04-01'),
      ships('2026-03-31T18:00:00Z'),
    ])
    expect(keptPromises(late.order, ZONE)).toEqual({ told: 1, byFirst: 0, byLast: 1, withdrawn: 0 })

    const missed = play([placed([backordered('L1')]), ships('2026-03-31T18:00:00Z')])
    // "No date", said when the day was over, took nothing back.
    expect(keptPromises(missed.order, ZONE)).toMatchObject({ told: 1, byLast: 0, withdrawn: 0 })
  })

  it('count a date that was taken back in time as neither kept nor broken', () => {
    const open = play([
      placed([backordered('L1')]),
      slip('2026-03-09T14:00:00Z', null),
      ships('2026-03-31T18:00:00Z'),
    ])
    expect(keptPromises(open.order, ZONE)).toEqual({ told: 1, byFirst: 0, byLast: 0, withdrawn: 1 })
  })

  it('hear no more of what a shop does not do once it has read our word', () => {
    const events = [placed([backordered('L1')]), ships('2026-03-31T18:00:00Z')]
    const tells = (order: OrderState, event: Recorded) =>
      event.type === 'shipment.created' && order.said.length > 0 ? null : event

    const played = simulateOrder(ORDER, events, UNTIL, { ...settingsOf(), tells })

    expect(played.order.shipments).toEqual([])
    expect(play(events).order.shipments).toHaveLength(1)
  })
})
