import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/domain/evidence-canonical.ts'
import { evidenceDelays } from '../../src/domain/evidence-delays.ts'
import { evidencePromises } from '../../src/domain/evidence-promises.ts'
import { noFacts } from '../../src/domain/message.ts'
import type { OrderState } from '../../src/domain/order.ts'
import type { DelayOffer, Said, Told } from '../../src/domain/said.ts'
import { aBackorder, aLine, anOrder } from '../support/order-state.ts'

describe('the canonical form', () => {
  it('is that of RFC 8785: sorted by UTF-16 units, no white space, ECMAScript numbers', () => {
    // The example of its section 3.2.3, less the key that sorts before all in both ways.
    const value = {
      '€': 'Euro',
      '\r': 'CR',
      '1': 'One',
      '😀': 'Smile',
      '\u0080': 'C',
      ö: 'O',
      \ufb33: 'D',
    }

    expect(canonicalJson(value)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"C","ö":"O","€":"Euro","😀":"Smile","\ufb33":"D"}',
    )
    expect(canonicalJson({ b: [1e30, 4.5, 2e-3], a: null, c: undefined })).toBe(
      '{"a":null,"b":[1e+30,4.5,0.002]}',
    )
  })
})

const ZONES = { zone: 'America/New_York', merchantZone: 'America/New_York' }

describe('the record of a delay', () => {
  const offer = { lineId: 'line_1', originalOn: '2026-03-16', revisedOn: '2026-03-30' }
  const first: DelayOffer = { ...offer, silence: 'consent', until: '2026-03-30' }
  const second: DelayOffer = {
    ...offer,
    revisedOn: '2026-04-20',
    silence: 'cancel',
    until: '2026-03-30',
  }
  const said = (messageId: string, key: string, at: string, one: DelayOffer): Said => ({
    messageId,
    kind: 'delay_option',
    key,
    channel: 'email',
    at,
    told: {
      dates: {},
      statements: {},
      shipments: [],
      cancelled: {},
      allocated: {},
      offers: [one],
    },
  })
  const A = said('m1', 'k1', '2026-03-09T15:00:00.000Z', first)
  const B = said('m2', 'k2', '2026-03-20T15:00:00.000Z', second)
  const textOf = new Map([
    ['m1', 'New date'],
    ['m2', 'Another'],
  ])
  const outcomes = (over: Partial<OrderState>) =>
    evidenceDelays(anOrder({ lines: [aLine({ id: 'line_1' })], ...over }), textOf, ZONES).map(
      ({ outcome, outcome_at: at, words }) => [outcome, at, words],
    )

  it('keeps with each yes the date that it bound: what was told by then', () => {
    const moved = said('m3', 'eta_slipped:e', '2026-04-01T15:00:00.000Z', second)
    const told = { ...moved.told, offers: [], dates: { line_1: '2026-05-20' } }
    const answers = ['2026-03-21T10:00:00.000Z', '2026-04-02T10:00:00.000Z']
    const consents = answers.map((at) => ({
      eventId: `e_${at}`,
      at,
      lineId: 'line_1',
      offer: 'm2',
    }))
    const order = anOrder({
      lines: [aLine({ id: 'line_1' })],
      said: [A, B, { ...moved, kind: 'eta_slipped', told }],
      consents,
    })

    expect(
      evidenceDelays(order, textOf, ZONES).map(({ agreed_to: given }) =>
        given.map(({ at, ships_by: day }) => [at, day]),
      ),
    ).toEqual([
      [],
      [
        [answers[0], '2026-04-20'],
        [answers[1], '2026-05-20'],
      ],
    ])
  })

  it('is unanswered while nothing came of it', () => {
    expect(outcomes({ said: [A] })).toEqual([['unanswered', null, 'New date']])
  })

  it('is one offer, by mail and by text', () => {
    const text: Said = { ...A, messageId: 'm3', channel: 'sms' }
    expect(outcomes({ said: [A, text] })).toHaveLength(1)
  })

  it('gives way to the next, to which alone an answer belongs', () => {
    const at = '2026-03-21T10:00:00.000Z'
    const consents = [{ eventId: 'e1', at, lineId: 'line_1', offer: 'm2' }]

    expect(outcomes({ said: [A, B], consents })).toEqual([
      ['replaced', B.at, 'New date'],
      ['consented', at, 'Another'],
    ])
  })

  it('ends by a choice of something else, which is an answer, and by the shop taking it off', () => {
    const at = '2026-03-21T10:00:00.000Z'
    const chosen = { eventId: 'e1', at, sku: 'NEW' }
    const swap = { eventId: 'e0', at: A.at, imported: false, lineId: 'line_1', options: [], chosen }
    const lines = [{ id: 'line_1', quantity: 1, from: 1 }]
    const removal = { eventId: 'e2', at, imported: false, isExchange: false, lines }

    expect(outcomes({ said: [A, B], substitutes: [swap] })).toEqual([
      ['replaced', B.at, 'New date'],
      ['swapped', at, 'Another'],
    ])
    expect(outcomes({ said: [A], substitutes: [{ ...swap, chosen: null }] })[0]?.[0]).toBe(
      'unanswered',
    )
    expect(outcomes({ said: [A], removals: [removal] })).toEqual([['cancelled', at, 'New date']])
  })

  it('ends by silence, and is then no cancellation of anybody’s', () => {
    const at = '2026-03-31T04:00:00.000Z'
    const expiries = [{ eventId: 'e1', at, deadlines: { line_1: '2026-03-30' } }]
    const cancellations = [
      {
        eventId: 'e1',
        at,
        by: 'tidings' as const,
        lines: [{ id: 'line_1', quantity: 1 }],
        reason: null,
        imported: false,
        cause: 'expired' as const,
      },
    ]

    expect(outcomes({ said: [A, B], expiries, cancellations })).toEqual([
      ['replaced', B.at, 'New date'],
      ['expired', at, 'Another'],
    ])
    expect(outcomes({ said: [A, B], cancellations })[1]?.[0]).toBe('cancelled')
  })
})

describe('what was told of a line of which a part has come', () => {
  const told = { ...noFacts().told, dates: { line_1: '2026-04-20' } }
  const said = (messageId: string, over: Partial<Told>): Said => ({
    messageId,
    kind: 'restocked',
    key: messageId,
    channel: 'email',
    at: '2026-03-10T15:00:00.000Z',
    told: { ...told, ...over },
  })
  const line = aLine({ id: 'line_1', quantity: 3, backorder: aBackorder(null, { quantity: 3 }) })
  const toldBy = (one: Said) =>
    evidencePromises(
      anOrder({ lines: [line], said: [one] }),
      'America/New_York',
      new Map(),
    )[0]?.told.map(({ of, date }) => [of, date])

  it('is the date of each: of what is here, and of what still waits', () => {
    expect(toldBy(said('m1', { came: { line_1: '2026-03-13' } }))).toEqual([
      ['line', '2026-04-20'],
      ['allocated', '2026-03-13'],
    ])
    expect(toldBy(said('m1', { dates: {}, came: { line_1: '2026-03-13' } }))).toEqual([
      ['allocated', '2026-03-13'],
    ])
  })

  it('is that of the line alone where nothing has come', () => {
    expect(toldBy(said('m1', {}))).toEqual([['line', '2026-04-20']])
  })
})
