import { describe, expect, it } from 'vitest'
import { play } from '../domain/story-driver.ts'
import { drawMail, drawText } from '../support/drawn.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { inputOf, readBy } from './scenes.ts'

const LEFT = '2026-03-03T12:00:00.000Z'
const LOWERED = '2026-03-03T15:00:00.000Z'
const HEARD = '2026-03-04T12:00:00.000Z'
const UNTIL = '2026-03-05T00:00:00.000Z'

describe.each(['en', 'es', 'fr', 'de'])('what was taken off and had left, in %s', (locale) => {
  const wordsOf = (lowered: number, taken: number, instead: object[] = []) => {
    const lines = [{ id: 'L2', quantity: taken }]
    const { spoken, order } = play(
      [
        placed([lineData('L1'), lineData('L2', { title: 'Desk', quantity: 3 })], {
          payment_status: 'paid',
        }),
        anEvent('order.updated', LOWERED, {
          lines: [{ id: 'L2', quantity: lowered }, ...instead],
        } as never),
        anEvent(
          'shipment.created',
          LEFT,
          { shipment_id: 'shp_1', shipped_at: LEFT, lines },
          { receivedAt: HEARD },
        ),
      ],
      UNTIL,
    )
    const word = spoken.find(({ kind }) => kind === 'cancellation_declined')
    if (!word) throw new Error('no word')
    // As it was when the word went: it is among what was said since.
    const known = { ...order, said: order.said.filter(({ key }) => key !== word.wanted.key) }
    const input = readBy(
      inputOf('cancellation_declined', known, { facts: word.wanted.facts }),
      locale,
    )
    const { subject, text } = drawMail(input)
    return { subject, mail: text, sms: drawText(input).body }
  }

  it('does not come back, and is said by its sum', () => {
    const { subject, mail, sms } = wordsOf(0, 3)

    expect(subject).toMatch(/Desk/)
    for (const text of [mail, sms]) expect(text).toMatch(/59[.,]70/)
  })

  it('and beside it stands what stays off, with the one sum that comes', () => {
    const { mail, sms } = wordsOf(0, 1)

    for (const text of [mail, sms]) {
      expect(text).toMatch(/19[.,]90/)
      expect(text).toMatch(/39[.,]80/)
    }
    expect(mail).toMatch(/2 × Desk/)
  })

  it('is said without a word of money where something else had taken its place', () => {
    const { subject, mail, sms } = wordsOf(0, 3, [lineData('L9', { title: 'Shelf' })])

    expect(subject).toMatch(/Desk/)
    for (const text of [mail, sms])
      expect(text).not.toMatch(/\d[.,]\d\d|refund|erstatt|reembols|rembours/i)
  })
})

it('speaks of what package it left with as shipped, and not as what was never ordered', () => {
  const lines = [{ id: 'L1', quantity: 1 }]
  const { spoken, order } = play(
    [
      placed([backordered('L1')], { payment_status: 'paid' }),
      anEvent('order.updated', LOWERED, { lines: [{ id: 'L1', quantity: 0 }] } as never),
      anEvent(
        'shipment.created',
        LEFT,
        { shipment_id: 'shp_1', shipped_at: LEFT, lines },
        { receivedAt: HEARD },
      ),
    ],
    UNTIL,
  )
  const facts = spoken.find(({ kind }) => kind === 'cancellation_declined')?.wanted.facts
  if (!facts) throw new Error('no word')
  const { subject } = drawMail(inputOf('cancellation_declined', order, { facts }))

  expect(subject).toMatch(/had already shipped/)
})
