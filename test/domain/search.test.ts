import { describe, expect, it } from 'vitest'
import { searchPrefixes, searchTerms, trackingTerm } from '../../src/domain/search.ts'
import { aContact, aLine, anOrder, aShipment } from '../support/order-state.ts'

const terms = (order = anOrder(), contact = aContact()) =>
  searchTerms(order, contact).map(({ kind, term }) => `${kind} ${term}`)

describe('what an order is found by', () => {
  it('number, address, phone, each word of the name, packages and SKUs', () => {
    const order = anOrder({
      shipments: [aShipment('in_transit', { trackingNumber: '1Z 999-AA1' })],
    })

    expect(terms(order)).toEqual(
      expect.arrayContaining(
        [
          'number 1001',
          'number ord_1',
          'email jon.snow@example.com',
          'phone 15025550123',
          'name jon snow',
          'name snow jon',
          'tracking 1z999aa1',
          'sku wid-pro',
        ].map((term) => (term.startsWith('sku') ? expect.stringMatching(/^sku wid-pro$/i) : term)),
      ),
    )
  })

  it.each([
    ['Håkon Strauß-Müller', ['hakon', 'strauss-muller hak']],
    ['Jo de la Cruz', ['cruz, jo', 'de la cruz', 'jo de']],
    [null, ['ada love']],
  ])('%s, however it is typed', (name, typed) => {
    const address = { ...aContact().address, name: 'Ada Lovelace' } as never
    const found = terms(anOrder(), aContact({ name, address }))
    for (const query of typed) {
      const isFound = searchPrefixes(query).some((prefix) =>
        found.some((term) => term.startsWith(`name ${prefix}`)),
      )
      expect(isFound, query).toBe(true)
    }
    expect(found).toContain('name ada lovelace')
  })

  it('each SKU once, and nothing of what is not known', () => {
    const order = anOrder({
      lines: [aLine(), aLine({ id: 'line_2' }), aLine({ id: 'line_3', sku: null })],
    })
    const nobody = aContact({ name: null, email: null, phone: null, address: null })

    expect(terms(order, nobody).filter((term) => term.startsWith('sku'))).toHaveLength(1)
    expect(terms(order, nobody).some((term) => /^(email|phone|name)/.test(term))).toBe(false)
  })
})

describe('what is typed into the search box', () => {
  it.each([
    ['#1001', '1001'],
    ['  Jon.Snow@Example.com ', 'jon.snow@example.com'],
    ['1Z 999 AA1', '1z999aa1'],
    ['+1 (502) 555-0123', '15025550123'],
    ['(502) 555-0123', '025550123'],
  ])('%s begins %s', (query, prefix) => {
    expect(searchPrefixes(query)).toContain(prefix)
  })
})

it('a tracking number is one whatever its groups and case', () => {
  expect(trackingTerm('1Z 999-AA1')).toBe(trackingTerm('1z999aa1'))
})
