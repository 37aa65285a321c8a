import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/domain/policy.ts'
import {
  afterQuietHours,
  mailAddress,
  recipientZone,
  textNumber,
} from '../../src/domain/recipient.ts'
import { aContact } from '../support/order-state.ts'

const policy = defaultPolicy()
const address = (country: string, region: string | null = null) => ({
  name: null,
  line1: null,
  line2: null,
  city: null,
  region,
  postalCode: null,
  country,
})

describe('the recipient’s zone', () => {
  it.each([
    ['as given', { timeZone: 'Asia/Tokyo', address: address('DE') }, 'Asia/Tokyo'],
    ['from the country', { address: address('DE') }, 'Europe/Berlin'],
    ['from the state', { address: address('US', 'CA') }, 'America/Los_Angeles'],
    ['from the state in ISO 3166-2', { address: address('US', 'US-HI') }, 'Pacific/Honolulu'],
    [
      'the merchant’s where the state is not known',
      { address: address('US', 'ZZ') },
      'America/New_York',
    ],
    [
      'the merchant’s where the country has many and no state is given',
      { address: address('AU') },
      'America/New_York',
    ],
    [
      'the merchant’s where there is no such country',
      { address: address('ZZ') },
      'America/New_York',
    ],
    ['the merchant’s where there is no address', { address: null }, 'America/New_York'],
  ])('is %s', (_, contact, zone) => {
    expect(recipientZone(aContact(contact), 'America/New_York')).toBe(zone)
  })
})

describe('an address that can take mail', () => {
  it.each(['a@b.co', 'jon.snow+wall@mail.example.com', 'jön@exämple.de'])('%s', (email) => {
    expect(mailAddress(aContact({ email }))).toBe(email)
  })

  it.each([
    null,
    '',
    'jon',
    'jon@',
    '@b.co',
    'a@b',
    'a@b@c.co',
    'a b@c.co',
    'a@b.co\nBcc: x@y.zz',
    `${'a'.repeat(250)}@b.co`,
    'a\0b@example.com', // PostgreSQL cannot keep it: the message would be tried for ever
  ])('%j is none', (email) => {
    expect(mailAddress(aContact({ email }))).toBeNull()
  })
})

describe('a number that can take texts', () => {
  const number = (phone: string | null, over = {}) =>
    textNumber(aContact({ phone, smsConsent: true, ...over }), 'US')

  it('is E.164, read in the country of the address, else the merchant’s', () => {
    expect(number('(212) 555-0123')).toBe('+12125550123')
    expect(number('030 901820', { address: address('DE') })).toBe('+4930901820')
    expect(number('212 555 0123', { address: null })).toBe('+12125550123')
  })

  it('is a North American one as it stands, if it has the digits', () => {
    expect(number('+15035550123', { address: address('DE') })).toBe('+15035550123')
    expect(number('+1503555012')).toBeNull()
    expect(number('+150355501234')).toBeNull()
    expect(number('+1 (503) 555-0123')).toBe('+15035550123')
  })

  it('is none without consent, or where it is not possible', () => {
    expect(number('+12125550123', { smsConsent: false })).toBeNull()
    expect(number('12')).toBeNull()
    expect(number('call me')).toBeNull()
    expect(number(null)).toBeNull()
  })
})

describe('quiet hours', () => {
  const NY = 'America/New_York'

  it.each([
    ['at eight a text may go', '2026-03-03T13:00:00.000Z', '2026-03-03T13:00:00.000Z'],
    ['before eight it waits until then', '2026-03-03T12:59:59.999Z', '2026-03-03T13:00:00.000Z'],
    ['just before nine it may go', '2026-03-04T01:59:59.999Z', '2026-03-04T01:59:59.999Z'],
    [
      'from nine it waits until the morning',
      '2026-03-04T02:00:00.000Z',
      '2026-03-04T13:00:00.000Z',
    ],
    [
      'after midnight until the same morning',
      '2026-03-04T06:00:00.000Z',
      '2026-03-04T13:00:00.000Z',
    ],
    [
      'over the night that is an hour short',
      '2026-03-08T03:00:00.000Z',
      '2026-03-08T12:00:00.000Z',
    ],
    ['over the night that is an hour long', '2026-11-01T02:00:00.000Z', '2026-11-01T13:00:00.000Z'],
    ['in the hour that is twice', '2026-11-01T06:30:00.000Z', '2026-11-01T13:00:00.000Z'],
  ])('%s', (_, at, goes) => {
    expect(afterQuietHours(at, NY, policy)).toBe(goes)
  })

  it('are the recipient’s, wherever they are', () => {
    const at = '2026-03-03T13:00:00.000Z'

    expect(afterQuietHours(at, 'America/Los_Angeles', policy)).toBe('2026-03-03T16:00:00.000Z')
    expect(afterQuietHours(at, 'Asia/Tokyo', policy)).toBe('2026-03-03T23:00:00.000Z')
    expect(afterQuietHours(at, 'Asia/Kolkata', policy)).toBe(at) // 18:30
  })

  it('are the policy’s', () => {
    const late = { ...policy, sms_from: '09:30', sms_until: '18:00' }

    expect(afterQuietHours('2026-03-03T13:00:00.000Z', NY, late)).toBe('2026-03-03T14:30:00.000Z')
    expect(afterQuietHours('2026-03-03T23:00:00.000Z', NY, late)).toBe('2026-03-04T14:30:00.000Z')
  })
})
