import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import {
  comes,
  hourOf,
  LANGUAGES,
  MAILED,
  moves,
  OF,
  TEXTED,
  wordsIn,
} from '../render/lived-words.ts'
import { anEvent, lineData, PROMISED, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

const late = (id: string, over: object, quantity = 1, title = id) =>
  lineData(id, {
    title,
    quantity,
    backorder: { quantity, kind: 'standard', expected_at: null, ...over },
  })
/** Long after the day that its packing is to take. */
const DESK = { shown_ships_by: '2026-04-30' }
const LAMP = { expected_at: '2026-03-12' }
/** Hours to nine in the morning of the day on which the packing that was told for the 6th is missed. */
const NINE = 4 * 24 + 23
const minutes = (count: number) => NINE + count / 60

const order = (customer: object, quantity = 1) =>
  placed([late('A', DESK, quantity, 'Desk'), late('B', LAMP, 1, 'Lamp')], {
    customer,
    payment_status: 'paid',
    split: 'ship_available',
  } as never)
const spokenOf = (events: readonly Recorded[], customer: object = MAILED) =>
  play([order(customer), comes(26, 1, 'A'), ...events], hourOf(NINE + 24), {
    policy: { delay_options: 'ftc' },
  }).spoken.filter(({ at }) => at >= hourOf(NINE - 12))

describe('a day that is missed on the day on which another line is offered a delay', () => {
  const [missed, offered] = [
    { lineId: 'A', old: '2026-03-06', new: '2026-03-11' },
    { lineId: 'B', old: PROMISED, new: '2026-05-15' },
  ]

  it.each([
    ['in the night before its hour', -7 * 60],
    ['minutes before its hour', -18],
    ['and its offer is due minutes after', -6],
  ])('is said by the offer, %s', (_, at) => {
    for (const customer of [MAILED, TEXTED]) {
      const [word, ...others] = spokenOf([moves(minutes(at), '2026-05-01', 'B')], customer)

      expect(others).toEqual([])
      expect(word?.kind).toBe('delay_option')
      expect(word?.wanted.facts.dates).toEqual([offered, missed])
      expect(word?.wanted.facts.told.dates).toEqual({ A: '2026-03-11', B: '2026-05-15' })
    }
  })

  it('is apologized for by itself where the delay is heard of after it', () => {
    const spoken = spokenOf([moves(minutes(60), '2026-05-01', 'B')])

    expect(spoken.map(({ kind }) => kind)).toEqual(['promise_missed', 'delay_option'])
    expect(spoken[1]?.wanted.facts.dates).toEqual([offered])
  })

  it('is apologized for at once where the delay is taken back', () => {
    const back = moves(minutes(2), '2026-03-12', 'B')
    const spoken = spokenOf([moves(minutes(-6), '2026-05-01', 'B'), back])

    expect(spoken.map(({ at, kind }) => [at, kind])).toEqual([
      [hourOf(minutes(2)), 'promise_missed'],
    ])
  })

  it('is not said on the day before, which it may still ship on', () => {
    const spoken = spokenOf([moves(minutes(-10 * 60), '2026-05-01', 'B')])

    expect(spoken.map(({ kind }) => kind)).toEqual(['delay_option', 'promise_missed'])
    expect(spoken[0]?.wanted.facts.dates).toEqual([offered])
  })

  it('leaves the word to a package that was taken back', () => {
    const left = anEvent('shipment.created', hourOf(40), {
      shipment_id: 'SA',
      shipped_at: hourOf(40),
      lines: [{ id: 'A', quantity: 1 }],
    })
    const voided = anEvent('shipment.voided', hourOf(NINE - 1), { shipment_id: 'SA' })
    const spoken = spokenOf([left, voided, moves(minutes(-18), '2026-05-01', 'B')])

    expect(spoken.find(({ wanted }) => wanted.facts.turned)?.kind).toBe('promise_missed')
    expect(spoken.find(({ kind }) => kind === 'delay_option')?.wanted.facts.dates).toEqual([
      offered,
    ])
  })

  it('is of what had come of a line, beside the others of it', () => {
    const events = [order(MAILED, 3), comes(26, 1, 'A'), moves(minutes(-18), '2026-07-01', 'A')]
    const { spoken } = play(events, hourOf(NINE + 24), { policy: { delay_options: 'ftc' } })
    const words = spoken.filter(({ at }) => at >= hourOf(NINE - 12))

    expect(words.map(({ kind }) => kind)).toEqual(['delay_option'])
    expect(words[0]?.wanted.facts.dates).toContainEqual({ ...missed, came: true })
    expect(words[0]?.wanted.facts.told).toMatchObject({ came: { A: '2026-03-11' } })
  })
})

const DAYS = { en: /Mar(ch)? 11/, es: /11 (de )?mar/, fr: /11 mars/, de: /11\. ?(März|3\.)/ }

describe.each(LANGUAGES)('the words of such an offer, in %s', (locale) => {
  it.each([
    ['mail', MAILED],
    ['text', TEXTED],
  ])('name both, by %s', (_, customer) => {
    const events = [order(customer, 3), comes(26, 1, 'A'), moves(minutes(-6), '2026-05-01', 'B')]
    const all = wordsIn(locale, events, {
      until: hourOf(NINE + 24),
      policy: { delay_options: 'ftc' },
    })
    const [word, ...others] = all.filter(({ at }) => at >= hourOf(NINE - 12))

    expect(others).toEqual([])
    expect(word?.words).toContain(`Desk (1 ${OF[locale]} 3)`)
    expect(word?.words).toMatch(DAYS[locale])
    expect(word?.words).toContain('Lamp')
  })
})
