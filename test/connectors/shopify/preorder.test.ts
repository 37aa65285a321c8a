import { describe, expect, it } from 'vitest'
import { dayIn } from '../../../src/connectors/shopify/date-text.ts'
import { anItem, anOrder, deliver, only } from './support.ts'

function backorderOf(properties: unknown, change: Record<string, unknown> = {}) {
  const line_items = [anItem({ properties, ...change })]
  const { events } = deliver('orders/create', anOrder({ line_items }))
  return only(events, 'order.placed').lines[0]?.backorder
}
const property = (name: string, value: unknown) => backorderOf([{ name, value }])

describe('the date that our own line showed', () => {
  const lineOf = (properties: unknown) => {
    const line_items = [anItem({ properties })]
    const { events } = deliver('orders/create', anOrder({ line_items }))
    return only(events, 'order.placed').lines[0]
  }
  const ours = (value: string) => ({ name: '_tidings_ships_by', value })

  it('comes back with the order, and makes no backorder by itself', () => {
    const line = lineOf([ours('2026-09-30')])

    expect([line?.shown_ships_by, line?.backorder]).toEqual(['2026-09-30', undefined])
  })

  it('stands beside what an app says, unless that showed a date of its own', () => {
    const preorder = { name: '_preorder', value: 'true' }
    const dated = { name: 'Pre-order', value: 'Ships October 5, 2026' }

    expect(lineOf([preorder, ours('2026-09-30')])?.backorder).toMatchObject({
      kind: 'preorder',
      expected_at: null,
      shown_ships_by: '2026-09-30',
    })
    expect(lineOf([dated, ours('2026-09-30')])?.backorder?.shown_ships_by).toBe('2026-10-05')
  })

  it.each(['30/09/2026', 'soon', '2026-02-30', '2019-01-01', ''])('is none in %j', (value) => {
    expect(lineOf([ours(value)])?.shown_ships_by).toBeUndefined()
  })
})

describe('a preorder, by the properties of its line', () => {
  it.each([
    ['_preorder', 'true'],
    ['_pre_order', 'Yes'],
    ['Preorder', true],
    ['Pre-order', '✓'],
    ['Pre-Order item', 'Ships soon'],
    ['Pre-ordered item', '1'],
    ['__releaseId', 'abc'],
    ['_isPreOrder', 'true'],
    ['_order_type', 'pre-order'],
    ['Purchase type', 'Pre-order'],
    ['Purple Dot Pre-order', 'tomorrow'],
  ])('%s: %s has no date', (name, value) => {
    expect(property(name, value)).toEqual({ quantity: 2, kind: 'preorder', expected_at: null })
  })

  it.each([
    ['Pre-order', 'Ships September 30, 2026'],
    ['Release date', '30 September 2026'],
    ['Purple Dot Pre-order', 'Sep 14, 2026 - Sep 30, 2026'],
  ])('%s: %s has the date that was shown', (name, value) => {
    expect(property(name, value)).toEqual({
      quantity: 2,
      kind: 'preorder',
      expected_at: '2026-09-30',
      shown_ships_by: '2026-09-30',
    })
  })

  it('takes a hidden date as expected, and the visible one as shown', () => {
    const said = backorderOf([
      { name: '_preorder_ship_date', value: '2026-09-28T00:00:00Z' },
      { name: 'Preorder', value: 'Ships September 30, 2026' },
    ])
    expect(said).toMatchObject({ expected_at: '2026-09-28', shown_ships_by: '2026-09-30' })
  })

  it.each([
    ['Ships by', '2026-04-01'],
    ['Estimated ship date', '1 April 2026'],
    ['Expected ship date', 'Apr 1, 2026'],
    ['Estimated shipping', '2026-04-01'],
    ['Backorder', 'Back in stock 01.04.2026'],
    ['Backorder Date', '2026-04-01'],
  ])('%s: %s is a backorder that is no preorder', (name, value) => {
    expect(property(name, value)).toMatchObject({ kind: 'standard', expected_at: '2026-04-01' })
  })

  it.each([
    ['_preorder', 'false'],
    ['Preorder', 'No'],
    ['Pre-order', ''],
    ['Ships by', 'Monday'],
    ['Release date', '1999-03-01'],
    ['Ship date', '2026-02-28'],
    ['Delivery date', '2026-04-01'],
    ['Custom Engraving', 'Preorder 2026-04-01'],
    ['_order_type', 'regular'],
    ['Relationship', '2026-04-01'],
  ])('%s: %s says nothing', (name, value) => {
    expect(property(name, value)).toBeUndefined()
  })

  it('is found in properties that come as one object', () => {
    expect(backorderOf({ _preorder: 'true' })).toMatchObject({ kind: 'preorder' })
  })

  it('is none for what is not shipped', () => {
    const properties = [{ name: '_preorder', value: 'true' }]
    expect(backorderOf(properties, { requires_shipping: false })).toBeUndefined()
  })
})

describe('dayIn', () => {
  it.each([
    ['2026-03-14', '2026-03-14'],
    ['2026-03-14T23:30:00-05:00', '2026-03-14'],
    ['2026/3/4', '2026-03-04'],
    ['March 14, 2026', '2026-03-14'],
    ['mar. 14th 2026', '2026-03-14'],
    ['14 March 2026', '2026-03-14'],
    ['the 1st of Sept, 2026', '2026-09-01'],
    ['14.03.2026', '2026-03-14'],
    ['03/14/2026', '2026-03-14'],
    ['20/07/2026', '2026-07-20'],
    ['04/04/2026', '2026-04-04'],
    ['ships 1 - 15 March 2026', '2026-03-15'],
    ['2026-03-01 to 2026-03-14', '2026-03-14'],
    ['February 2028', '2028-02-29'],
    ['{"releaseDate":"2026-05-01T00:00:00Z"}', '2026-05-01'],
  ])('reads %s as %s', (text, day) => expect(dayIn(text)).toBe(day))

  it.each([
    '03/04/2026',
    'March 14',
    '2026-02-30',
    '31 June 2026',
    '14/14/2026',
    '2026-03-14 or 03/04/2026',
    '12026-03-145',
    'Mark 2026',
    'soon',
    '',
    '0001-01-01',
  ])('reads no day from %s', (text) => expect(dayIn(text)).toBeNull())
})
