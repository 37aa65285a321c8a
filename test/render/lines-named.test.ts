import { describe, expect, it } from 'vitest'
import { drawMail, drawText } from '../support/drawn.ts'
import { factsOf, inputOf, lineOf, orderOf, readBy, waitingLine } from './scenes.ts'
import { SPECIAL_CASES } from './special-cases.ts'

const mailOf = (...of: Parameters<typeof inputOf>) => drawMail(inputOf(...of))

describe('several lines that moved alike', () => {
  const titles = ['Desk', 'Lamp', 'Mug']
  const order = (day: string | null) =>
    orderOf([
      ...titles.map((title) => waitingLine(title, day, { title })),
      waitingLine('Rug', '2025-05-02', { title: 'Rug' }),
    ])
  const facts = (now: string | null) =>
    factsOf({
      lines: titles,
      dates: titles.map((lineId) => ({ lineId, old: '2025-03-14', new: now })),
    })

  it.each([
    ['eta_slipped', '2025-04-15'],
    ['eta_slipped', null],
    ['promise_missed', null],
  ] as const)('are all named by %s (%s), and no other is', (kind, now) => {
    const { text, html } = mailOf(kind, order(now), { facts: facts(now) })

    expect(text).toContain('Desk, Lamp, and Mug')
    expect(html).toContain('Desk, Lamp, and Mug')
    expect(text).not.toContain('Rug')
  })

  it('are all named by an offer and by its reminders, for silence cancels them', () => {
    const offers = titles.map((lineId) => ({
      lineId,
      originalOn: '2025-03-14',
      revisedOn: '2025-06-03',
      silence: 'cancel' as const,
      until: '2025-04-13',
    }))
    for (const kind of ['delay_option', 'delay_option_reminder'] as const) {
      const given = { facts: { ...facts('2025-06-03'), offers } }
      expect(mailOf(kind, order('2025-06-03'), given).text, kind).toContain('Desk, Lamp, and Mug')
    }
  })
})

describe('units of one line', () => {
  it('are one row in a card, wherever they came from', () => {
    const backorder = { quantity: 2, allocated: 1 }
    const line = waitingLine('l_1', null, { title: 'Lamp', quantity: 4 }, backorder)
    const { text } = mailOf('backorder_update', orderOf([line]))

    expect(text).toMatch(/Being prepared\n(.*\n)* {2}3 × Lamp/)
    expect(text.match(/\d × Lamp/g)).toEqual(['3 × Lamp', '1 × Lamp'])
  })

  it('are counted of what was ordered, where the shop lowered the line', () => {
    const order = orderOf([lineOf('l_1', { title: 'Desk', quantity: 1 })])
    const cancelled = [{ lineId: 'l_1', quantity: 2, removed: 2 }]
    const { subject, text } = mailOf('order_cancelled', order, {
      facts: factsOf({ lines: ['l_1'], cancelled }),
    })

    expect(subject).toContain('Desk (2 of 3)')
    expect(text).not.toContain('2 of 1')
  })

  it('are one line of a note, though two facts tell its date', () => {
    const backorder = { quantity: 1, allocated: 1 }
    const line = waitingLine(
      'l_1',
      '2025-03-28',
      { title: 'Lamp', quantity: 2, cancelled: 1 },
      backorder,
    )
    const date = { lineId: 'l_1', old: null, new: '2025-03-28' }
    const { text } = mailOf('order_cancelled', orderOf([line]), {
      facts: factsOf({
        lines: ['l_1'],
        cancelled: [{ lineId: 'l_1', quantity: 1 }],
        dates: [date, date],
      }),
    })

    expect(text).not.toContain('1 more')
  })
})

describe('a text of what came in', () => {
  it('says the day of the rest once, though that day is news', () => {
    const backorder = { quantity: 3, allocated: 1 }
    const line = waitingLine('l_1', '2025-07-06', { title: 'Desk', quantity: 3 }, backorder)
    const told = { ...factsOf({}).told, dates: { l_1: '2025-07-06' } }
    const dates = [{ lineId: 'l_1', old: '2025-03-14', new: '2025-07-06' }]
    const facts = factsOf({ lines: ['l_1'], dates, told })
    const input = inputOf('restocked', orderOf([line]), { facts })

    expect(drawText(input).body.match(/Jul 6/g)).toHaveLength(1)
    expect(drawMail(input).text).toContain('Before, it was Friday, March 14')
  })
})

describe('the price of a substitute', () => {
  const offer = (quantity: number) => {
    const order = orderOf([waitingLine('l_1', null, { title: 'Lamp', quantity }, { quantity })])
    const option = {
      sku: 'P',
      title: 'Lamp Plus',
      imageUrl: null,
      priceDifference: { amount: '5.00', currency: 'USD' },
    }
    const facts = factsOf({
      lines: ['l_1'],
      substitutes: [{ offer: 'evt_o', lineId: 'l_1', options: [option] }],
    })
    return inputOf('substitute_offered', order, { facts })
  }

  it('is said to be that of each where several of the line wait, in mail and text', () => {
    expect(drawMail(offer(2)).text).toContain('Lamp Plus, $5.00 more for each')
    expect(drawText(offer(2)).body).toContain('$5.00 more for each')
    expect(drawMail(offer(1)).text).not.toContain('for each')
    expect(drawMail(readBy(offer(2), 'de')).text).toContain('mehr pro Stück')
  })

  it('may have a long name, which a heading breaks between its words and nowhere else', () => {
    const build = SPECIAL_CASES.one_substitute
    const html = build && drawMail(readBy(build(), 'es')).html

    expect(html).toContain('carbon steel')
    expect(html).not.toMatch(/carbon(\u00a0|&nbsp;|&#xA0;)steel/i)
  })
})
