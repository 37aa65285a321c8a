import { describe, expect, it } from 'vitest'
import { factsOf } from '../../src/domain/cadence/told.ts'
import { noContact } from '../../src/domain/contact.ts'
import { type MessageKind, type NoticeFacts, noFacts } from '../../src/domain/message.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { inputOf, lineOf, merchantOf, NOW, orderOf, shipmentOf, waitingLine } from './scenes.ts'

const LOCALES = ['en', 'de', 'fr', 'es'] as const
const words = { pot: { title: 'Moka pot' }, lamp: { title: 'Harbor lamp' } }
const lines = [
  waitingLine('L1', '2025-04-24'),
  waitingLine('L2', '2025-05-26', words.lamp),
  waitingLine('L3', '2025-06-03', words.pot),
  waitingLine('L4', '2025-07-14', { title: 'Atlas' }),
]
const move = (lineId: string, old: string | null, day: string | null) => ({ lineId, old, new: day })
const MOVES = [
  move('L1', '2025-03-17', '2025-04-24'),
  move('L2', '2025-04-14', '2025-05-26'),
  move('L3', '2025-04-15', '2025-06-03'),
  move('L4', '2025-04-16', '2025-07-14'),
]
const contact = { ...noContact(), name: 'Ann Lee', phone: '+12125550123', smsConsent: true }
const about = (kind: MessageKind, count: number, facts: Partial<NoticeFacts>, locale: string) =>
  inputOf(kind, orderOf(lines.slice(0, count)), {
    facts: factsOf(facts),
    contact: { ...contact, locale },
    merchant: merchantOf({ locale }),
  })
const textOf = (...args: Parameters<typeof about>) => drawText(about(...args))

describe.each(LOCALES)('several dates in a text (%s)', (locale) => {
  const slipped = (count: number) =>
    textOf(
      'eta_slipped',
      count,
      { lines: lines.slice(0, count).map(({ id }) => id), dates: MOVES.slice(0, count) },
      locale,
    )

  it.each([2, 3])('are all said where they are %d, old beside new', (count) => {
    const { body, segments } = slipped(count)
    for (const one of ['24', '17', '26', '14']) expect(body).toContain(one)
    if (count === 3) expect(body).toMatch(/3/)
    expect(body).not.toMatch(/[{}]/)
    expect(segments).toBeLessThanOrEqual(2)
  })

  it('are of four the day on which the last of it ships', () => {
    const { body, segments } = slipped(4)
    expect(body).toContain('14')
    expect(segments).toBeLessThanOrEqual(2)
  })

  it.each(['backorder_confirmed', 'backorder_update', 'backorder_checkin'] as const)(
    'are said by %s too',
    (kind) => {
      const { body, segments } = textOf(kind, 2, { lines: ['L1', 'L2'] }, locale)
      expect(body).toContain('24')
      expect(body).toContain('26')
      expect(segments).toBeLessThanOrEqual(2)
    },
  )
})

const CANCELLED = {
  cancelled: [{ lineId: 'L1', quantity: 1 }],
  refund: { amount: { amount: '19.90', currency: 'USD' }, dueOn: '2025-03-19' },
}

describe.each(LOCALES)('the text of a cancellation (%s)', (locale) => {
  it.each(['order_cancelled', 'delay_expired', 'backorder_unfulfillable'] as const)(
    'says by when the money comes back: %s',
    (kind) => {
      const { body, segments } = textOf(kind, 2, CANCELLED, locale)
      expect(body).toContain('19')
      expect(body.replace('19.90', '').replace('19,90', '')).toContain('19')
      expect(segments).toBeLessThanOrEqual(2)
    },
  )
})

