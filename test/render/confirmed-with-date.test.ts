import { describe, expect, it } from 'vitest'
import { asHeard } from '../../src/domain/heard.ts'
import type { Line } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { live, type Told, WHOLE } from '../domain/life-driver.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { factsOf, inputOf, lineOf, NOW, orderOf, readBy, waitingLine } from './scenes.ts'

const allocation = { eventId: 'e_2', at: NOW, imported: false }
const came = (id: string, day: string, title: string) =>
  waitingLine(id, day, { title }, { allocated: 1, allocation })
const say = (lines: Line[], dates: Record<string, string>) => {
  const told = { ...factsOf({}).told, dates }
  return inputOf('order_confirmed', orderOf(lines), { facts: factsOf({ told }) })
}
const one = () => say([came('l_1', '2025-03-13', 'Desk')], { l_1: '2025-03-13' })

describe('a confirmation of what came before it went', () => {
  it('says by when it ships, in the mail and in the text', () => {
    const { preheader, html, text } = drawMail(one())

    expect(preheader).toBe('Everything is in stock and ships by Thursday, March 13.')
    expect(html).toContain('Your order is being prepared and ships by')
    expect(text).toContain('Being prepared, ships by Thursday, March 13')
    expect(drawText(one()).body).toContain(
      'Order #1001 is confirmed, is being prepared and ships by Thu, Mar 13.',
    )
  })

  it.each([
    ['en', 'Thu, Mar 13'],
    ['de', 'Do., 13. März'],
    ['fr', 'jeu. 13 mars'],
    ['es', 'jue 13 mar'],
  ])('is heard to have told it, in %s', (locale, day) => {
    const { body, heard, segments } = drawText(readBy(one(), locale))

    expect(body.replaceAll('\u202f', ' ')).toContain(day)
    expect(heard).toMatchObject({ dates: ['l_1'], lines: ['l_1'] })
    expect(segments).toBeLessThanOrEqual(3)
  })

  it('names what it is the date of, beside what was in stock all along', () => {
    const both = say([came('l_1', '2025-03-13', 'Desk'), lineOf('l_2', { title: 'Lamp' })], {
      l_1: '2025-03-13',
    })
    const { body, heard } = drawText(both)

    expect(body).toContain('is confirmed and being prepared.')
    expect(body).toContain('Still to come: Desk by Mar 13.')
    expect(heard).toMatchObject({ dates: ['l_1'], lines: ['l_1'] })
    expect(drawMail(both).preheader).not.toContain('March')
  })

  it('says no date where there is none', () => {
    const { body, heard } = drawText(say([lineOf('l_1')], {}))

    expect(body).toContain('is confirmed and being prepared.')
    expect(heard?.dates).toEqual([])
  })
})

describe('who reads texts alone, and whose stock came by night', () => {
  const at = '2026-03-03T04:00:00.000Z'
  const tells = ({ kind, order, wanted, at: now }: Told) => {
    const { heard } = drawText({ ...inputOf(kind, order), facts: wanted.facts, now })
    if (!heard) throw new Error('our own words are read')
    return asHeard(order, kind, wanted.facts.told, { heard, isMailed: false, isRead: false })
  }
  const spokenOf = (others: Parameters<typeof placed>[0]) => {
    const customer = { phone: '+12125550123', sms_consent: true }
    const lines = [backordered('L1', null), ...others]
    const events = [
      placed(lines, { at, customer } as Parameters<typeof placed>[1]),
      anEvent('backorder.allocated', '2026-03-03T07:30:00.000Z', {
        lines: [{ id: 'L1', quantity: 1 }],
      }),
    ]
    const policy = { ...defaultPolicy(), delay_options: 'notify' as const }
    const life = {
      events,
      until: '2026-03-08T00:00:00.000Z',
      merchantZone: 'America/New_York',
      policies: [{ from: at, policy }],
      outages: [],
      refused: [],
    }
    const { spoken } = live(life, { ...WHOLE, tells })
    return spoken.map(({ at: moment, kind }) => `${moment.slice(5, 10)} ${kind}`)
  }

  it('hears its date with the first word, and the apology on the day after', () => {
    expect(spokenOf([])).toEqual(['03-03 order_confirmed', '03-07 promise_missed'])
    expect(spokenOf([lineData('L2')])).toEqual(['03-03 order_confirmed', '03-07 promise_missed'])
  })

  it('hears it by its own word where the first had room for what waits alone', () => {
    const spoken = spokenOf([backordered('L2', '2026-03-20')])

    expect(spoken.slice(0, 2)).toEqual(['03-03 backorder_confirmed', '03-03 restocked'])
    expect(spoken).toContain('03-07 promise_missed')
  })
})
