import { describe, expect, it } from 'vitest'
import { noContact } from '../../src/domain/contact.ts'
import { applyToContact, foldContact } from '../../src/domain/fold-contact.ts'
import { mailAddress } from '../../src/domain/recipient.ts'
import { anEvent, lineData, placed } from '../support/events.ts'

const changes = (at: string, customer: Record<string, unknown>) =>
  anEvent('order.updated', at, { customer })
const order = placed([lineData('L1')], {
  customer: { name: ' Jon Snow ', email: 'jon@example.com', phone: '+1', sms_consent: true },
  shipping_address: { country: 'us', region: 'NY' },
})

describe('who is behind an order', () => {
  it('is what its placing said', () => {
    expect(foldContact([order])).toMatchObject({
      name: 'Jon Snow',
      email: 'jon@example.com',
      smsConsent: true,
      address: { country: 'US', region: 'NY', city: null },
    })
  })

  it('is what the last event said, field by field, whatever came first', () => {
    const later = changes('2026-03-04T15:00:00Z', { email: 'later@example.com' })
    const earlier = changes('2026-03-03T15:00:00Z', { email: 'earlier@example.com', phone: '+2' })

    expect(foldContact([later, earlier, order])).toMatchObject({
      name: 'Jon Snow',
      email: 'later@example.com',
      phone: '+2',
    })
  })

  it('is not written to at an address that was given up, and is at another one', () => {
    const own = (type: string, at: string, data: object) =>
      ({ id: `evt_${at}`, type, occurred_at: at, data: { order_id: 'o', ...data } }) as never
    const bounced = own('address.suppressed', '2026-03-03T15:00:00Z', {
      channel: 'email',
      reason: 'hard_bounce',
    })
    const same = changes('2026-03-04T15:00:00Z', { email: 'jon@example.com', phone: '+2' })
    const other = changes('2026-03-05T15:00:00Z', { email: 'mended@example.com' })
    const lifted = own('address.restored', '2026-03-06T15:00:00Z', { channel: 'email' })

    const given = foldContact([order, bounced, same])
    expect([given.suppressed, mailAddress(given)]).toEqual([{ email: 'hard_bounce' }, null])
    expect(mailAddress(foldContact([order, bounced, other]))).toBe('mended@example.com')
    expect(mailAddress(foldContact([order, bounced, lifted]))).toBe('jon@example.com')
  })

  it('loses what is said to be none, and keeps what is left out', () => {
    const gone = changes('2026-03-03T15:00:00Z', { email: null, phone: '  ' })

    expect(foldContact([order, gone])).toMatchObject({ name: 'Jon Snow', email: null, phone: null })
  })

  it('agrees to texts until it is taken back, and not by default', () => {
    const back = changes('2026-03-03T15:00:00Z', { sms_consent: false })

    expect(foldContact([order, changes('2026-03-03T15:00:00Z', {})]).smsConsent).toBe(true)
    expect(foldContact([order, back]).smsConsent).toBe(false)
    const other = changes('2026-03-03T15:00:00Z', { phone: '+15550000002' })
    expect(foldContact([order, other]).smsConsent).toBe(false)
    expect(foldContact([placed([lineData('L1')])]).smsConsent).toBe(false)
  })

  it('is no business of other events', () => {
    const cancelled = anEvent('order.cancelled', '2026-03-03T15:00:00Z', {})

    expect(applyToContact(noContact(), cancelled)).toEqual(noContact())
  })

  it('loses an address that is said to be none', () => {
    const none = anEvent('order.updated', '2026-03-03T15:00:00Z', { shipping_address: null })

    expect(foldContact([order, none]).address).toBeNull()
  })
})
