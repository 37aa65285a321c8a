import { describe, expect, it } from 'vitest'
import { MESSAGE_KINDS, type MessageKind } from '../../../src/domain/message.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ownEvent,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'
import { agreed, FAR, UNDATED } from '../delay-story.ts'
import {
  allocated,
  asked,
  asks,
  type Case,
  cancelled,
  carrier,
  carrierSilent,
  FTC_CONTEXT,
  ftc,
  LATER,
  moved,
  offered,
  shipped,
  status,
  told,
  waiting,
  wrote,
} from './because-story.ts'

const WORD = {
  lines: ['L1'],
  last_word: 'msg_backorder_confirmed',
  last_word_kind: 'backorder_confirmed',
  last_word_at: PLACED_AT,
  budget_days: 7,
  send_hour: '10:00',
  zone: 'America/New_York',
}

const CASES: Record<MessageKind, Case> = {
  order_confirmed: {
    events: [placed([lineData('L1')])],
    now: PLACED_AT,
    because: { rule: 'order_confirmed', facts: { events: ['evt_placed'], placed_at: PLACED_AT } },
  },
  backorder_confirmed: {
    events: [waiting],
    now: PLACED_AT,
    because: {
      rule: 'backorder_confirmed',
      facts: { lines: ['L1'], now: { L1: PROMISED }, events: ['evt_placed'] },
    },
  },
  preorder_confirmed: {
    events: [
      placed([lineData('L1', { backorder: { quantity: 1, kind: 'preorder', expected_at: null } })]),
    ],
    now: PLACED_AT,
    because: {
      rule: 'preorder_confirmed',
      facts: { lines: ['L1'], now: { L1: null }, events: ['evt_placed'] },
    },
  },
  backorder_checkin: {
    events: told(),
    now: '2026-03-03T15:00:00.000Z',
    because: {
      rule: 'backorder_checkin',
      facts: { lines: ['L1'], events: ['evt_placed'], placed_at: PLACED_AT, after_hours: 48 },
    },
  },
  backorder_update: {
    events: told(),
    now: '2026-03-03T15:00:00.000Z',
    because: { rule: 'silence_budget', facts: WORD },
  },
  order_update: {
    events: sendNow([placed([lineData('L1')])], 'order_confirmed', PLACED_AT),
    now: LATER,
    because: {
      rule: 'silence_budget',
      facts: {
        ...WORD,
        last_word: 'msg_order_confirmed',
        last_word_kind: 'order_confirmed',
        handling_days: 3,
      },
    },
  },
  eta_slipped: {
    events: [...told(), moved('2026-04-01')],
    now: LATER,
    because: {
      rule: 'eta_slipped',
      facts: {
        lines: ['L1'],
        told: { L1: PROMISED },
        now: { L1: '2026-04-13' },
        events: ['evt_moved'],
        told_by: ['msg_backorder_confirmed'],
        quiet_minutes: 10,
      },
    },
  },
  eta_improved: {
    events: [...told(), moved('2026-03-06')],
    now: LATER,
    because: {
      rule: 'eta_improved',
      facts: { told: { L1: PROMISED }, now: { L1: '2026-03-09' }, events: ['evt_moved'] },
    },
  },
  promise_missed: {
    events: told(),
    now: '2026-03-17T15:00:00.000Z',
    because: {
      rule: 'promise_missed',
      facts: {
        lines: ['L1'],
        told: { L1: PROMISED },
        now: { L1: null },
        told_by: ['msg_backorder_confirmed'],
        missed_at: '09:00',
      },
    },
  },
  delay_option: {
    events: [...told(), FAR],
    now: '2026-03-09T15:00:00.000Z',
    over: FTC_CONTEXT(),
    because: {
      rule: 'delay_known',
      facts: {
        lines: ['L1'],
        applicable: { L1: PROMISED },
        told: { L1: PROMISED },
        now: { L1: '2026-05-04' },
        silence: { L1: 'cancel' },
        until: { L1: '2026-04-15' },
        known: true,
      },
    },
  },
  delay_option_reminder: {
    events: offered(),
    now: '2026-03-10T15:00:00.000Z',
    over: FTC_CONTEXT(),
    because: {
      rule: 'delay_unanswered',
      facts: { lines: ['L1'], told_by: ['msg_offer'], until_day: '2026-04-15', days_before: 7 },
    },
  },
  delay_expired: {
    events: offered(),
    now: '2026-03-10T15:00:00.000Z',
    over: FTC_CONTEXT(),
    because: {
      rule: 'delay_unanswered',
      facts: { lines: ['L1'], applicable: { L1: PROMISED }, told_by: ['msg_offer'] },
    },
  },
  restocked: {
    events: [...told(), allocated],
    now: LATER,
    because: {
      rule: 'allocated',
      facts: { lines: ['L1'], allocated: { L1: 1 }, events: ['evt_allocated'] },
    },
  },
  partially_shipped: {
    events: [placed([backordered('L1'), lineData('L2')]), shipped(['L2'])],
    now: LATER,
    because: { rule: 'partially_shipped', facts: { packages: ['S1'], events: ['evt_shipped'] } },
  },
  shipped: {
    events: [waiting, shipped()],
    now: LATER,
    because: { rule: 'shipped', facts: { packages: ['S1'], events: ['evt_shipped'] } },
  },
  out_for_delivery: carrier('out_for_delivery'),
  available_for_pickup: carrier('available_for_pickup'),
  delivered: carrier('delivered'),
  delivery_exception: carrier('exception'),
  returned: carrier('return_to_sender'),
  delivery_delayed: carrierSilent(
    'delivery_delayed',
    { expected_delivery: '2026-03-06' },
    '2026-03-07T15:00:00.000Z',
  ),
  delivery_stalled: carrierSilent(
    'delivery_stalled',
    { carrier_spoke_at: '2026-03-04T18:00:00.000Z', after_days: 4 },
    '2026-03-09T15:00:00.000Z',
  ),
  delivery_lost: carrierSilent(
    'delivery_lost',
    { carrier_spoke_at: '2026-03-04T18:00:00.000Z', after_days: 10 },
    '2026-03-15T18:00:00.000Z',
  ),
  cancellation_requested: {
    events: [...told(), allocated, asked],
    now: LATER,
    because: {
      rule: 'cancellation_requested',
      facts: { lines: ['L1'], events: ['evt_asked'], by: 'shopper' },
    },
  },
  cancellation_declined: {
    events: [
      ...told(),
      allocated,
      asked,
      ownEvent(
        'cancellation.answered',
        '2026-03-04T17:00:00Z',
        { answer: 'decline', lines: [{ id: 'L1', quantity: 1, total: 1 }], reason: 'packed' },
        'evt_declined',
      ),
    ],
    now: LATER,
    because: { rule: 'cancellation_declined', facts: { lines: ['L1'], events: ['evt_declined'] } },
  },
  order_cancelled: {
    events: [...told(), cancelled],
    now: LATER,
    because: {
      rule: 'order_cancelled',
      facts: { lines: ['L1'], cancelled: { L1: 1 }, events: ['evt_cancelled'], by: 'merchant' },
    },
  },
  refund_issued: {
    events: [
      ...told(),
      cancelled,
      anEvent(
        'order.refunded',
        '2026-03-04T17:00:00Z',
        { amount: { amount: '19.90', currency: 'USD' } },
        { id: 'evt_refund' },
      ),
    ],
    now: LATER,
    because: {
      rule: 'refund_issued',
      facts: { events: ['evt_refund'], amount: '19.90', currency: 'USD' },
    },
  },
  backorder_unfulfillable: {
    events: [
      ...told(),
      anEvent(
        'backorder.unfulfillable',
        '2026-03-04T16:00:00Z',
        { lines: [{ id: 'L1', quantity: 1 }] },
        { id: 'evt_gone' },
      ),
    ],
    now: LATER,
    because: {
      rule: 'backorder_unfulfillable',
      facts: { cancelled: { L1: 1 }, events: ['evt_gone'] },
    },
  },
  backorder_choice: {
    events: sendNow([placed([backordered('L1', null)])], 'backorder_confirmed', PLACED_AT),
    now: LATER,
    because: {
      rule: 'fulfilment_window',
      facts: { lines: ['L1'], events: ['evt_placed'], waits_since: PLACED_AT, window_days: 30 },
    },
  },
  substitute_offered: {
    events: [
      ...told(),
      anEvent(
        'substitute.offered',
        '2026-03-04T16:00:00Z',
        { line_id: 'L1', options: [{ sku: 'B', title: 'Item B' }] },
        { id: 'evt_offer' },
      ),
    ],
    now: LATER,
    because: {
      rule: 'substitute_offered',
      facts: { lines: ['L1'], events: ['evt_offer'], skus: ['B'] },
    },
  },
  back_in_stock: {
    events: [
      placed([backordered('L1', null, { sku: 'A' })]),
      anEvent('order.cancelled', '2026-03-03T14:00:00Z', {}),
      ownEvent('waitlist.joined', '2026-03-03T15:00:00Z', {
        by: 'shopper',
        lines: [{ id: 'L1', sku: 'A' }],
      }),
      ownEvent('waitlist.available', '2026-03-04T16:00:00Z', { skus: ['A'] }, 'evt_available'),
    ],
    now: LATER,
    because: { rule: 'back_in_stock', facts: { lines: ['L1'], events: ['evt_available'] } },
  },
  delivery_feedback: {
    events: [waiting, shipped(), status('delivered')],
    now: '2026-03-07T15:00:00.000Z',
    over: { policy: contextAt(LATER, { delivery_feedback: true }).policy },
    because: {
      rule: 'delivery_feedback',
      facts: { packages: ['S1'], delivered_at: '2026-03-04T18:00:00.000Z', after_days: 2 },
    },
  },
  inquiry_received: {
    events: [...told(), asks(false)],
    now: LATER,
    because: {
      rule: 'inquiry_received',
      facts: { inquiry: 'inq_1', events: ['evt_inquiry'], via: 'sms' },
    },
  },
  inquiry_reply: {
    events: [...told(), asks(false), wrote('inq_1')],
    now: LATER,
    because: {
      rule: 'inquiry_answered',
      facts: { letter: 'let_1', inquiry: 'inq_1', events: ['evt_wrote'] },
    },
  },
  cancel_or_stop: {
    events: [...told(), asks(true)],
    now: LATER,
    because: { rule: 'cancel_or_stop', facts: { inquiry: 'inq_1', events: ['evt_inquiry'] } },
  },
  free_message: {
    events: [...told(), wrote(null)],
    now: LATER,
    because: {
      rule: 'agent_wrote',
      facts: { letter: 'let_1', inquiry: null, events: ['evt_wrote'] },
    },
  },
}

