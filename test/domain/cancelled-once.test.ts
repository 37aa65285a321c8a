import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact } from '../../src/domain/contact.ts'
import { addMinutes } from '../../src/domain/instant.ts'
import { multiply, sum } from '../../src/domain/money.ts'
import { allocatedQuantity, type OrderState, openQuantity } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { reachOf } from '../../src/domain/recipient.ts'
import { type Simulated, type Spoken, simulateOrder } from '../../src/domain/simulation.ts'
import {
  anEvent,
  backordered,
  contextAt,
  ORDER,
  ownEvent,
  placed,
  RULES,
} from '../support/events.ts'
import { runs } from '../support/runs.ts'

/** At noon, and when texts lie until the morning. */
const DAY = '2026-03-04T17:00:00.000Z'
const NIGHT = '2026-03-04T04:00:00.000Z'
const PRICES: Record<string, string> = { Desk: '10.01', Lamp: '20.03', Rug: '40.07' }
const MAIL = { email: 'jon.snow@example.com' }
const TEXTS = { phone: '+12125550123', sms_consent: true }
const REACHED = { mail: MAIL, texts: TEXTS, both: { ...MAIL, ...TEXTS } }
type Reached = keyof typeof REACHED

type Act =
  | { does: 'cancel' | 'miss' | 'lower' | 'raise' | 'ship'; line: string; by: number }
  | { does: 'press' | 'end'; line: string | null }
  | { does: 'cancel_all' }
  | { does: 'void' }
type Mix = { ordered: Record<string, number>; acts: { after: number; act: Act }[]; begins: string }

const cancel = (line: string, by: number): Act => ({ does: 'cancel', line, by })
const miss = (line: string, by: number): Act => ({ does: 'miss', line, by })
const lower = (line: string, by: number): Act => ({ does: 'lower', line, by })
/** Never above what was ordered: what is new on the order is another matter. */
const raise = (line: string, by: number): Act => ({ does: 'raise', line, by })
const ship = (line: string, by: number): Act => ({ does: 'ship', line, by })
const press = (line: string | null = null): Act => ({ does: 'press', line })
const end = (line: string | null = null): Act => ({ does: 'end', line })
const takeBack: Act = { does: 'void' }

function eventOf(act: Act, at: string, id: string): Recorded {
  const of = (line: string, quantity: number) => ({ lines: [{ id: line, quantity }] })
  switch (act.does) {
    case 'cancel':
      return anEvent('order.cancelled', at, of(act.line, act.by), { id })
    case 'cancel_all':
      return anEvent('order.cancelled', at, {}, { id })
    case 'miss':
      return anEvent('backorder.unfulfillable', at, of(act.line, act.by), { id })
    case 'raise':
      return anEvent('order.updated', at, of(act.line, -act.by) as never, { id })
    case 'lower':
      return anEvent('order.updated', at, of(act.line, act.by) as never, { id })
    case 'ship':
      return anEvent(
        'shipment.created',
        at,
        { shipment_id: id, shipped_at: at, ...of(act.line, act.by) },
        { id },
      )
    case 'void':
      return anEvent('shipment.voided', at, { shipment_id: 'of the last' }, { id })
    case 'press': {
      const lines = [{ id: act.line ?? '', quantity: 1, total: 1 }]
      return ownEvent('cancellation.made', at, { by: 'shopper', lines, reason: null }, id)
    }
    case 'end': {
      const lines = [{ id: act.line ?? '', quantity: 1, total: 1 }]
      return ownEvent('delay.expired', at, { lines, deadlines: {} }, id)
    }
  }
}

