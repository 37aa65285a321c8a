import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erasedContact, withoutPerson } from '../../src/domain/erasure.ts'
import { foldContact } from '../../src/domain/fold-contact.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { recipientZone } from '../../src/domain/recipient.ts'
import { history } from '../support/arbitrary-events.ts'
import { anEvent, fold, lineData, placed } from '../support/events.ts'
import { runs } from '../support/runs.ts'

const erased = (event: Recorded) =>
  ({ ...withoutPerson(event), receivedAt: event.receivedAt }) as Recorded
const order = placed([lineData('L1')], {
  customer: { name: 'Jon Snow', email: 'jon@example.com', phone: '+1 502 555 0123' },
  shipping_address: {
    name: 'Jon Snow',
    line1: '1 Wall St',
    city: 'Castle',
    country: 'US',
    region: 'HI',
  },
  gift_note: 'For Ygritte',
})

describe('an event without the person', () => {
  it('holds nothing that names them', () => {
    const cancelled = anEvent('order.cancelled', '2026-03-03T15:00:00Z', { reason: 'Jon moved' })
    const text = JSON.stringify([erased(order), erased(cancelled)])

    expect(text).not.toMatch(/Jon|jon@|502|Wall|Castle|Ygritte/)
  })

  it('folds to the same order', () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(fold(events.map(erased))).toEqual(fold(events))
      }),
      runs(200),
    )
  })
})

it('an erased contact keeps where its days are counted, and cannot be reached', () => {
  const contact = erasedContact(foldContact([order]))

  expect(contact).toMatchObject({ name: null, email: null, phone: null, smsConsent: false })
  expect(recipientZone(contact, 'America/New_York')).toBe('Pacific/Honolulu')
})
