import type { EventData } from '../../src/domain/event.ts'
import type { Random } from './random.ts'

type Customer = EventData<'order.placed'>['customer']
type Address = EventData<'order.placed'>['shipping_address']

const PLACES = [
  { country: 'US', region: 'NY', postal_code: '10012', phone: '+12125550123' },
  { country: 'US', region: 'CA', postal_code: '94110', phone: '+14155550123' },
  { country: 'US', region: 'HI', postal_code: '96815', phone: '+18085550123' },
  { country: 'GB', postal_code: 'EC1A 1BB', phone: '+447400123456' },
  { country: 'DE', postal_code: '10117', phone: '+4915112345678' },
  { country: 'IN', postal_code: '110001', phone: '+919876543210' },
  { country: 'AU', region: 'NSW', postal_code: '2000', phone: '+61412345678' },
  { country: 'NZ', postal_code: '6011', phone: '+64211234567' },
] as const

/** Readers of eight zones: most by mail, some by text too, some by text alone, a few by nothing. */
export function person(random: Random): { customer: Customer; shipping_address: Address } {
  const { phone, ...address } = random.pick(PLACES)
  const fate = random.next()
  const email = fate < 0.88 ? { email: 'reader@example.com' } : {}
  const text = fate > 0.7 && fate < 0.98 ? { phone, sms_consent: true } : {}
  return {
    customer: { name: 'Jon Snow', ...email, ...text },
    shipping_address: address,
  } as ReturnType<typeof person>
}