/** What they do of the order as it then is: null where there is nothing to be done. */
function tells(order: OrderState, event: Recorded, first: Mix['ordered']): Recorded | null {
  const told = (data: object) => ({ ...event, data: { ...event.data, ...data } }) as Recorded
  const most = (ids: readonly { id: string; quantity: number }[], free = openQuantity) =>
    ids.flatMap(({ id, quantity }) => {
      const line = order.lines.find((one) => one.id === id)
      const count = Math.min(quantity, line ? free(line) : 0)
      return line && count > 0 ? [{ id, quantity: count, total: line.cancelled + count }] : []
    })
  if (event.type === 'order.updated') {
    const lines = (event.data.lines ?? []).map(({ id, quantity = 0 }) => {
      const ordered = order.lines.find((line) => line.id === id)?.quantity ?? 0
      return { id, quantity: Math.max(0, Math.min(ordered - quantity, first[id] ?? 0)) }
    })
    return told({ lines })
  }
  if (event.type === 'shipment.created' || event.type === 'backorder.unfulfillable') {
    const lines = most(event.data.lines).map(({ id, quantity }) => ({ id, quantity }))
    return lines.length > 0 ? told({ lines }) : null
  }
  if (event.type === 'shipment.voided') {
    const last = order.shipments.findLast(({ voided }) => !voided)
    return last ? told({ shipment_id: last.shipmentId }) : null
  }
  if (event.type !== 'cancellation.made' && event.type !== 'delay.expired') return event
  const named = event.data.lines[0]?.id
  const wished = order.lines
    .filter(({ id }) => named === '' || id === named)
    .map(({ id }) => ({ id, quantity: Number.MAX_SAFE_INTEGER }))
  if (event.type === 'delay.expired') return ended(event, most(wished))
  const lines = most(wished, (line) => openQuantity(line) - allocatedQuantity(line))
  return lines.length > 0 ? told({ lines }) : null
}

/** All of these lines that has not left, by the day before. */
function ended(event: Recorded, lines: { id: string }[]): Recorded | null {
  const day = addMinutes(event.occurred_at, -24 * 60).slice(0, 10)
  const deadlines = Object.fromEntries(lines.map(({ id }) => [id, day]))
  return lines.length > 0 ? ({ ...event, data: { lines, deadlines } } as Recorded) : null
}

function lived({ ordered, acts, begins }: Mix, reached: Reached): Simulated {
  const policy = { ...defaultPolicy(), delay_options: 'notify' as const }
  const lines = Object.entries(ordered).map(([id, quantity]) =>
    backordered(id, '2026-03-30', {
      quantity,
      title: id,
      unit_price: { amount: PRICES[id] ?? '', currency: 'USD' },
    }),
  )
  let at = begins
  const events = acts.map(({ after, act }, n) => {
    at = addMinutes(at, after)
    return eventOf(act, at, `evt_${n}`)
  })
  const customer = REACHED[reached]
  const first = placed(lines, { payment_status: 'paid', customer } as Parameters<typeof placed>[1])
  return simulateOrder(ORDER, [first, ...events], addMinutes(at, 4 * 24 * 60), {
    rules: RULES,
    contextOf: (contact: Contact, now) => ({
      ...contextAt(now, policy),
      reach: reachOf(contact, 'US', policy),
    }),
    tells: (order, event) => tells(order, event, ordered),
  })
}

const NOT_OF_CANCELLED = ['cancellation_requested', 'cancellation_declined']
const tellsOfCancelled = ({ wanted: { kind, facts } }: Spoken) =>
  facts.cancelled.length > 0 && (facts.backAgain || !NOT_OF_CANCELLED.includes(kind))

const priceOf = (units: Record<string, number>) =>
  sum(
    Object.entries(units).map(([id, count]) =>
      multiply({ amount: PRICES[id] ?? '', currency: 'USD' }, count),
    ),
  )?.amount ?? '0.00'

/** Of what was ordered, so many are neither to come nor in a package: counted from no act. */
function goneOf({ order }: Simulated, ordered: Mix['ordered']): Record<string, number> {
  const packed = order.shipments
    .filter(({ voided, shippedAt }) => !voided && shippedAt)
    .flatMap(({ lines }) => lines)
  return Object.fromEntries(
    order.lines.map((line) => {
      const left = packed.reduce((all, one) => all + (one.id === line.id ? one.quantity : 0), 0)
      return [line.id, (ordered[line.id] ?? 0) - openQuantity(line) - left]
    }),
  )
}

function toldOf(words: readonly Spoken[], ids: readonly string[]) {
  const units = words.flatMap(({ wanted: { facts } }) =>
    facts.cancelled.map((one) => ({ ...one, quantity: one.quantity * (facts.backAgain ? -1 : 1) })),
  )
  const back = words.flatMap(({ wanted }) => wanted.facts.backAgain ?? [])
  const money = sum([
    ...words.flatMap(({ wanted }) => wanted.facts.refund?.amount ?? []),
    ...back.map(({ lineId, quantity }) =>
      multiply({ amount: PRICES[lineId] ?? '', currency: 'USD' }, -quantity),
    ),
  ])
  return {
    units: Object.fromEntries(
      ids.map((id) => [
        id,
        units.reduce((all, one) => all + (one.lineId === id ? one.quantity : 0), 0),
      ]),
    ),
    money: money?.amount ?? '0.00',
  }
}

