import { describe, expect, it } from 'vitest'
import { wantedMerchantNotices } from '../../../../src/domain/cadence/merchant/index.ts'
import {
  isEndpointNotice,
  type MerchantNotice,
  type MerchantNoticeKind,
} from '../../../../src/domain/merchant-notice.ts'
import type { StoredMessage } from '../../../../src/domain/message.ts'
import type { Recorded } from '../../../../src/domain/own-event.ts'
import { webhookBody } from '../../../../src/domain/webhook-body.ts'
import { webhookEvent } from '../../../../src/http/openapi/webhook-events.ts'
import {
  anEvent,
  backordered,
  contextAt,
  EXPECTED,
  fold,
  ORDER,
  ownEvent,
  PLACED_AT,
  PROMISED,
  placed,
  said,
} from '../../../support/events.ts'

const NEXT = '2026-03-03T15:00:00.000Z'
const LATER = '2026-03-04T15:00:00.000Z'
const webhooks = [{ id: 'whe_a', types: { '*': PLACED_AT } }]
const order = placed([backordered('L1', EXPECTED, { quantity: 2, sku: 'FERN' })])

const wanted = (events: Recorded[], messages: StoredMessage[] = []) =>
  wantedMerchantNotices(fold(events), { ...contextAt(LATER), webhooks }, messages)
/** Each as it would be sent, which has to be what the documents say. */
function asDocumented(events: Recorded[], notices: MerchantNotice[]) {
  for (const notice of notices) {
    const about = { messageId: 'msg_1', order: fold(events) }
    const body = JSON.parse(webhookBody({ ...notice, at: notice.dueAt }, about))
    if (notice.kind !== 'ping' && !isEndpointNotice(notice.kind))
      webhookEvent(notice.kind).parse(body)
  }
  return notices
}
const want = (kind: MerchantNoticeKind, events: Recorded[], messages?: StoredMessage[]) =>
  asDocumented(events, wanted(events, messages)).filter((notice) => notice.kind === kind)
const slip = (at: string, expected_at: string | null, id: string, over = {}) =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] }, { id, ...over })

it('are not looked at where no endpoint is', () => {
  const all = [order, slip(NEXT, '2026-05-04', 'evt_1')]
  expect(wantedMerchantNotices(fold(all), contextAt(LATER))).toEqual([])
})

describe('promise.changed', () => {
  it('tells from what to what, of which line, and what it was worked out from', () => {
    const [moved, none] = want('promise.changed', [order, slip(NEXT, '2026-05-04', 'evt_1')])
    expect(moved).toMatchObject({
      key: 'promise.changed:evt_1:L1',
      dueAt: NEXT,
      facts: {
        data: {
          line_id: 'L1',
          sku: 'FERN',
          old: PROMISED,
          basis: { event_id: 'evt_1', expected_at: '2026-05-04', supply_id: null },
        },
      },
    })
    expect(String(moved?.facts.data?.new) > '2026-05-04').toBe(true)
    expect(none).toBeUndefined()
  })

  it('is not the promise that came with the order, nor a word that moves none', () => {
    expect(want('promise.changed', [order])).toEqual([])
    expect(want('promise.changed', [order, slip(NEXT, EXPECTED, 'evt_1')])).toEqual([])
  })

  it('goes on from each to the next, also to no date and back', () => {
    const all = [
      order,
      slip(NEXT, '2026-05-04', 'evt_1'),
      slip('2026-03-03T16:00:00.000Z', null, 'evt_2'),
    ]
    const [first, second] = want('promise.changed', all)
    expect(second?.facts.data).toMatchObject({ old: first?.facts.data?.new, new: null })
  })

  it('is none of what is known to us only long after', () => {
    const late = slip('2026-03-03T15:00:00.000Z', '2026-05-04', 'evt_1', {
      receivedAt: '2026-03-20T15:00:00.000Z',
    })
    expect(want('promise.changed', [order, late])).toEqual([])
  })
})

it('backorder.allocated tells what has come in, by line', () => {
  const given = anEvent(
    'backorder.allocated',
    NEXT,
    { lines: [{ id: 'L1', quantity: 1 }] },
    { id: 'evt_a' },
  )
  expect(want('backorder.allocated', [order, given])).toMatchObject([
    {
      key: 'backorder.allocated:evt_a',
      facts: { data: { lines: [{ id: 'L1', sku: 'FERN', quantity: 1 }] } },
    },
  ])
})

it('message.sent names the message, its kind, its channel and the dates in it', () => {
  const told = said(NEXT, 'backorder_confirmed', { dates: { L1: PROMISED } })
  expect(want('message.sent', [order, told])).toMatchObject([
    {
      key: 'message.sent:msg_backorder_confirmed',
      dueAt: NEXT,
      facts: { data: { kind: 'backorder_confirmed', channel: 'email', dates: { L1: PROMISED } } },
    },
  ])
})

it('message.failed is of what was refused or came back, and of nothing else', () => {
  const rows = (['failed', 'bounced', 'sent', 'planned', 'withdrawn'] as const).map(
    (status): StoredMessage => ({
      messageId: `msg_${status}`,
      kind: 'shipped',
      key: status,
      channel: 'sms',
      status,
      dueAt: PLACED_AT,
      sentAt: null,
      changedAt: NEXT,
      why: '',
    }),
  )
  expect(want('message.failed', [order], rows)).toMatchObject([
    { key: 'message.failed:msg_failed', dueAt: NEXT, facts: { data: { status: 'failed' } } },
    { key: 'message.failed:msg_bounced', facts: { data: { channel: 'sms', status: 'bounced' } } },
  ])
})

