import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import { allocatedQuantity, type Instant } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { drawMail } from '../support/drawn.ts'
import { anEvent, lineData, PLACED_AT, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { inputOf } from './scenes.ts'

/** Where each unit of one line is, kept by hand and by no rule of the house. */
type Units = {
  at: Instant
  ordered: number
  waits: number
  here: number
  out: number
  /** What waited and updates took off; and what they added in stock. */
  lowered: number
  added: number
  /** Cancelled of what was here: only its sum is known, so it counts for what is put on wait after it. */
  cut: number
  /** Of so many each count is; null once some were added, of which nobody may have heard. */
  known: number | null
}
const ACTS = ['come', 'leave', 'cancel', 'grow', 'shrink', 'move'] as const
type Act = { what: (typeof ACTS)[number]; units: number; hours: number }

const TITLE = 'Widget'
const after = (hours: number): Instant =>
  new Date(Date.parse(PLACED_AT) + hours * 3_600_000).toISOString()
const line = (quantity: number) => [{ id: 'L1', quantity }]

/** Moves units, never more than there are; null where there is nothing to move. */
function moved(before: Units, { what, units }: Act, at: Instant): [Units, Recorded] | null {
  const { ordered, waits, here, out } = before
  const of = (most: number) => Math.min(units, most)
  const some = { come: of(waits), leave: of(here), cancel: of(waits + here) }
  const fromWait = Math.min(waits, some.cancel)
  const less = {
    waits: waits - fromWait,
    here: here - some.cancel + fromWait,
    cut: before.cut + some.cancel - fromWait,
  }
  switch (what) {
    case 'come':
      return some.come === 0
        ? null
        : [
            { ...before, at, waits: waits - some.come, here: here + some.come },
            anEvent('backorder.allocated', at, { lines: line(some.come) }),
          ]
    case 'leave':
      return some.leave === 0
        ? null
        : [
            { ...before, at, here: here - some.leave, out: out + some.leave },
            anEvent('shipment.created', at, {
              shipment_id: `S_${at}`,
              shipped_at: at,
              lines: line(some.leave),
            }),
          ]
    case 'cancel':
      return some.cancel === 0
        ? null
        : [{ ...before, at, ...less }, anEvent('order.cancelled', at, { lines: line(some.cancel) })]
    case 'grow':
      return [
        grown(before, units, at),
        anEvent('order.updated', at, { lines: line(ordered + units) }),
      ]
    case 'shrink':
      return shrunk(before, units, at)
    case 'move':
      return [
        { ...before, at },
        anEvent('backorder.eta_changed', at, {
          lines: [{ id: 'L1', expected_at: units === 1 ? null : after(units * 240).slice(0, 10) }],
        }),
      ]
  }
}

/** What waited before an update took it off waits again; the rest is in stock. */
function grown(before: Units, units: number, at: Instant): Units {
  const { ordered, waits, here, lowered, added, cut } = before
  const back = Math.min(units, lowered)
  const waitAgain = Math.max(0, back - cut)
  return {
    at,
    ordered: ordered + units,
    waits: waits + waitAgain,
    here: here + units - waitAgain,
    out: before.out,
    lowered: lowered - back,
    added: added + units - back,
    cut: cut - (back - waitAgain),
    known: null,
  }
}

/** First what was added in stock. Taken off whole, it keeps its backorder for when it is put back. */
function shrunk(before: Units, units: number, at: Instant): [Units, Recorded] | null {
  const { ordered, waits, here, lowered, added } = before
  const ofAdded = Math.min(units, added, here)
  const fewer = Math.min(ofAdded + Math.min(units - ofAdded, waits), ordered - 1)
  const ofWait = Math.max(0, fewer - ofAdded)
  const ofHere = fewer - ofWait
  const less = { waits: waits - ofWait, here: here - ofHere }
  const left = { lowered: lowered + ofWait, added: added - ofHere }
  return fewer === 0
    ? null
    : [
        { ...before, at, ordered: ordered - fewer, ...less, ...left },
        anEvent('order.updated', at, { lines: line(ordered - fewer) }),
      ]
}

const act = fc.record({
  what: fc.constantFrom(...ACTS),
  units: fc.integer({ min: 1, max: 4 }),
  hours: fc.constantFrom(1, 20, 70),
})

const lives = fc.record({
  ordered: fc.integer({ min: 2, max: 6 }),
  short: fc.integer({ min: 1, max: 6 }),
  date: fc.constantFrom(null, '2026-03-12', '2026-05-01'),
  acts: fc.array(act, { maxLength: 7 }),
})

function liveOf({
  ordered,
  short,
  date,
  acts,
}: typeof lives extends fc.Arbitrary<infer T> ? T : never) {
  const waits = Math.min(ordered, short)
  const backorder = { quantity: waits, kind: 'standard' as const, expected_at: date }
  const events = [placed([lineData('L1', { title: TITLE, quantity: ordered, backorder })])]
  const here = ordered - waits
  const states: Units[] = [
    { at: PLACED_AT, ordered, waits, here, out: 0, lowered: 0, added: 0, cut: 0, known: ordered },
  ]
  let hours = 0
  for (const one of acts) {
    hours += one.hours
    const next = moved(states.at(-1) as Units, one, after(hours))
    if (!next) continue
    states.push(next[0])
    events.push(next[1])
  }
  const policy = { ...defaultPolicy(), delay_options: 'ftc' as const, expiry: 'confirm' as const }
  const life: Life = {
    events,
    until: after(hours + 24 * 10),
    merchantZone: 'America/New_York',
    policies: [{ from: PLACED_AT, policy }],
    outages: [],
    refused: [],
  }
  return { life, states }
}

const PACKAGES: ReadonlySet<MessageKind> = new Set<MessageKind>(['shipped', 'partially_shipped'])
const CANCELLED: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'cancellation_declined',
])
/** Their sentence is of what stock came for, and says so in words of its own. */
const OWN_COUNT: ReadonlySet<MessageKind> = new Set<MessageKind>(['restocked', 'order_confirmed'])

