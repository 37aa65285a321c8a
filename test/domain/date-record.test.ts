import { describe, expect, it } from 'vitest'
import { dateRecord, soleCarrier } from '../../src/domain/date-record.ts'
import type { Said } from '../../src/domain/said.ts'
import { aBackorder, aLine, anOrder, aShipment } from '../support/order-state.ts'

const ZONES = { timeZone: 'America/New_York', readerZone: 'America/New_York' }
const recordOf = (over: Parameters<typeof anOrder>[0], zones = ZONES) =>
  dateRecord(anOrder(over), zones)

const told = (day: string | null, messageId = 'msg_1'): Said => ({
  messageId,
  kind: 'backorder_confirmed',
  key: messageId,
  channel: 'email',
  at: '2026-03-01T15:10:00.000Z',
  told: { dates: { line_1: day }, statements: {}, shipments: [], cancelled: {}, allocated: {} },
})
/** Left on 8 March, came on the 9th at nine in the morning in New York. */
const came = (over: Parameters<typeof aShipment>[1] = {}) => aShipment('delivered', over)
const waited = [aLine({ shipped: 1, backorder: aBackorder('2026-03-08') })]

describe('the record of the dates of an order', () => {
  it('is none where no day was ever named', () => {
    expect(recordOf({ lines: [aLine({ shipped: 1 })], shipments: [came()] })).toBe('none')
    expect(recordOf({ lines: waited, shipments: [came()], said: [told(null)] })).toBe('none')
  })

  it('holds the parcel’s leaving against the day that was told first', () => {
    const shipments = [came()]
    expect(recordOf({ lines: waited, shipments, said: [told('2026-03-08')] })).toBe('kept')
    expect(recordOf({ lines: waited, shipments, said: [told('2026-03-07')] })).toBe('missed')
    const moved = [told('2026-03-06'), told('2026-03-20', 'msg_2')]
    expect(recordOf({ lines: waited, shipments, said: moved })).toBe('missed')
  })

  it('holds its coming against the day that the carrier named', () => {
    const by = (expectedDelivery: string) =>
      recordOf({ lines: [aLine({ shipped: 1 })], shipments: [came({ expectedDelivery })] })
    expect([by('2026-03-09'), by('2026-03-10'), by('2026-03-08')]).toEqual([
      'kept',
      'kept',
      'missed',
    ])
  })

  it('holds it by the days of who waits, also where a clock changed in between', () => {
    // Half past eight in the evening in Los Angeles is the day after in London.
    const shipments = [
      came({ statusAt: '2026-03-10T03:30:00.000Z', expectedDelivery: '2026-03-09' }),
    ]
    const lines = [aLine({ shipped: 1 })]
    const at = (readerZone: string) => recordOf({ lines, shipments }, { ...ZONES, readerZone })
    expect([at('America/Los_Angeles'), at('Europe/London')]).toEqual(['kept', 'missed'])
  })

  it('is missed where one of several days was', () => {
    const shipments = [
      came({ expectedDelivery: '2026-03-09' }),
      came({ shipmentId: 'ship_2', expectedDelivery: '2026-03-01' }),
    ]
    expect(recordOf({ lines: [aLine({ shipped: 1 })], shipments })).toBe('missed')
  })

  it('counts no label that was voided', () => {
    const shipments = [came({ expectedDelivery: '2026-03-01', voided: true }), came()]
    expect(recordOf({ lines: [aLine({ shipped: 1 })], shipments })).toBe('none')
  })
})

describe('who brought an order', () => {
  const by = (...carriers: (string | null)[]) =>
    soleCarrier(
      anOrder({
        shipments: carriers.map((carrier, at) => came({ shipmentId: `s${at}`, carrier })),
      }),
    )

  it('is one carrier, or nobody in particular', () => {
    expect(by('UPS', ' UPS ')).toBe('UPS')
    expect([by('UPS', 'DHL'), by('UPS', null), by(null), by()]).toEqual([null, null, null, null])
  })
})
