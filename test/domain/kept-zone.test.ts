import { DateTime, IANAZone } from 'luxon'
import { expect, it } from 'vitest'
import { zoneOf } from '../../src/domain/kept-zone.ts'

const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe', // its clocks change by half an hour
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Chatham',
  'UTC',
]

it.each(ZONES)('tells the offsets of %s in every quarter of an hour around its changes', (name) => {
  const plain = IANAZone.create(name)
  const kept = zoneOf(name)
  for (const day of ['2026-03-08', '2026-03-29', '2026-04-05', '2026-09-27', '2026-10-25']) {
    for (let minute = -720; minute < 2_160; minute += 7.5) {
      const ms = Date.parse(day) + minute * 60_000 + 1
      expect(kept.offset(ms), `${day} ${minute}`).toBe(plain.offset(ms))
    }
  }
})

it('is the zone that Luxon knows: the same day, hour and sum, and none for a name that is none', () => {
  const at = '2026-03-07T15:00:00.000Z'
  for (const name of ZONES) {
    const kept = DateTime.fromISO(at, { zone: zoneOf(name) }).plus({ days: 1 })
    const plain = DateTime.fromISO(at, { zone: name }).plus({ days: 1 })
    expect(kept.toFormat('yyyy-MM-dd HH:mm ZZ')).toBe(plain.toFormat('yyyy-MM-dd HH:mm ZZ'))
    expect(kept.toMillis()).toBe(plain.toMillis())
    expect(kept.zoneName).toBe(name)
  }
  expect(zoneOf('UTC')).toBe(zoneOf('UTC'))
  expect(DateTime.fromISO(at, { zone: zoneOf('Mars/Olympus') }).isValid).toBe(false)
})