it('delay.consented names the date that was agreed to', () => {
  const offer = {
    lineId: 'L1',
    originalOn: PROMISED,
    revisedOn: '2026-04-01',
    silence: 'cancel' as const,
    until: PROMISED,
  }
  const offered = said(NEXT, 'delay_option', { offers: [offer] }, { messageId: 'msg_offer' })
  const agreed = ownEvent(
    'delay.consented',
    LATER,
    { by: 'shopper', lines: [{ id: 'L1', offer: 'msg_offer' }] },
    'own_yes',
  )
  expect(want('delay.consented', [order, offered, agreed])).toMatchObject([
    {
      key: 'delay.consented:own_yes',
      facts: { data: { lines: [{ id: 'L1', offer: 'msg_offer', agreed_to: '2026-04-01' }] } },
    },
  ])
})

it('waitlist.joined names what somebody waits for', () => {
  const joined = ownEvent(
    'waitlist.joined',
    LATER,
    { by: 'shopper', lines: [{ id: 'L1', sku: 'FERN' }] },
    'own_join',
  )
  expect(want('waitlist.joined', [order, joined])).toMatchObject([
    { key: 'waitlist.joined:own_join', facts: { data: { lines: [{ id: 'L1', sku: 'FERN' }] } } },
  ])
})

it('order.cancelled is told to endpoints also where silence cancelled, and mailed only as that', () => {
  const expired = ownEvent(
    'delay.expired',
    NEXT,
    { lines: [{ id: 'L1', quantity: 2, total: 2 }], deadlines: { L1: '2026-03-02' } },
    'own_end',
  )
  expect(want('order.cancelled', [order, expired])).toMatchObject([
    { key: 'order.cancelled:own_end', webhookOnly: true, facts: { by: 'tidings' } },
  ])
  expect(want('delay.expired', [order, expired])).toHaveLength(1)
})

describe('the body', () => {
  const bodyOf = (kind: MerchantNoticeKind, events: Recorded[]) => {
    const [notice] = want(kind, events)
    if (!notice) throw new Error(`nothing wants ${kind}`)
    const about = { messageId: 'msg_1', order: { orderId: ORDER, orderNumber: '1001' } }
    return JSON.parse(webhookBody({ ...notice, at: notice.dueAt }, about))
  }

  it('has its type, its time and its data, in snake_case', () => {
    const chosen = ownEvent('split.chosen', NEXT, { by: 'shopper', split: 'hold' }, 'own_split')
    expect(bodyOf('split.chosen', [order, chosen])).toEqual({
      id: 'msg_1',
      type: 'split.chosen',
      timestamp: NEXT,
      data: {
        order_id: ORDER,
        order_number: '1001',
        split: 'hold',
        because: expect.objectContaining({ rule: 'split_chosen' }),
      },
    })
  })

  it('has the sum and the day of a refund', () => {
    const gone = ownEvent(
      'cancellation.made',
      NEXT,
      { by: 'shopper', lines: [{ id: 'L1', quantity: 2, total: 2 }], reason: null },
      'own_gone',
    )
    const { data } = bodyOf('refund.due', [order, gone])
    expect(data).toMatchObject({
      amount: { amount: '39.80', currency: 'USD' },
      deadline: '2026-03-12',
      lines: [{ id: 'L1', quantity: 2 }],
      by: 'shopper',
    })
  })

  it('is of no customer: neither name nor address', () => {
    const events = [order, slip(NEXT, '2026-05-04', 'evt_1'), said(NEXT, 'backorder_confirmed')]
    const bodies = wanted(events).map((notice) =>
      webhookBody({ ...notice, at: notice.dueAt }, { messageId: 'msg_1', order: fold(events) }),
    )
    expect(bodies.length).toBeGreaterThan(1)
    expect(bodies.join()).not.toMatch(/jon|snow|@/i)
  })
})

it('is what the documents say of each type', () => {
  const substitute = anEvent(
    'substitute.offered',
    NEXT,
    { line_id: 'L1', options: [{ sku: 'MOSS', title: 'Moss' }] },
    { id: 'evt_sub' },
  )
  const events = [
    order,
    substitute,
    ownEvent('split.chosen', NEXT, { by: 'shopper', split: 'hold' }),
    ownEvent('substitute.chosen', LATER, {
      by: 'shopper',
      offer: 'evt_sub',
      line_id: 'L1',
      sku: 'MOSS',
    }),
    ownEvent('inquiry.received', NEXT, { inquiry_id: 'inq_1', via: 'page', stops_texts: false }),
    ownEvent('cancellation.requested', NEXT, {
      by: 'shopper',
      lines: [{ id: 'L1', quantity: 1, total: 1 }],
      reason: 'Too late',
    }),
  ]
  const kinds = asDocumented(events, wanted(events)).map(({ kind }) => kind)
  expect(kinds).toEqual(
    expect.arrayContaining(['split.chosen', 'substitute.chosen', 'inquiry.received']),
  )
})
