import { describe, expect, it } from 'vitest'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { drawText } from '../support/drawn.ts'
import { EXAMPLES } from './examples.ts'
import { inputOf, merchantOf, orderOf, readBy, TRACKING, waitingLine } from './scenes.ts'

describe('renderText', () => {
  it.each(SPOKEN_KINDS)('%s is the sentence and the link, in two parts of GSM at most', (kind) => {
    const { body, segments, encoding } = drawText(EXAMPLES[kind]())
    expect(body).toMatch(/^Harbor Goods: /)
    expect(body).toContain(kind === 'back_in_stock' ? 'https://harbor.example/' : TRACKING)
    expect(encoding).toBe('GSM-7')
    expect(segments).toBeLessThanOrEqual(2)
  })

  it('says old and new date', () => {
    const { body } = drawText(EXAMPLES.eta_slipped())
    expect(body).toContain('your Widget Pro now ships by Tue, Mar 25 (before: Fri, Mar 14)')
  })

  it('does not promise an e-mail to who reads texts', () => {
    for (const kind of SPOKEN_KINDS) expect(drawText(EXAMPLES[kind]()).body).not.toMatch(/email/i)
  })

  it('shortens names before dates and links', () => {
    const title = 'Hand-forged carbon steel chef’s knife with a stabilised walnut handle'
    const merchant = merchantOf({
      name: 'The Old Harbor Trading Company of Portsmouth and Kittery',
    })
    const input = inputOf(
      'backorder_confirmed',
      orderOf([waitingLine('l_1', '2025-03-14', { title })]),
      { merchant },
    )
    const { body, segments } = drawText(input)
    expect(segments).toBeLessThanOrEqual(2)
    expect(body).toContain('ships by Fri, Mar 14.')
    expect(body).toContain(`${TRACKING}/cancel`)
  })

  it('keeps to two parts whatever accents and pictures stand in names', () => {
    const merchant = merchantOf({ name: 'Único 🌿 Ñandú' })
    const order = orderOf([waitingLine('l_1', '2025-03-14', { title: 'Lámpara ☀️ única' })])
    for (const locale of ['en', 'es', 'fr', 'de']) {
      const input = readBy(inputOf('backorder_update', order, { merchant }), locale)
      const { body, encoding, segments } = drawText(input)
      expect(body).toMatch(/^Unico Ñandu ?: /)
      expect(body).toContain('Lampara unica')
      expect([encoding, segments <= 2]).toEqual(['GSM-7', true])
    }
  })

  it('counts a name in another script as what it is', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14', { title: 'Чайник' })])
    const { body, encoding } = drawText(inputOf('backorder_update', order))
    expect(body).toContain('Чайник')
    expect(encoding).toBe('UCS-2')
  })
})
