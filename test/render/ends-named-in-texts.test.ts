import { describe, expect, it } from 'vitest'
import type { MessageKind } from '../../src/domain/message.ts'
import { SEGMENTS_MAX } from '../../src/render/message.ts'
import { drawText } from '../support/drawn.ts'
import { factsOf, inputOf, lineOf, orderOf, readBy, waitingLine } from './scenes.ts'

const LANGUAGES = ['en', 'es', 'fr', 'de']
const DAY = '2025-06-03'
const textOf = (kind: MessageKind, titles: readonly string[], locale = 'en') => {
  const lines = titles.map((title) => waitingLine(title, DAY, { title }))
  const order = orderOf([
    ...lines,
    waitingLine('Rug', '2025-05-02', { title: 'Rug' }),
    lineOf('Mug'),
  ])
  const offers = titles.map((lineId) => ({
    lineId,
    originalOn: '2025-03-14',
    revisedOn: DAY,
    silence: 'cancel' as const,
    until: '2025-04-13',
  }))
  const dates = titles.map((lineId) => ({ lineId, old: '2025-03-14', new: DAY }))
  const facts = factsOf({ lines: [...titles], dates, offers })
  return drawText(readBy(inputOf(kind, order, { facts }), locale))
}
const endOf = (titles: readonly string[], locale: string) => {
  const lines = titles.map((title) => waitingLine(title, DAY, { title, cancelled: 1 }))
  const cancelled = titles.map((lineId) => ({ lineId, quantity: 1 }))
  const facts = factsOf({ lines: [...titles], cancelled })
  const order = orderOf([...lines, waitingLine('Rug', '2025-05-02', { title: 'Rug' })])
  return drawText(readBy(inputOf('delay_expired', order, { facts }), locale))
}

describe('a text of what silence ends', () => {
  const kinds = ['delay_option', 'delay_option_reminder', 'backorder_update'] as const
  const cases = kinds.flatMap((kind) => LANGUAGES.map((locale) => [kind, locale] as const))

  it.each(cases)('names each line by %s, in %s', (kind, locale) => {
    const { body, segments } = textOf(kind, ['Desk', 'Lamp'], locale)

    expect(body).toMatch(/Desk \p{L}+ Lamp/u)
    expect(body).not.toContain('Rug and')
    expect(segments).toBeLessThanOrEqual(3)
  })

  it.each(LANGUAGES)('names each line that it has ended, in %s', (locale) => {
    const { body, segments } = endOf(['Desk', 'Lamp'], locale)

    expect(body).toMatch(/Desk \p{L}+ Lamp/u)
    expect(segments).toBeLessThanOrEqual(3)
  })

  it.each(LANGUAGES)('shortens long names before it leaves one out, in %s', (locale) => {
    const titles = ['Adjustable Standing Desk 140', 'Ergonomic Office Chair', 'Lamp', 'Moka pot']
    const { body, segments } = textOf('delay_option', titles, locale)

    for (const name of ['Adjusta', 'Ergono', 'Lamp', 'Moka']) expect(body).toContain(name)
    expect(segments).toBeLessThanOrEqual(SEGMENTS_MAX)
  })

  it.each(LANGUAGES)(
    'counts what it has no room for, and says where it stands, in %s',
    (locale) => {
      const titles = Array.from({ length: 50 }, (_, at) => `Adjustable Standing Desk ${at}`)
      const { body, segments } = textOf('delay_option', titles, locale)

      expect(segments).toBeLessThanOrEqual(SEGMENTS_MAX)
      expect(body).toMatch(/4[68]|49/)
      expect(body).toMatch(/order page|Bestellseite|page de la commande|El resto, en el enlace/)
    },
  )
})