/** What is wrong of what a life told on each channel. */
function faultsOf(mix: Mix, reached: Reached): string[] {
  const played = lived(mix, reached)
  const { order, spoken } = played
  // A package that took what was told to be cancelled has words of its own, which say some units again.
  if (order.crossings.length > 0) return []
  const gone = goneOf(played, mix.ordered)
  const due = { units: gone, money: priceOf(gone) }
  return (['email', 'sms'] as const).flatMap((channel) => {
    const words = spoken.filter((one) => one.wanted.channel === channel && tellsOfCancelled(one))
    const told = toldOf(words, Object.keys(gone))
    const isWhole = reached !== 'both' || channel === 'email'
    const isReached = reached === 'both' || (reached === 'mail') === (channel === 'email')
    const ofGone = words.filter(({ wanted }) => !wanted.facts.backAgain)
    const minutes = ofGone.map(({ at }) => at.slice(0, 16))
    const isTwice = new Set(minutes).size < minutes.length
    const isMore = Object.entries(told.units).some(([id, count]) => count > (gone[id] ?? 0))
    const isWrong = isReached && isWhole && JSON.stringify(told) !== JSON.stringify(due)
    return [
      ...(isTwice ? [`${channel}: two of one minute`] : []),
      ...(isMore || isWrong
        ? [`${channel}: told ${JSON.stringify(told)}, and it is ${JSON.stringify(due)}`]
        : []),
    ]
  })
}

const title = fc.constantFrom('Desk', 'Lamp', 'Rug')
const count = fc.integer({ min: 1, max: 3 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(title, count).map(([line, by]) => cancel(line, by)) },
  { weight: 3, arbitrary: fc.tuple(title, count).map(([line, by]) => miss(line, by)) },
  { weight: 3, arbitrary: fc.tuple(title, count).map(([line, by]) => lower(line, by)) },
  { weight: 2, arbitrary: fc.tuple(title, count).map(([line, by]) => raise(line, by)) },
  { weight: 2, arbitrary: fc.option(title).map(press) },
  { weight: 2, arbitrary: fc.option(title).map(end) },
  { weight: 2, arbitrary: fc.tuple(title, count).map(([line, by]) => ship(line, by)) },
  { weight: 1, arbitrary: fc.constant(takeBack) },
  { weight: 1, arbitrary: fc.constant<Act>({ does: 'cancel_all' }) },
)
const mixes: fc.Arbitrary<Mix> = fc.record({
  ordered: fc.record({ Desk: count, Lamp: count, Rug: count }),
  begins: fc.constantFrom(DAY, NIGHT),
  acts: fc.array(fc.record({ after: fc.constantFrom(0, 0, 1, 5, 65, 600), act }), {
    minLength: 1,
    maxLength: 5,
  }),
})

