import { describe, expect, it } from 'vitest'
import type { OrderState, SplitPolicy } from '../../src/domain/order.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { offerOf } from './choice-examples.ts'
import {
  factsOf,
  inputOf,
  lineOf,
  merchantOf,
  NOW,
  orderOf,
  readBy,
  shipmentOf,
  waitingLine,
} from './scenes.ts'

const pot = (day: string | null = '2025-04-02') => waitingLine('l_2', day, { title: 'Moka pot' })
const ready = (id: string, title: string, day: string) =>
  waitingLine(id, day, { title }, { allocated: 1 })

describe('the text of an update', () => {
  const textOf = (lines: Parameters<typeof orderOf>[0], locale = 'en') =>
    drawText(readBy(inputOf('backorder_update', orderOf(lines)), locale)).body

  it('says by when that ships which is being prepared', () => {
    const lines = [ready('l_1', 'Widget Pro', '2025-03-14')]
    expect(textOf(lines)).toContain('Widget Pro is still being prepared and ships by Fri, Mar 14.')
    expect(textOf(lines, 'de')).toContain('ist noch in Vorbereitung, Versand bis Fr., 14. März.')
  })

  it('names what is being prepared beside what waits, each with its date', () => {
    const body = textOf([ready('l_1', 'Widget Pro', '2025-03-14'), pot()])
    expect(body).toContain('Moka pot by Apr 2')
    expect(body).toContain('Widget Pro by Mar 14')
  })

  it('says the dates of two that are being prepared for different days', () => {
    const lines = [ready('l_1', 'Widget Pro', '2025-03-14'), ready('l_2', 'Moka pot', '2025-03-18')]
    const body = textOf(lines)
    expect(body).toContain('Widget Pro by Mar 14')
    expect(body).toContain('Moka pot by Mar 18')
  })
})

describe('a wish to cancel in a text about other lines', () => {
  const asked = factsOf({ cancelAsked: { lines: ['l_2'], on: '2025-03-09' } })

  it('names what it is of', () => {
    const order = orderOf([waitingLine('l_1', '2025-04-09'), pot()])
    const moved = { ...asked, dates: [{ lineId: 'l_1', old: '2025-03-14', new: '2025-04-09' }] }
    const { body } = drawText(inputOf('eta_slipped', order, { facts: moved }))
    expect(body).toContain('You asked to cancel Moka pot: our answer follows.')
  })

  it('names a part, by how many of it were asked', () => {
    const order = orderOf([{ ...pot(), quantity: 3 }])
    const facts = factsOf({
      cancelAsked: { lines: [], on: '2025-03-09', parts: [{ lineId: 'l_2', quantity: 1 }] },
    })
    const input = inputOf('backorder_update', order, { facts })
    expect(drawText(input).body).toContain('You asked to cancel Moka pot (1 of 3): our answer')
    expect(drawMail(input).text).toContain('to cancel your Moka pot (1 of 3). You’ll have our')
  })

  it('needs no name where it is of all that is to come', () => {
    const { body } = drawText(inputOf('backorder_update', orderOf([pot()]), { facts: asked }))
    expect(body).toContain('You asked to cancel: our answer follows.')
  })
})

describe('what happens in silence', () => {
  const order = orderOf([waitingLine('l_1', '2025-04-02'), pot('2025-05-02')])
  const dates = [{ lineId: 'l_1', old: '2025-03-07', new: '2025-04-02' }]
  const mailWith = (lineId: string) =>
    drawMail(
      inputOf('promise_missed', order, {
        facts: factsOf({ dates, offers: [offerOf({ lineId, revisedOn: '2025-05-02' })] }),
      }),
    ).text.replace(/\s+/g, ' ')

  it('is said to be below for the line that the question is about', () => {
    expect(mailWith('l_1')).toContain('What happens if we hear nothing from you is below.')
  })

  it('names the other line where the question is about that one', () => {
    expect(mailWith('l_2')).toContain(
      'What happens to your Moka pot if we hear nothing from you is below.',
    )
  })
})

