import { expect, it } from 'vitest'
import { carrierLink } from '../../src/domain/carrier-link.ts'

it.each([
  ['UPS', '1Z999AA10123456784', 'https://www.ups.com/track?tracknum=1Z999AA10123456784'],
  ['FedEx Ground', '449044304137821', 'https://www.fedex.com/fedextrack/?trknbr=449044304137821'],
  [
    'U.S. Postal Service',
    '9400 1118 9922 3197',
    'https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111899223197',
  ],
  [
    'dhl express',
    '1234567890',
    'https://www.dhl.com/global-en/home/tracking.html?tracking-id=1234567890',
  ],
  [
    'La Poste',
    '6A12345678901',
    'https://www.laposte.fr/outils/suivre-vos-envois?code=6A12345678901',
  ],
])('%s is known by its name', (carrier, number, url) => {
  expect(carrierLink(carrier, number)).toBe(url)
})

it('names no page where the carrier is not known for sure, or the number is none', () => {
  expect(carrierLink('Upsala Freight', '123456789')).toBeNull()
  for (const name of ['DPD', 'DPD UK', 'GLS', 'Hermes', 'Evri', 'Deutsche Post'])
    expect(carrierLink(name, '12345678901234')).toBeNull()
  expect(carrierLink('UPS', '"><script>')).toBeNull()
  expect(carrierLink('UPS', null)).toBeNull()
  expect(carrierLink(null, '1Z999AA10123456784')).toBeNull()
  for (const name of ['constructor', '__proto__']) expect(carrierLink(name, '123456789')).toBeNull()
})
