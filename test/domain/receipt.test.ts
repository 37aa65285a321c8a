import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MESSAGE_STATUSES } from '../../src/domain/message.ts'
import { RECEIPT_KINDS, statusAfter } from '../../src/domain/receipt.ts'
import {
  suppressedName,
  suppressionOfReceipt,
  suppressionOfRefusal,
} from '../../src/domain/suppression.ts'
import { runs } from '../support/runs.ts'

describe('the status of a message', () => {
  it.each([
    ['unclear', ['processed'], 'sent'],
    ['unclear', ['deferred'], 'sent'],
    ['sent', ['delivered', 'deferred', 'processed'], 'delivered'],
    ['sent', ['delivered', 'bounced'], 'bounced'],
    ['sent', ['bounced', 'delivered'], 'bounced'],
    ['sent', ['complaint'], 'delivered'],
    ['delivered', ['complaint'], 'delivered'],
    ['bounced', ['complaint'], 'bounced'],
    ['sent', ['dropped'], 'failed'],
    ['sent', ['failed', 'sent'], 'failed'],
    ['failed', ['delivered'], 'delivered'],
    ['delivered', ['failed'], 'delivered'],
    ['sent', ['resubscribed'], 'sent'],
    ['sent', [], 'sent'],
  ] as const)('%s, after %j, is %s', (status, kinds, after) => {
    expect(statusAfter(status, kinds)).toBe(after)
  })

  it('is the same in whatever order the words come, however often, and in however many parts', () => {
    const words = fc.array(fc.constantFrom(...RECEIPT_KINDS), { maxLength: 8 })
    fc.assert(
      fc.property(fc.constantFrom(...MESSAGE_STATUSES), words, words, (status, some, more) => {
        const once = statusAfter(status, [...some, ...more])
        expect(statusAfter(statusAfter(status, more), some)).toBe(once)
        expect(statusAfter(once, [...more, ...some])).toBe(once)
      }),
      runs(300),
    )
  })
})

describe('an address', () => {
  it.each([
    ['bounced', 'bounce', 'hard_bounce'],
    ['blocked', 'bounce', null],
    ['bounced', null, null],
    ['dropped', 'spam content', null],
    ['dropped', 'unsubscribed address', 'unsubscribed'],
    ['deferred', 'bounce', null],
    ['bounced', '30003', null],
    ['bounced', '30006', 'invalid'],
    ['failed', '30007', null],
    ['failed', '21610', 'stopped'],
    ['complaint', null, 'complaint'],
  ] as const)('after %s (%s) is given up for: %s', (kind, code, reason) => {
    expect(suppressionOfReceipt(kind, code)).toBe(reason)
  })

  it.each([
    ['sms', '21211', 'not a number', 'invalid'],
    ['sms', '20003', 'no such account', null],
    ['email', '550', '550 5.1.1 <x@y.example>: user unknown', 'hard_bounce'],
    ['email', '556', '556 5.1.10 null MX', 'hard_bounce'],
    ['email', '550', '550 5.7.1 blocked for spam', null],
    ['email', '550', 'no such mailbox', null],
    ['email', '450', '450 4.1.1 try later', null],
    ['email', '400', 'invalid 5.1.1 in the from field', null],
  ])('refused by %s with %s %s is given up for: %s', (channel, code, detail, reason) => {
    expect(suppressionOfRefusal(channel, { code, detail })).toBe(reason)
  })

  it('is one in every spelling', () => {
    expect(suppressedName('email', 'JON@example.com')).toBe(
      suppressedName('email', 'jon@Example.com'),
    )
    expect(suppressedName('email', 'x@y.example')).not.toBe(suppressedName('sms', 'x@y.example'))
  })
})
