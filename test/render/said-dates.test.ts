import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../src/domain/calendar.ts'
import type { NoticeFacts } from '../../src/domain/message.ts'
import { waitingQuantity } from '../../src/domain/order.ts'
import { renderMail, type Templates } from '../../src/render/message.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { life } from '../support/arbitrary-lives.ts'
import { runs } from '../support/runs.ts'
import { ownTemplates } from '../support/templates.ts'
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
])
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = new RegExp(`\\b(${MONTHS.join('|')})[a-z]*\\.? (\\d{1,2})\\b`, 'g')

let templates: Templates
beforeAll(async () => {
  templates = await ownTemplates()
})

/** Of a delay it is only told, and all is held, or may be. */
const heldLife = fc.tuple(life, fc.constantFrom('hold', 'hold', 'ask')).map(
  ([one, split]): Life => ({
    ...one,
    policies: one.policies.map(({ from, policy }) => ({
      from,
      policy: { ...policy, delay_options: 'notify', split: split as 'hold' | 'ask' },
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
  const { subject, text } = renderMail(templates, input)
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
  const recorded = Object.values(facts.told.dates).flatMap((day) => day?.slice(5) ?? [])
  // Of what is being prepared and kept for the rest, the words give no day of its own.
  const waiting = told.order.lines.flatMap((line) =>
    waitingQuantity(line) > 0 ? (facts.told.dates[line.id]?.slice(5) ?? []) : [],
  )
  const old = facts.dates.flatMap((date: NoticeFacts['dates'][number]) => date.old?.slice(5) ?? [])
  const days = daysIn(told)
  return [
    ...[...days]
      .filter((day) => !recorded.includes(day) && !old.includes(day) && !before(told).includes(day))
      .map((day) => `${told.at} ${told.kind} says ${day}, and tells ${recorded.join(', ')}`),
    ...waiting
      .filter((day) => !days.has(day) && day > today)
      .map((day) => `${told.at} ${told.kind} tells ${day}, and says ${[...days].join(', ')}`),
  ]
}

/** What its reader was told already of what is here: said again, it is no other date. */
const before = ({ order }: Told): string[] =>
  order.lines.flatMap(({ id }) => {
    const said = order.said.findLast(({ told }) => Object.hasOwn(told.dates, id))
    return said?.told.dates[id]?.slice(5) ?? []
  })

describe('whatever happens to an order whose lines are held for each other', () => {
  it('every day in its words is the day recorded as told', () => {
    fc.assert(
      fc.property(heldLife, (one) => {
        const spoken = live(one).spoken.filter(
          ({ kind, channel }) => channel === 'email' && KINDS.has(kind),
        )
        expect(spoken.flatMap(wrongDays)).toEqual([])
      }),
      runs(60),
    )
  })
})
