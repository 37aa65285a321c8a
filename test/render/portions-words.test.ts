import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { live } from '../domain/life-driver.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { anEvent, backordered, PLACED_AT, placed } from '../support/events.ts'
import { inputOf, merchantOf } from './scenes.ts'

const three = (expected_at: string | null) =>
  placed([backordered('L1', expected_at, { quantity: 3, title: 'Lamp' })])
const came = () =>
  anEvent('backorder.allocated', '2026-03-04T15:00:00Z', { lines: [{ id: 'L1', quantity: 1 }] })
const moved = (expected_at: string | null) =>
  anEvent('backorder.eta_changed', '2026-03-09T15:00:00Z', { lines: [{ id: 'L1', expected_at }] })

/** The first word of a kind, as a mail and as a text. */
function wordOf(kind: string, events: Recorded[], delays: 'notify' | 'ftc' = 'notify') {
  const { spoken } = live({
    events: events.map((event, at) => ({ ...event, id: `evt_${100 + at}` }) as Recorded),
    until: '2026-04-20T00:00:00.000Z',
    merchantZone: 'America/New_York',
    policies: [{ from: PLACED_AT, policy: { ...defaultPolicy(), delay_options: delays } }],
    outages: [],
    refused: [],
  })
  const told = spoken.find((one) => one.kind === kind)
  if (!told) throw new Error(`no ${kind}`)
  const input = inputOf(told.kind, told.order, {
    facts: told.wanted.facts,
    merchant: merchantOf({ timeZone: 'America/New_York', policy: told.context.policy }),
    now: told.at,
  })
  const { subject, text } = drawMail(input)
  return {
    at: told.at,
    subject,
    mail: text.replace(/\s+/g, ' '),
    sms: drawText(input)?.body,
  }
}

describe('a line of which one has come and two wait', () => {
  it('keeps the day of the one, in the list, though that of the others moves', () => {
    const { mail } = wordOf('backorder_update', [three('2026-03-12'), came(), moved('2026-03-24')])

    expect(mail).toContain('Being prepared, ships by Monday, March 16 1 × Lamp')
    expect(mail).toContain('Ships by Monday, March 30 2 × Lamp')
  })

  it('misses that day by its own name, the morning after', () => {
    for (const date of ['2026-03-24', null]) {
      const word = wordOf('promise_missed', [three('2026-03-12'), came(), moved(date)])

      expect(word.at).toBe('2026-03-17T13:00:00.000Z')
      expect(word.subject).toBe('We missed our date for your Lamp (1 of 3)')
      expect(word.mail).toContain('Before: Monday, March 16 Now: Friday, March 20')
      expect(word.sms).toContain('Your Lamp (1 of 3) did not ship by the date we gave you.')
    }
  })

  it('is missed in one word where both miss one day, each with what holds now', () => {
    const { subject, mail, sms } = wordOf('promise_missed', [three('2026-03-12'), came()])

    expect(subject).toBe('We missed our date for your Lamp')
    expect(mail).toContain('Lamp (2 of 3) Before: Monday, March 16 Now: No date yet')
    expect(mail).toContain('Lamp (1 of 3) Before: Monday, March 16 Now: Friday, March 20')
    expect(sms).toContain('Lamp (2 of 3) (no date yet); Lamp (1 of 3) by Mar 20.')
  })

  it('is told the handling time where no date was known, by mail and by text', () => {
    const { mail, sms } = wordOf('restocked', [three(null), came()])

    expect(mail).toContain('Being prepared, ships by Monday, March 9 1 × Lamp')
    expect(sms).toContain('Lamp (1 of 3) by Mar 9')
  })

  it('says of the whole line that it ends', () => {
    const events = [three('2026-03-12'), came(), moved('2026-05-20')]
    const offer = wordOf('delay_option', events, 'ftc')
    const reminder = wordOf('delay_option_reminder', events, 'ftc')

    expect(offer.sms).toContain('Lamp: Unless you agree')
    expect(reminder.subject).toBe('Keep your Lamp? Please answer by Wed, Apr 15')
    expect(reminder.mail).toContain('Your Lamp is cancelled after Wednesday, April 15')
    expect(reminder.sms).not.toContain('(2 of 3)')
  })
})