const apart = (...acts: [number, Act][]) => acts.map(([after, one]) => ({ after, act: one }))
const NAMED: [string, Omit<Mix, 'begins'>][] = [
  [
    'two cancelled, one not to be had, and the shopper’s press of the rest',
    {
      ordered: { Desk: 1, Lamp: 3 },
      acts: apart([0, cancel('Lamp', 2)], [0, miss('Lamp', 1)], [0, press()]),
    },
  ],
  [
    'not to be had, cancelled and pressed, an hour apart',
    {
      ordered: { Lamp: 4 },
      acts: apart([0, miss('Lamp', 1)], [65, cancel('Lamp', 2)], [65, press()]),
    },
  ],
  [
    'lowered, and the rest not to be had',
    { ordered: { Desk: 2 }, acts: apart([0, lower('Desk', 1)], [0, miss('Desk', 1)]) },
  ],
  [
    'not to be had, and then the line taken off',
    { ordered: { Desk: 3, Lamp: 3 }, acts: apart([0, miss('Desk', 2)], [5, lower('Desk', 3)]) },
  ],
  [
    'cancelled, and then the line taken off',
    { ordered: { Desk: 2, Lamp: 3 }, acts: apart([0, cancel('Desk', 1)], [5, lower('Desk', 2)]) },
  ],
  [
    'taken off, put back, and the whole order cancelled before that was said',
    {
      ordered: { Desk: 2, Lamp: 1 },
      acts: apart([0, lower('Desk', 2)], [5, raise('Desk', 2)], [0, { does: 'cancel_all' }]),
    },
  ],
  [
    'pressed, and carried out by the shop as an update',
    { ordered: { Desk: 2, Lamp: 3 }, acts: apart([0, press('Lamp')], [5, lower('Lamp', 3)]) },
  ],
  [
    'a package taken back as its line is lowered',
    {
      ordered: { Rug: 2, Desk: 2 },
      acts: apart([0, ship('Rug', 2)], [60, takeBack], [0, lower('Rug', 1)]),
    },
  ],
  [
    'and the last of it cancelled',
    {
      ordered: { Rug: 2, Desk: 2 },
      acts: apart([0, ship('Rug', 2)], [1, takeBack], [0, lower('Rug', 1)], [0, cancel('Rug', 1)]),
    },
  ],
  [
    'a package taken back, after the update that lowered its line was told',
    {
      ordered: { Desk: 2, Lamp: 1 },
      acts: apart([0, ship('Desk', 1)], [5, lower('Desk', 2)], [600, takeBack]),
    },
  ],
  [
    'not to be had, pressed, and another line shipped',
    {
      ordered: { Desk: 2, Lamp: 3 },
      acts: apart([0, miss('Lamp', 1)], [60, press('Lamp')], [300, ship('Desk', 1)]),
    },
  ],
  [
    'cancelled, and silence ends the rest',
    { ordered: { Desk: 3, Lamp: 1 }, acts: apart([0, cancel('Desk', 1)], [0, end()]) },
  ],
  [
    'silence ends one line, and of the others some cannot be had and some are taken off',
    {
      ordered: { Desk: 1, Lamp: 2, Rug: 2 },
      acts: apart([0, end('Desk')], [0, miss('Lamp', 1)], [0, lower('Rug', 1)]),
    },
  ],
  [
    'silence ends what an hour later would have been cancelled with the rest',
    { ordered: { Desk: 2, Lamp: 2 }, acts: apart([0, end('Desk')], [65, press()]) },
  ],
]

describe('what is cancelled of an order', () => {
  it.each(NAMED)('is told once, each unit with its money: %s', (_, mix) => {
    for (const begins of [DAY, NIGHT])
      for (const reached of ['mail', 'texts', 'both'] as const)
        expect([reached, begins, faultsOf({ ...mix, begins }, reached)]).toEqual([
          reached,
          begins,
          [],
        ])
  })

  it('is one word, by its kind the end that silence made, beside what else is gone', () => {
    const acts = apart([0, cancel('Desk', 1)], [0, end('Lamp')], [0, miss('Rug', 1)])
    const { spoken } = lived({ ordered: { Desk: 2, Lamp: 2, Rug: 2 }, acts, begins: DAY }, 'mail')

    expect(
      spoken.filter(tellsOfCancelled).map(({ wanted: { kind, key, why, facts } }) => ({
        kind,
        key,
        why,
        cancelled: facts.cancelled,
        refund: facts.refund?.amount?.amount,
      })),
    ).toEqual([
      {
        kind: 'delay_expired',
        key: 'delay_expired:2026-03-03',
        why: [
          `The merchant said on ${DAY} that Rug cannot be had.`,
          `Desk cancelled by the merchant on ${DAY}.`,
          `Lamp: not shipped by 2026-03-03, so cancelled on ${DAY} (16 CFR 435.2(c)).`,
        ].join(' '),
        cancelled: [
          { lineId: 'Desk', quantity: 1 },
          { lineId: 'Lamp', quantity: 2, expired: 2 },
          { lineId: 'Rug', quantity: 1, missing: 1 },
        ],
        refund: '90.14',
      },
    ])
  })

  it.each(['mail', 'texts', 'both'] as const)(
    'is told once, each unit with its money, whatever cancels it: by %s',
    (reached) => {
      fc.assert(
        fc.property(mixes, (mix) => {
          expect(faultsOf(mix, reached)).toEqual([])
        }),
        runs(50),
      )
    },
  )
})