/** A Lamp left, and of the Widget it became known that it is late: one word, which is the offer. */
describe.each(LOCALES)('a package whose word is an offer too (%s)', (locale) => {
  const left = lineOf('L2', { ...words.lamp, shipped: 1 })
  const late = waitingLine('L1', '2025-06-20', {}, { shownShipsBy: '2025-03-20' })
  const offer = {
    lineId: 'L1',
    originalOn: '2025-03-20',
    revisedOn: '2025-06-20',
    silence: 'cancel' as const,
    until: '2025-04-19',
  }
  const facts = factsOf({
    shipments: ['s_1'],
    dates: [move('L1', '2025-03-20', '2025-06-20')],
    offers: [offer],
  })
  const input = inputOf(
    'partially_shipped',
    orderOf([left, late], {
      shipments: [shipmentOf('s_1', [{ id: 'L2', quantity: 1 }])],
      // Not the first text, which alone says how texts end.
      said: [
        {
          messageId: 'm_1',
          kind: 'free_message',
          key: 'k_1',
          channel: 'sms',
          at: NOW,
          told: noFacts().told,
        },
      ],
    }),
    {
      facts: { ...facts, told: { ...facts.told, dates: { L1: '2025-06-20' }, offers: [offer] } },
      contact: { ...contact, locale },
      merchant: merchantOf({ locale }),
    },
  )

  it('says in the mail what moved, why, what silence means, and both ways on', () => {
    const { text, subject } = drawMail(input)
    expect(text).toContain('/consent')
    expect(text).toContain('/cancel')
    expect(text).not.toMatch(/[{}]/)
    expect(subject).toMatch(/late|verspätet|retard|retrasa/)
    expect(subject.length).toBeLessThanOrEqual(60)
  })

  it('says in two parts of a text the new date and the end, each once', () => {
    const { body, segments } = drawText(input)
    expect(body.match(/\b20\b/g)).toHaveLength(1)
    expect(body.match(/\b19\b/g)).toHaveLength(1)
    expect(segments).toBeLessThanOrEqual(2)
  })
})

describe.each(LOCALES)('an end that was said and is held (%s)', (locale) => {
  const input = (facts: Partial<NoticeFacts>, over = {}) =>
    inputOf('backorder_update', orderOf([waitingLine('L1', '2025-05-26')]), {
      facts: factsOf({ lines: ['L1'], ...facts }),
      contact: { ...contact, locale },
      merchant: merchantOf({ locale, ...over }),
    })

  it('has its why in the next word, and the way to cancel', () => {
    const held = input({ endHeld: { on: '2025-03-05', lines: ['L1'] } })
    const { text } = drawMail(held)
    const { body, segments } = drawText(held)
    expect(text).toMatch(/confirm|bestätigen/)
    expect(text).toContain('/cancel')
    expect(body).toMatch(/confirm|bestätigen/)
    expect(segments).toBeLessThanOrEqual(2)
  })

  it('was announced as what is confirmed first, where the merchant confirms it', () => {
    const offer = {
      lineId: 'L1',
      originalOn: '2025-03-20',
      revisedOn: '2025-05-26',
      silence: 'cancel' as const,
      until: '2025-04-19',
    }
    const policy = { ...merchantOf().policy, expiry: 'confirm' as const }
    const offered = input({ offers: [offer] }, { policy })
    expect(drawMail(offered).text).toMatch(/confirm|bestätigen/)
    expect(drawText(offered).body).toMatch(/confirm|bestätigen/)
  })

  it('leaves no word of "nothing to do" beside it, nor says of a date that was to hold what was not', () => {
    const nothing = /nothing to do|nichts (zu )?tun|rien à faire|nada que hacer|no tiene que hacer/i
    const dates = [{ lineId: 'L1', old: '2025-03-05', new: null }]
    for (const kind of ['eta_slipped', 'promise_missed'] as const) {
      const made = (endHeld: NonNullable<NoticeFacts['endHeld']>) => {
        const facts = { dates, endHeld }
        return drawMail({ ...input(facts), kind }).text
      }
      const end = { on: '2025-03-05', lines: ['L1'], canKeep: true as const }
      for (const text of [made(end), made({ ...end, isUnsaid: true })]) {
        expect(text).not.toMatch(nothing)
        expect(text).toMatch(/confirm|bestätig/i)
      }
      expect(made({ ...end, isUnsaid: true })).not.toBe(made(end))
    }
  })
})

it('the text of an offer says what else moved: it counts as told by it', () => {
  const offer = {
    lineId: 'L1',
    originalOn: '2025-03-17',
    revisedOn: '2025-04-10',
    silence: 'consent' as const,
    until: '2025-04-10',
  }
  const dates = [move('L1', '2025-03-17', '2025-04-10'), move('L2', '2025-05-30', '2025-05-26')]
  const { body } = textOf('delay_option', 2, { lines: ['L1', 'L2'], dates, offers: [offer] }, 'en')
  expect(body).toMatch(/Widget Pro.*Apr 10/)
  expect(body).toMatch(/Harbor lamp: now by Mon, May 26/)
})
