import { describe, expect, it } from 'vitest'
import { BACKORDER_KINDS } from '../../src/domain/event.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { BackorderKind, Line } from '../../src/domain/order.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { factsOf, inputOf, orderOf, shipmentOf, waitingLine } from './scenes.ts'

const waits = (kind: BackorderKind, day: string | null, changes: Partial<Line> = {}) =>
  waitingLine('l_1', day, { title: 'Signet ring', ...changes }, { kind })
const say = (message: MessageKind, lines: Line[], facts = factsOf()) => {
  const input = inputOf(message, orderOf(lines), { facts })
  const { subject, preheader, text } = drawMail(input)
  return {
    subject,
    preheader,
    text,
    all: `${subject}\n${preheader}\n${text}`,
    sms: drawText(input).body,
  }
}

const REASONS: [BackorderKind, string][] = [
  ['custom', 'It is being made for you.'],
  ['dropship', 'It comes to you straight from its maker.'],
  ['manufacturer', 'It is on order from its maker.'],
  ['seasonal', 'It comes back with the season.'],
  ['indefinite', 'It is sold out at present.'],
  ['preorder', 'It is a preorder and ships after its release.'],
]
const WAITING = ['backorder_confirmed', 'backorder_checkin', 'backorder_update'] as const
const DAYS = ['2025-03-14', null, '2025-03-07']

describe.each(REASONS)('a wait of the kind %s', (kind, reason) => {
  it.each(WAITING)(
    'is given its own reason in %s, with a date, without and after one',
    (message) => {
      for (const day of DAYS) {
        const { all, text, sms } = say(message, [waits(kind, day)])
        expect(text).toContain(reason)
        expect(`${all}${sms}`).not.toMatch(/restock|waits? for stock|on backorder/)
      }
    },
  )

  it('is given it where the date slips or is withdrawn', () => {
    for (const now of ['2025-03-25', null]) {
      const facts = factsOf({ dates: [{ lineId: 'l_1', old: '2025-03-14', new: now }] })
      expect(say('eta_slipped', [waits(kind, now)], facts).text).toContain(reason)
    }
  })
})

describe('kinds of backorder', () => {
  it('are all told apart, but the plain one', () => {
    expect([...REASONS.map(([kind]) => kind), 'standard'].sort()).toEqual(
      [...BACKORDER_KINDS].sort(),
    )
  })

  it('that are mixed in one order are spoken of in the plain words', () => {
    const lines = [waits('custom', '2025-03-14'), { ...waits('seasonal', '2025-03-14'), id: 'l_2' }]
    const { text, preheader } = say('backorder_confirmed', lines)
    expect(text).not.toMatch(/made for you|season/)
    expect(preheader).toContain('on backorder')
  })

  it('speak of each card by what is in it', () => {
    const lines = [waits('custom', null), { ...waits('standard', null), id: 'l_2' }]
    expect(say('backorder_confirmed', lines).text).toContain('Ships when restocked')
    expect(say('backorder_confirmed', lines.slice(0, 1)).text).toContain('No date yet\n  1 × ')
  })

  it('agree in number', () => {
    const lines = [waits('custom', '2025-03-14'), { ...waits('custom', '2025-03-14'), id: 'l_2' }]
    expect(say('backorder_confirmed', lines).text).toContain('They are being made for you.')
  })

  it('call what was made to order made, and thank for no restocking', () => {
    const allocation = { eventId: 'e_9', at: '2025-03-09T12:00:00.000Z', imported: false }
    const ring = waitingLine('l_1', '2025-03-14', {}, { kind: 'custom', allocated: 1, allocation })
    const facts = factsOf({ lines: ['l_1'] })
    const made = say('restocked', [ring], facts)
    for (const said of [made.subject, made.text])
      expect(said).toContain('Widget Pro is made and being prepared')

    const order = orderOf([{ ...ring, shipped: 1 }], {
      shipments: [shipmentOf('s_1', [{ id: 'l_1', quantity: 1 }])],
    })
    const { text } = drawMail(inputOf('shipped', order))
    expect(text).toContain('Thanks for your patience while you waited.')
    expect(text).not.toContain('restocked')
  })
})