describe('a text of a package that left', () => {
  const kept = waitingLine('l_3', '2025-04-02', { title: 'Lamp' }, { allocated: 1 })
  const bodyWith = (split: SplitPolicy, locale = 'en') => {
    const order = orderOf([lineOf('l_1', { title: 'Rug', shipped: 1 }), pot(), kept], {
      split,
      shipments: [shipmentOf('s_1', [{ id: 'l_1', quantity: 1 }])],
    })
    const facts = factsOf({ shipments: ['s_1'], dates: [] })
    const input = inputOf('partially_shipped', order, { facts })
    return drawText(readBy(input, locale)).body
  }

  it('names what is kept for the rest beside the rest', () => {
    expect(bodyWith('hold')).toContain('Lamp (with the rest); Moka pot by Apr 2.')
    expect(bodyWith('hold', 'fr')).toContain('Lamp (avec le reste)')
  })
})

describe('why a date moved', () => {
  const slip = (chosen: OrderState['splitChosen'], reason: string | null = null) => {
    const early = waitingLine('l_1', '2025-03-14')
    const order = orderOf([early, pot()], { split: 'hold', splitChosen: chosen })
    const dates = [{ lineId: 'l_1', old: '2025-03-14', new: '2025-04-02' }]
    const facts = factsOf({ lines: ['l_1'], dates, reason })
    return drawMail(inputOf('eta_slipped', order, { facts })).text.replace(/\s+/g, ' ')
  }
  const chosen = { eventId: 'e_2', at: NOW, split: 'hold' as const }

  it('is the choice of its reader, who may choose again, whatever was the reason before', () => {
    const said = 'You chose to have everything sent together'
    expect(slip(chosen)).toContain(said)
    expect(slip(chosen, 'A late container.')).toContain(said)
    expect(slip(chosen, 'A late container.')).not.toContain('container')
    expect(slip(null)).not.toContain(said)
    expect(slip({ ...chosen, split: 'ship_available' })).not.toContain(said)
  })
})

describe('an end of what waits and of what is kept for it', () => {
  it('is said in the number of what it names', () => {
    const pack = { ...lineOf('l_2'), title: 'Moka pot' }
    const order = orderOf([waitingLine('l_1', '2025-03-14'), pack])
    const facts = factsOf({ lines: ['l_1'], endsOn: '2025-03-14', endsFor: ['l_1', 'l_2'] })
    const merchant = merchantOf({ policy: { ...merchantOf().policy, split: 'hold' } })
    const { subject, text } = drawMail(inputOf('backorder_update', order, { facts, merchant }))

    expect(subject).toBe('Your Widget Pro ships by Fri, Mar 14, or is cancelled')
    expect(text).toContain('We’ll email you when it’s on the way')
  })
})

describe('several lines of which silence ends some, in a text', () => {
  const order = orderOf([
    waitingLine('l_1', null),
    waitingLine('l_2', null, { title: 'Moka pot' }, { allocated: 1 }),
  ])
  const openOf = (lineId: string, until: string) =>
    offerOf({ lineId, revisedOn: null, silence: 'cancel', until })

  it('says no name twice in a row', () => {
    const offers = [openOf('l_1', '2025-03-20'), openOf('l_2', '2025-04-13')]
    const { body } = drawText(inputOf('backorder_update', order, { facts: factsOf({ offers }) }))

    expect(body).toContain('Widget Pro: still no date. Unless you agree or it ships by Thu, Mar 20')
    expect(body.match(/Widget Pro/g)).toHaveLength(1)
  })

  it('names what was to end, behind what is said of another', () => {
    const facts = factsOf({
      offers: [openOf('l_2', '2025-04-13')],
      endHeld: { on: '2025-03-09', lines: ['l_1'] },
    })
    const { body } = drawText(inputOf('backorder_update', order, { facts }))
    expect(body).toContain('Widget Pro: Not cancelled yet: our team has to confirm it.')

    const alone = inputOf('backorder_update', orderOf([waitingLine('l_1', null)]), {
      facts: factsOf({ endHeld: { on: '2025-03-09', lines: ['l_1'] } }),
    })
    expect(drawText(alone).body).toMatch(/\. Not cancelled yet: our team/)
  })
})