describe('what made a message so, as data', () => {
  it.each(MESSAGE_KINDS)('names the rule of %s, and its facts', (kind) => {
    const { events, now, over, because } = CASES[kind]
    const wanted = wantedNotices(fold(events), { ...contextAt(now), ...over })

    expect(wanted.find((one) => one.kind === kind)?.because).toMatchObject(because)
  })

  it('says of the first word to an import that nothing was said, and of what', () => {
    const imported = placed([backordered('L1')], { receivedAt: '2026-03-20T15:00:00Z' })
    const [first] = wantedNotices(fold([imported]), contextAt('2026-03-20T15:00:00Z'))

    expect(first?.because).toMatchObject({
      rule: 'first_word',
      facts: { events: ['evt_placed'], heard_at: '2026-03-20T15:00:00.000Z' },
    })
  })

  it('keeps the facts of what is asked to be sent again, with who asked', () => {
    const again = ownEvent(
      'resend.asked',
      LATER,
      { message_id: 'msg_backorder_confirmed', key: 'backorder_confirmed' },
      'evt_again',
    )
    const resent = wantedNotices(fold([...told(), again]), contextAt(LATER)).find(({ key }) =>
      key.includes(':resend:'),
    )

    expect(resent?.because).toMatchObject({
      rule: 'backorder_confirmed',
      facts: { lines: ['L1'], resend_of: 'backorder_confirmed', resend_asked_by: 'evt_again' },
    })
  })

  it('names what a delay without a date rests on, and an offer that was agreed to no more', () => {
    const events = sendNow([UNDATED], 'backorder_confirmed', PLACED_AT)
    const now = '2026-03-29T15:00:00.000Z'
    const offer = wantedNotices(fold(events), ftc(now)).find(({ kind }) => kind === 'delay_option')
    const agreedTo = [...offered(), agreed('2026-03-10T15:00:00Z', 'msg_offer')]

    expect(offer?.because.facts).toMatchObject({ now: { L1: null }, events: ['evt_placed'] })
    const left = wantedNotices(fold(agreedTo), ftc('2026-03-11T15:00:00.000Z'))
    expect(left.map(({ because }) => because.rule)).not.toContain('delay_offer_stands')
  })
})
