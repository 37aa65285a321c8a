import { describe, expect, it } from 'vitest'
import type { Availability } from '../../src/domain/availability.ts'
import { availabilityLocale, availabilityTexts } from '../../src/render/availability.ts'

const on = (over: Partial<Availability>, locale: string, today = '2025-03-03') =>
  availabilityTexts(
    { state: 'backorder', shipsBy: '2025-03-14', delivery: null, ...over },
    { locale, today },
  )

describe('the line of a product page', () => {
  it.each([
    ['en-GB', 'On backorder — ships by Friday 14 March'],
    ['en', 'On backorder — ships by Friday, March 14'],
    ['es', 'A la espera de existencias: sale a más tardar el viernes 14 de marzo'],
    ['fr', 'En attente de stock – expédition au plus tard le vendredi 14 mars'],
    ['de', 'Noch nicht auf Lager – Versand bis Freitag, 14. März'],
  ])('in %s: %s', (locale, text) => {
    expect(on({}, locale).text).toBe(text)
  })

  it.each([
    [
      'en',
      'Ships when restocked',
      'Preorder — ships by Friday, March 14',
      'Preorder — no date yet',
      'In stock',
    ],
    [
      'es',
      'Sale en cuanto haya existencias',
      'Reserva: sale a más tardar el viernes 14 de marzo',
      'Reserva: aún sin fecha de salida',
      'Disponible',
    ],
    [
      'fr',
      'Expédition dès le retour en stock',
      'Précommande – expédition au plus tard le vendredi 14 mars',
      'Précommande – pas encore de date',
      'En stock',
    ],
    [
      'de',
      'Versand, sobald wieder auf Lager',
      'Vorbestellung – Versand bis Freitag, 14. März',
      'Vorbestellung – noch kein Termin',
      'Auf Lager',
    ],
  ])(
    'in %s, without a date, for a preorder, and in stock',
    (locale, undated, preorder, noDate, inStock) => {
      expect(on({ shipsBy: null }, locale).text).toBe(undated)
      expect(on({ state: 'preorder' }, locale).text).toBe(preorder)
      expect(on({ state: 'preorder', shipsBy: null }, locale).text).toBe(noDate)
      expect(on({ state: 'in_stock', shipsBy: null }, locale).text).toBe(inStock)
      expect(on({ state: 'unknown', shipsBy: null }, locale).text).toBeNull()
    },
  )

  it.each([
    ['en', 'Estimated delivery: Tue – Fri, March 18 – 21'],
    ['es', 'Entrega aproximada: mar – vie, 18–21 de marzo'],
    ['fr', 'Livraison estimée : mar. – ven. 18–21 mars'],
    ['de', 'Voraussichtliche Lieferung: Di – Fr, 18.–21. März'],
  ])('names the days of a delivery as a range, in %s', (locale, text) => {
    const delivery = { earliest: '2025-03-18', latest: '2025-03-21', source: 'estimate' as const }

    expect(on({ delivery }, locale).delivery?.replace(/[\u2009\u202f\u00a0]/g, ' ')).toBe(text)
  })

  it('takes the year where it is another one', () => {
    expect(on({ shipsBy: '2026-01-09' }, 'en').text).toContain('Friday, January 9, 2026')
  })

  it('is in the language that was asked for, else in the merchant’s', () => {
    expect(availabilityLocale('fr-CA', 'en')).toBe('fr-CA')
    expect(availabilityLocale('xx', 'de')).toBe('de')
    expect(availabilityLocale(null, 'ja')).toBe('en')
    expect(availabilityLocale('<script>', 'es')).toBe('es')
  })
})
