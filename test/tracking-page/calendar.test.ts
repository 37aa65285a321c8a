import { describe, expect, it } from 'vitest'
import { calendarFile } from '../../tracking-page/index.ts'
import { aBackorder, aDate, aLine, anOrder, aShipment } from '../support/order-state.ts'
import { inputFor, slipped, split, threePackages } from '../support/page-states.ts'

/** Unfolded as RFC 5545, 3.1 says: a break and a space are nothing. */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const fileOf = (order: Parameters<typeof inputFor>[0], over = {}) =>
  calendarFile(inputFor(order, over))?.text ?? ''
const valuesOf = (text: string, name: string) =>
  linesOf(text)
    .filter((line) => line.startsWith(name))
    .map((line) => line.slice(line.indexOf(':') + 1))

describe('the calendar of an order', () => {
  it('has a range for each package under way, and ends it with the day after', () => {
    const text = fileOf(threePackages())
    expect(valuesOf(text, 'DTSTART')).toEqual(['20260311', '20260312', '20260313'])
    expect(valuesOf(text, 'DTEND')).toEqual(['20260314', '20260315', '20260316'])
    expect(valuesOf(text, 'SUMMARY')[0]).toBe('Package 1 of 3 from Acme Outdoor arrives')
    expect(linesOf(text).slice(0, 5)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Tidings//Order//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
    ])
    expect(valuesOf(text, 'DTSTAMP')[0]).toBe('20260310T140000Z')
  })

  it('has a day for each line that waits, and none for what has come', () => {
    const text = fileOf(split())
    expect(valuesOf(text, 'SUMMARY')).toEqual([
      'Package 2 of 3 from Acme Outdoor arrives',
      'Widget Pro from Acme Outdoor ships by today',
    ])
    expect(valuesOf(text, 'DTSTART')).toEqual(['20260311', '20260320'])
  })

  it('keeps the name of an entry and raises its number when the date moves', () => {
    const first = fileOf(anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-10') })] }))
    const moved = fileOf(slipped())
    expect(valuesOf(moved, 'UID')).toEqual(valuesOf(first, 'UID'))
    expect([valuesOf(first, 'SEQUENCE'), valuesOf(moved, 'SEQUENCE')]).toEqual([['0'], ['1']])
    const other = fileOf({ ...slipped(), orderId: 'ord_2' })
    expect(valuesOf(other, 'UID')).not.toEqual(valuesOf(first, 'UID'))

    const under = (expectedMoves: number) =>
      anOrder({
        lines: [aLine({ shipped: 1 })],
        shipments: [aShipment('in_transit', { expectedDelivery: '2026-03-12', expectedMoves })],
      })
    const [a, b] = [fileOf(under(0)), fileOf(under(1))].map((text) =>
      Number(valuesOf(text, 'SEQUENCE')[0]),
    )
    expect(b).toBeGreaterThan(a ?? 9)
  })

  it('folds at 75 octets, through no character, and lets no title begin a line of its own', () => {
    const title = `Zelt, groß; \\ "${'ä'.repeat(60)}${'🏕'.repeat(20)}"\r\nATTACH:https://evil.example\u2028X\u0007`
    const text = fileOf(
      anOrder({
        orderNumber: '"; filename="x\r\nset-cookie: a=b',
        lines: [aLine({ title, backorder: aBackorder('2026-03-20') })],
      }),
    )
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.isWellFormed()).toBe(true)
    expect(text).not.toMatch(/^ATTACH/m)
    const [summary] = valuesOf(text, 'SUMMARY')
    expect(summary).toContain('Zelt\\, groß\\; \\\\ "ää')
    expect(summary).toContain('\\nATTACH:https://evil.example\\nX  from Acme')
    expect(calendarFile(inputFor(anOrder({ lines: [aLine()] })))).toBeNull()
  })

  it('names a file that every system takes', () => {
    const named = (orderNumber: string) =>
      calendarFile(inputFor({ ...slipped(), orderNumber }))?.name
    expect(named('"; filename="x\r\nset-cookie: a=b')).toBe('filename-x-set-cookie-a-b.ics')
    expect(named('#1001')).toBe('1001.ics')
    expect(named('注文')).toBe('order.ics')
  })

  it('speaks the language of its reader', () => {
    const order = anOrder({
      lines: [aLine({ backorder: aBackorder('2026-03-20', { history: [aDate('2026-03-20')] }) })],
    })
    expect(valuesOf(fileOf(order, { locale: 'de' }), 'SUMMARY')).toEqual([
      'Widget Pro von Acme Outdoor: Versand spätestens heute',
    ])
  })
})
