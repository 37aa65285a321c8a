import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../src/domain/own-event.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import {
  cancels,
  comes,
  hourOf,
  LANGUAGES,
  MAILED,
  OF,
  scans,
  ships,
  TEXTED,
  type Word,
  wishes,
  wordsIn,
} from './lived-words.ts'

const MORE = {
  en: 'Another package had left',
  es: 'Otro paquete',
  fr: 'Un autre colis était déjà parti',
  de: 'Noch ein Paket war schon unterwegs',
}
const SHIPPED = {
  en: 'had already shipped',
  es: 'Su pedido de Widget',
  fr: 'était déjà parti,',
  de: 'war schon unterwegs, deshalb',
}
/** Of what had been announced, so much more does not come. */
const NO_MORE = { en: 'Another $19.90 of', es: 'Otros', fr: 'De plus,', de: 'Auch weitere' }

describe.each(LANGUAGES)('a second package with what was cancelled, in %s', (locale) => {
  const three = backordered('L1', '2026-03-12', { quantity: 3, title: 'Widget' })
  const declined = (customer: object, events: readonly Recorded[]): Word[] => {
    const order = placed([three], { customer, payment_status: 'paid' })
    const all = wordsIn(locale, [order, ...events], { until: hourOf(60) })
    return all.filter(({ kind }) => kind === 'cancellation_declined')
  }
  const twice = [wishes(24, 3), ships(25, 'S1'), ships(27, 'S2')]

  it.each([
    ['mail', MAILED],
    ['text', TEXTED],
  ])('says by %s what is new only', (_, customer) => {
    const [first, second, ...others] = declined(customer, twice)

    expect(others).toEqual([])
    expect(first?.words).not.toContain(MORE[locale])
    expect(first?.words).not.toContain(NO_MORE[locale])
    expect(second?.words).toContain(MORE[locale])
    expect(second?.words).toContain(NO_MORE[locale])
    expect(second?.words).toContain(`Widget (1 ${OF[locale]} 3)`)
    expect(second?.words).not.toContain(SHIPPED[locale])
  })

  it('is the first again where the other was taken back, and told so', () => {
    const back = anEvent('shipment.voided', hourOf(26), { shipment_id: 'S1' })
    const words = declined(MAILED, [wishes(24, 3), ships(25, 'S1'), back, ships(30, 'S2')])

    expect(words).toHaveLength(2)
    for (const one of words) expect(one.words).not.toContain(MORE[locale])
  })
})

describe.each(LANGUAGES)('two packages that hold the same, in %s', (locale) => {
  const lines = [
    lineData('L1', { title: 'Widget', quantity: 2 }),
    lineData('L2', { title: 'Lamp' }),
  ]
  const scanned = (status: 'delivered' | 'exception', second: Recorded) => {
    const events = [
      placed(lines, { customer: TEXTED }),
      ships(24, 'S1'),
      second,
      // At night, so that both texts go at eight.
      scans(36, 'S1', status),
      scans(37, 'S2', status),
    ]
    const all = wordsIn(locale, events, { until: hourOf(50) })
    return all.slice(-2)
  }

  it.each(['delivered', 'exception'] as const)('are told apart by text: %s', (status) => {
    const [first, second] = scanned(status, ships(26, 'S2'))

    expect(first?.at).toBe(second?.at)
    expect(first?.words).toContain('(1ZS1).')
    expect(second?.words).toContain('(1ZS2).')
  })

  it('need no number where their names tell them apart', () => {
    const [first, second] = scanned('delivered', ships(26, 'S2', 1, 'L2'))

    expect([first?.words, second?.words].join(' ')).not.toMatch(/1ZS/)
    expect(first?.words).not.toBe(second?.words)
  })
})

describe.each(LANGUAGES)('a line of which a part waits, in %s', (locale) => {
  const of = OF[locale]
  const waits = (split: 'ship_available' | 'hold', expected: string | null) => {
    const line = backordered('L1', expected, { quantity: 3, title: 'Widget' })
    const order = placed([line], { customer: TEXTED, split } as never)
    const all = wordsIn(locale, [order, comes(26)], { until: hourOf(24 * 10) })
    return all.filter(({ kind }) => kind === 'backorder_update' || kind === 'backorder_checkin')
  }

  it('is not said to wait whole by the text of an update, though all of it has one day', () => {
    const [, update] = waits('ship_available', '2026-04-20')

    expect(update?.words).toContain(`Widget (2 ${of} 3)`)
    expect(update?.words).toContain(`Widget (1 ${of} 3)`)
  })

  it('is not said to be on backorder whole, where what came is kept for the rest', () => {
    const words = waits('hold', null)

    expect(words.map(({ kind }) => kind)).toEqual(['backorder_checkin', 'backorder_update'])
    for (const one of words) expect(one.words).toContain(`Widget (2 ${of} 3)`)
  })

  it('ships whole by the day of an update, where it is all kept together', () => {
    const [, update] = waits('hold', '2026-04-20')

    expect(update?.words).not.toContain(` ${of} 3)`)
  })
})

describe('what was cancelled of a line of several', () => {
  it('is no other package', () => {
    const line = lineData('L1', { title: 'Widget', quantity: 3 })
    const order = placed([line], { customer: MAILED, payment_status: 'paid' })
    const events = [order, wishes(24, 1), ships(25, 'S1', 3), cancels(30, 1)]
    const all = wordsIn('en', events, { until: hourOf(40) })

    expect(all.map(({ words }) => words).join('\n')).not.toContain(MORE.en)
  })
})
