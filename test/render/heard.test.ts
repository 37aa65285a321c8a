import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf } from '../../src/domain/calendar.ts'
import { asHeard } from '../../src/domain/heard.ts'
import { type Day, waitingQuantity } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { replan } from '../../src/domain/replan.ts'
import { formatTextDay, formatTightDay } from '../../src/render/dates.ts'
import { toSms } from '../../src/render/sms.ts'
import { type Life, live, type Told } from '../domain/life-driver.ts'
import { LIFE_DAYS, life } from '../support/arbitrary-lives.ts'
import { drawText } from '../support/drawn.ts'
import { runs } from '../support/runs.ts'
import { inputOf, merchantOf } from './scenes.ts'

const LOCALES = ['en', 'de', 'fr', 'es'] as const

type Event = Recorded & { data: Record<string, unknown> }

/** More lines than a text has room for, each with a date of its own; who reads it has no mail. */
const textedLife = fc
  .tuple(
    life,
    fc.array(fc.option(fc.integer({ min: 2, max: 45 }), { nil: null, freq: 5 }), { maxLength: 5 }),
    fc.array(fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: 2, max: 70 }), fc.nat({ max: 20 })), {
      maxLength: 6,
    }),
    fc.constantFrom<'notify' | 'ftc'>('notify', 'ftc'),
  )
  .map(([one, more, slips, delay_options]): Life => {
    const [placed, ...rest] = one.events as Event[]
    const begins = placed?.occurred_at ?? ''
    const day = (days: number) => addDays(begins.slice(0, 10), days)
    const lines = [
      ...((placed?.data.lines ?? []) as object[]),
      ...more.map((days, at) => ({
        id: `M${at}`,
        title: `Thing M${at}`,
        quantity: 1,
        backorder: { quantity: 1, kind: 'standard', expected_at: days === null ? null : day(days) },
      })),
    ]
    const customer = { email: null, phone: '+12125550123', sms_consent: true }
    const at = (days: number) => new Date(Date.parse(begins) + days * 86_400_000).toISOString()
    const moves = slips
      .filter(([line, , after]) => line < more.length && after < LIFE_DAYS)
      .map(([line, to, after], index) => ({
        id: `evt_slip_${index}`,
        type: 'backorder.eta_changed',
        occurred_at: at(after),
        receivedAt: at(after),
        data: {
          order_id: placed?.data.order_id,
          lines: [{ id: `M${line}`, expected_at: day(to) }],
        },
      }))
    const first = {
      ...placed,
      data: {
        ...placed?.data,
        lines,
        customer: { ...(placed?.data.customer as object), ...customer },
      },
    }
    return {
      ...one,
      events: [first, ...rest, ...moves] as unknown as Recorded[],
      policies: one.policies.map(({ from, policy }) => ({
        from,
        policy: { ...policy, delay_options },
      })),
      refused: [],
    }
  })

function textOf({ at, kind, wanted, order, context }: Told, locale: string) {
  const rendered = drawText(
    inputOf(kind, order, {
      facts: wanted.facts,
      contact: { ...inputOf(kind, order).contact, locale },
      merchant: merchantOf({ locale, timeZone: context.merchantZone, policy: context.policy }),
      now: at,
    }),
  )
  if (!rendered.heard) throw new Error('our own words are read')
  return { ...rendered, heard: rendered.heard }
}

function toldBy(told: Told, locale: string) {
  const { order, kind, wanted } = told
  const isRead = order.said.some(({ key, channel }) => key === wanted.key && channel === 'email')
  const { heard } = textOf(told, locale)
  return asHeard(order, kind, wanted.facts.told, { heard, isMailed: isRead, isRead })
}

const house = (locale: string) => ({
  replan,
  asksAgain: true,
  tells: (told: Told) => (told.channel === 'sms' ? toldBy(told, locale) : told.wanted.facts.told),
})

/** Every day of the life that a text says. */
function daysIn(body: string, begins: Day, locale: string, today: Day): Day[] {
  const days = Array.from({ length: 220 }, (_, at) => addDays(begins, at - 60))
  return days.filter((day) =>
    [formatTextDay(day, locale, today), formatTightDay(day, locale, today)].some((said) => {
      const written = toSms(said.replace(/\s+/g, ' ')).body.replaceAll('.', '\\.')
      return new RegExp(`(?<!\\d)${written}(?!\\d)`).test(body)
    }),
  )
}

/** What stands in a text, and what is recorded as told by it, where the two are not the same. */
function faultsOf(told: Told, locale: string): string[] {
  const { order, kind, wanted, at, context } = told
  const { facts } = wanted
  const { body } = textOf(told, locale)
  const today = dayOf(at, context.merchantZone)
  const days = daysIn(body, order.placed?.at.slice(0, 10) ?? today, locale, today)
  const recorded = Object.values(toldBy(told, locale).dates).flatMap((day) => day ?? [])
  // Old beside new, the end of an offer, and what was told before and holds, are no news.
  const known = [
    ...facts.dates.flatMap(({ old }) => old ?? []),
    ...facts.offers.flatMap(({ until, revisedOn }) => [until, revisedOn]),
    ...order.said.flatMap((said) => Object.values(said.told.dates)),
    facts.endsOn,
    facts.refund?.dueOn,
  ]
  const isSpoken = (day: Day) => kind.startsWith('deliver') || known.includes(day)
  return [
    ...recorded
      .filter((day) => !days.includes(day))
      .map((day) => `${kind} (${locale}) is recorded to tell ${day}: ${body}`),
    ...days
      .filter((day) => !recorded.includes(day) && !isSpoken(day))
      .map((day) => `${kind} (${locale}) says ${day}, and tells ${recorded.join()}: ${body}`),
  ]
}

describe('what a text tells', () => {
  it.each(LOCALES)('is what its words say, whatever happens to the order (%s)', (locale) => {
    fc.assert(
      fc.property(textedLife, (one) => {
        const texts = live(one, house(locale)).spoken.filter(({ channel }) => channel === 'sms')
        expect(texts.flatMap((told) => faultsOf(told, locale))).toEqual([])
      }),
      runs(8),
    )
  })

  it('leaves no date unsaid for good: what had no room is the next word', () => {
    fc.assert(
      fc.property(textedLife, (one) => {
        const { moments, order } = live(one, house('en'))
        const last = moments.at(-1)
        const untold = order.lines.filter(
          (line) =>
            waitingQuantity(line) > 0 &&
            line.id.startsWith('M') &&
            !order.said.some(({ told }) => Object.hasOwn(told.dates, line.id)),
        )
        // Known late it is an import, whose first word may still be ahead.
        if (untold.length > 0) expect(last?.plan.wanted.length).toBeGreaterThan(0)
      }),
      runs(8),
    )
  })
})
