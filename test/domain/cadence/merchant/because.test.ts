import { describe, expect, it } from 'vitest'
import { wantedMerchantNotices } from '../../../../src/domain/cadence/merchant/index.ts'
import { contextAt, fold } from '../../../support/events.ts'
import {
  allocated,
  asked,
  asks,
  type Case,
  cancelled,
  FTC_CONTEXT,
  LATER,
  offered,
  told,
  waiting,
} from '../because-story.ts'

const MERCHANT_CASES: Record<string, Case> = {
  'cancellation.requested': {
    events: [...told(), allocated, asked],
    now: LATER,
    because: {
      rule: 'cancellation_to_answer',
      facts: { lines: ['L1'], events: ['evt_asked'], by: 'shopper' },
    },
  },
  'refund.due': {
    events: [...told(), cancelled],
    now: LATER,
    because: {
      rule: 'refund_due',
      facts: { lines: ['L1'], events: ['evt_cancelled'], refund_days: 7, deadline: '2026-03-13' },
    },
  },
  'delay.expiring': {
    events: offered(),
    now: '2026-04-09T15:00:00.000Z',
    over: FTC_CONTEXT(),
    because: {
      rule: 'delay_expiring',
      facts: { lines: ['L1'], told_by: ['msg_offer'], deadline: '2026-04-15', held: null },
    },
  },
  'customer.unreachable': {
    events: [waiting],
    now: LATER,
    over: { reach: 'none' },
    because: {
      rule: 'customer_unreachable',
      facts: { lines: ['L1'], events: ['evt_placed'], reach: 'none' },
    },
  },
  'inquiry.received': {
    events: [...told(), asks(false)],
    now: LATER,
    because: { rule: 'inquiry_open', facts: { inquiry: 'inq_1', events: ['evt_inquiry'] } },
  },
}

describe('what made a word to the merchant so, as data', () => {
  it.each(Object.keys(MERCHANT_CASES))('names the rule of %s, and its facts', (kind) => {
    const { events, now, over, because } = MERCHANT_CASES[kind] as Case
    const wanted = wantedMerchantNotices(fold(events), { ...contextAt(now), ...over })

    expect(wanted.find((one) => one.kind === kind)?.because).toMatchObject(because)
  })
})
