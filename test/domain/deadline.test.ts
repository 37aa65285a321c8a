import { describe, expect, it } from 'vitest'
import { endOfDay, lastWholeDay } from '../../src/domain/deadline.ts'

describe('a deadline as it is said to its reader', () => {
  const said = (zone: string, merchantZone: string, now = '2026-04-01T12:00:00.000Z') =>
    lastWholeDay('2026-04-19', { zone, merchantZone, now })

  it('is its own day where that ends first for the reader, or at the same time', () => {
    expect(said('America/New_York', 'America/Los_Angeles')).toBe('2026-04-19')
    expect(said('Europe/Berlin', 'Europe/Paris')).toBe('2026-04-19')
  })

  it('is the last day that the reader has in whole, where it ends first at the merchant', () => {
    expect(said('Pacific/Honolulu', 'Pacific/Auckland')).toBe('2026-04-18')
    expect(said('America/Los_Angeles', 'America/New_York')).toBe('2026-04-18')
    // More than a whole day lies between these two.
    expect(said('Pacific/Pago_Pago', 'Pacific/Kiritimati')).toBe('2026-04-17')
    const end = endOfDay('2026-04-19', ['Pacific/Honolulu', 'Pacific/Auckland'])
    expect(endOfDay('2026-04-18', ['Pacific/Honolulu']) <= end).toBe(true)
  })

  it('is no day that is over: on the last morning it is that day', () => {
    expect(said('Pacific/Honolulu', 'Pacific/Auckland', '2026-04-19T10:30:00.000Z')).toBe(
      '2026-04-19',
    )
  })

  it('holds over a change of the clocks', () => {
    const zones = {
      zone: 'America/New_York',
      merchantZone: 'Europe/Berlin',
      now: '2026-03-01T12:00Z',
    }
    expect(lastWholeDay('2026-03-08', zones)).toBe('2026-03-07')
    expect(lastWholeDay('2026-03-29', zones)).toBe('2026-03-28')
  })
})
