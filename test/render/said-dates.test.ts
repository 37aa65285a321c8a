import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../src/domain/calendar.ts'
import type { NoticeFacts } from '../../src/domain/message.ts'
import { toldDate, waitingQuantity } from '../../src/domain/order.ts'
import { splitOf } from '../../src/domain/said-date.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { life } from '../support/arbitrary-lives.ts'
import { drawMail } from '../support/drawn.ts'
import { runs } from '../support/runs.ts'
import { inputOf, merchantOf } from './scenes.ts'

/** Kinds whose every day is one on which something ships. */
const KINDS: ReadonlySet<string> = new Set([
  'backorder_confirmed',
  'backorder_checkin',
  'backorder_update',
  'eta_slipped',
  'eta_improved',
  'promise_missed',
  'restocked',
  'partially_shipped',
])
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = new RegExp(`\\b(${MONTHS.join('|')})[a-z]*\\.? (\\d{1,2})\\b`, 'g')

/** When a package is expected is the carrier's word. */
const CARRIERS_DAY = /^Package .*$/gm

/** Of a delay it is only told, and all is held, or may be, or ships as it comes. */
const splitLife = fc.tuple(life, fc.constantFrom('hold', 'ask', 'ship_available')).map(
  ([one, split]): Life => ({
    ...one,
    policies: one.policies.map(({ from, policy }) => ({
      from,
      policy: {
        ...policy,
        delay_options: 'notify',
        split: split as 'hold' | 'ask' | 'ship_available',
      },
    })),
    refused: [],
  }),
)

function daysIn({ at, kind, wanted, order, context }: Told): Set<string> {
  const input = inputOf(kind, order, {
    facts: wanted.facts,
    merchant: merchantOf({ timeZone: context.merchantZone, policy: context.policy }),
    now: at,
  })
  const { subject, text: all } = drawMail(input)
  const text = all.replace(CARRIERS_DAY, '')
  return new Set(
    [...`${subject}\n${text}`.matchAll(DAY)].map(
      ([, month = '', day = '']) =>
        `${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`,
    ),
  )
}

/** The days recorded as told, and beside them the old ones of a date that moved. */
function wrongDays(told: Told): string[] {
  const { facts } = told.wanted
  const today = dayOf(told.at, told.context.merchantZone).slice(5)
  const recorded = [facts.told.dates, facts.told.came ?? {}]
    .flatMap((days) => Object.values(days))
    .flatMap((day) => day?.slice(5) ?? [])
  // What is here and ships by itself was told its day before: some words leave it out.
  const isHeld = splitOf(told.order, told.context.policy) !== 'ship_available'
  const owed = told.order.lines.flatMap((line) =>
    waitingQuantity(line) > 0 || isHeld ? (facts.told.dates[line.id]?.slice(5) ?? []) : [],
  )
  const old = facts.dates.flatMap((date: NoticeFacts['dates'][number]) => date.old?.slice(5) ?? [])
  const days = daysIn(told)
  return [
    ...[...days]
      .filter((day) => !recorded.includes(day) && !old.includes(day) && !before(told).includes(day))
      .map((day) => `${told.at} ${told.kind} says ${day}, and tells ${recorded.join(', ')}`),
    ...owed
      .filter((day) => !days.has(day) && day > today)
      .map((day) => `${told.at} ${told.kind} tells ${day}, and says ${[...days].join(', ')}`),
  ]
}

/** What its reader was told already of what is here: said again, it is no other date. */
const before = ({ order }: Told): string[] =>
  order.lines.flatMap((line) =>
    waitingQuantity(line) > 0 ? [] : (toldDate(order, line.id)?.slice(5) ?? []),
  )

describe('whatever happens to an order, however it ships', () => {
  it('every day in its words is the day recorded as told', () => {
    fc.assert(
      fc.property(splitLife, (one) => {
        const spoken = live(one).spoken.filter(
          ({ kind, channel }) => channel === 'email' && KINDS.has(kind),
        )
        expect(spoken.flatMap(wrongDays)).toEqual([])
      }),
      runs(60),
    )
  })
})