/** Of how many units the sentence of a message is true. */
function meant({ kind, wanted, order }: Told, { waits, here }: Units): number {
  if (CANCELLED.has(kind)) return wanted.facts.cancelled[0]?.quantity ?? 0
  // What has come has a date of its own, and misses it by itself: not what was in stock beside it.
  const { dates } = wanted.facts
  if (kind === 'promise_missed' && dates.some(({ came }) => came)) {
    const cameIn = order.lines.reduce((all, line) => all + allocatedQuantity(line), 0)
    return cameIn + (dates.some(({ came }) => !came) ? waits : 0)
  }
  if (!PACKAGES.has(kind)) return waits || here
  return order.shipments
    .filter(({ shipmentId }) => wanted.facts.shipments.includes(shipmentId))
    .flatMap(({ lines }) => lines)
    .reduce((all, { quantity }) => all + quantity, 0)
}

/** "2 × Widget" under each heading of the text, as its reader counts them. */
function counted(text: string): Record<'here' | 'waits', number> {
  const counts = { here: 0, waits: 0 }
  let place: keyof typeof counts | null = null
  for (const row of text.split('\n')) {
    const units = /^ {2}(\d+) × Widget$/.exec(row)?.[1]
    if (units && place) counts[place] += Number(units)
    else if (/^(Being prepared|In stock)/.test(row)) place = 'here'
    else if (/^(Ships|Waiting)/.test(row)) place = 'waits'
    else if (/^(Cancelled|Package)/.test(row)) place = null
  }
  return counts
}

function check(told: Told, units: Units, read = (subject: string) => subject) {
  const { kind, wanted, order, at } = told
  const facts = { facts: wanted.facts, now: at } as Partial<MessageInput>
  const mail = drawMail(inputOf(kind as MessageInput['kind'], order, facts))
  const subject = read(mail.subject)
  const named = /Widget \((\d+) of (\d+)\)/.exec(subject)
  const isNamed = subject.includes(TITLE) && !OWN_COUNT.has(kind)
  const said = named ? Number(named[1]) : (units.known ?? units.ordered)
  const count = CANCELLED.has(kind) && !named ? meant(told, units) : said
  if (isNamed) expect([kind, subject, count]).toEqual([kind, subject, meant(told, units)])
  if (isNamed && named && units.known !== null)
    expect([subject, Number(named[2])]).toEqual([subject, units.known])
  const { here, waits } = counted(mail.text)
  // Plain words and short ones list nothing.
  if (here + waits > 0)
    expect({ kind, here, waits, text: mail.text }).toMatchObject({
      here: units.here,
      waits: units.waits,
    })
}

const isTrueOf = (read?: (subject: string) => string) =>
  fc.property(lives, (one) => {
    const { life, states } = liveOf(one)
    for (const told of live(life).spoken) {
      const units = states.findLast(({ at }) => at <= told.at)
      if (units) check(told, units, read)
    }
  })

describe('the units that a message names', () => {
  it('are those that its sentence is true of, at that moment', () => {
    fc.assert(isTrueOf(), runs(40))
  })

  it('are missed where a word names all of a line', () => {
    const whole = (subject: string) => subject.replace(/ \(\d+ of \d+\)/, '')

    expect(() => fc.assert(isTrueOf(whole), { ...runs(40), endOnFailure: true })).toThrow(
      'Property',
    )
  })
})
