import { describe, expect, it } from 'vitest'
import { inPlainWords } from '../../src/console/plain-words.ts'

const reading = { timeZone: 'America/New_York', now: '2026-11-22T13:00:00.000Z' }
const say = (text: string) => inPlainWords(text, reading)

describe('a stored sentence in plain words', () => {
  it('has moments and days as people say them, in the shop’s time zone', () => {
    expect(say('Placed on 2026-11-02T02:58:06.308Z.')).toBe('Placed on Sun, Nov 1, 21:58.')
    expect(say('Due by 2026-12-02, or 2027-01-15.')).toBe(
      'Due by Wed, Dec 2, or Fri, Jan 15, 2027.',
    )
    expect(say('until 2026-11-01T05:30:00.000Z')).toBe('until Sun, Nov 1, 01:30')
    expect(say('until 2026-11-01T06:30:00.000Z')).toBe('until Sun, Nov 1, 01:30')
  })

  it('has messages by the name that the pages give them', () => {
    expect(say('The last word was backorder_checkin on 2026-11-13T12:58:06.308Z.')).toBe(
      'The last word was “Backorder check-in” on Fri, Nov 13, 07:58.',
    )
    expect(say('A later word went out: restocked.')).toBe('A later word went out: “Restocked”.')
    expect(say('…within 3 days; the last word was shipped on')).toContain('“Shipped” on')
  })

  it.each([
    ['Superseded by restocked.', 'Superseded by “Restocked”.'],
    ['Superseded by out_for_delivery.', 'Superseded by “Out for delivery”.'],
    ['A later word told the dates: shipped.', 'A later word told the dates: “Shipped”.'],
    ['restocked said it.', '“Restocked” said it.'],
    ['The merchant turned delivered off.', 'The merchant turned “Delivered” off.'],
    ['shipped was handed over on Monday', '“Shipped” was handed over on Monday'],
    ['It can no longer go by sms.', 'It can no longer go by text.'],
    ['It can no longer go by email.', 'It can no longer go by mail.'],
    [
      'The customer was written to: shipped by sms.',
      'The customer was written to: “Shipped” by text.',
    ],
    ['shipped by email did not reach the customer', '“Shipped” by mail did not reach the customer'],
    [
      'A question came by page and is not answered yet.',
      'A question came from the page and is not answered yet.',
    ],
    ['how the order is sent: hold.', 'how the order is sent: all together.'],
    ['Package p_1 is delivered since Monday', 'Package p_1 is delivered since Monday'],
    ['Package p_1 is exception since Monday', 'Package p_1 is stopped on its way since Monday'],
    [
      'backorder.eta_changed waits: line 1 is on no backorder',
      'A new date waits: line 1 is on no backorder',
    ],
    ['substitute.offered for line 1 goes to nobody', 'A substitute for line 1 goes to nobody'],
    ['See shop.com, sent by email from order.form', 'See shop.com, sent by email from order.form'],
  ])('says %s', (stored, said) => {
    expect(say(stored)).toBe(said)
  })

  it('leaves plain words, ids and what it does not know as they are', () => {
    const plain = 'Everything in the order has shipped; package ff_1 of my_shop, 2026-99-99.'
    expect(say(plain)).toBe(plain)
    expect(say('reported as out_for_delivery')).toBe('reported as out for delivery')
  })
})
