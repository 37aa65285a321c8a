import { describe, expect, it } from 'vitest'
import {
  KINDS_WITH_CANCEL_LINK,
  LANES,
  laneOf,
  MESSAGE_KINDS,
  SMS_KINDS,
  UNCAPPED_KINDS,
} from '../../src/domain/message.ts'
import { defaultPolicy, policySchema } from '../../src/domain/policy.ts'

describe('a policy', () => {
  it('is the cadence by default', () => {
    expect(defaultPolicy()).toMatchObject({
      kinds_off: [],
      checkin_after_hours: 48,
      silence_budget_days: 7,
      preorder_silence_budget_days: 30,
      send_hour: '10:00',
      sms_from: '08:00',
      sms_until: '21:00',
      buffer: { min_days: 2, share: 0.4, max_days: 14 },
      handling_days: 3,
      refund_days: 7,
      split: 'ship_available',
      cancellation: 'auto',
    })
  })

  it.each([
    ['no budget of silence', { silence_budget_days: 0 }, 'silence_budget_days'],
    ['a refund later than the law has it', { refund_days: 8 }, 'refund_days'],
    ['a field that is none', { silence: 7 }, ''],
    ['hours that are none', { send_hour: '24:00' }, 'send_hour'],
    ['a night without a day', { sms_from: '21:00', sms_until: '08:00' }, 'sms_until'],
  ])('refuses %s', (_, policy, path) => {
    const { error } = policySchema.safeParse(policy)

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it.each([
    'order_confirmed',
    'backorder_confirmed',
    'backorder_update',
    'eta_slipped',
    'promise_missed',
    'order_cancelled',
  ] as const)('refuses to turn %s off, with why', (kind) => {
    const { error } = policySchema.safeParse({ kinds_off: [kind] })

    expect(error?.issues[0]?.message).toContain(`${kind} cannot be turned off`)
  })

  it('lets what is a courtesy be turned off', () => {
    expect(
      policySchema.parse({ kinds_off: ['backorder_checkin', 'eta_improved'] }).kinds_off,
    ).toHaveLength(2)
  })
})

describe('the kinds', () => {
  it('that a merchant cannot cap are confirmations, shipments, cancellations and delay options', () => {
    expect(UNCAPPED_KINDS.has('shipped') && UNCAPPED_KINDS.has('order_cancelled')).toBe(true)
    for (const kind of [
      'backorder_checkin',
      'backorder_update',
      'eta_slipped',
      'eta_improved',
      'promise_missed',
      'restocked',
    ] as const) {
      expect(UNCAPPED_KINDS.has(kind), kind).toBe(false)
    }
  })

  it('that speak of a wait hold a way out, and those after shipping do not', () => {
    for (const kind of [
      'backorder_confirmed',
      'backorder_checkin',
      'eta_slipped',
      'restocked',
      'partially_shipped',
    ] as const) {
      expect(KINDS_WITH_CANCEL_LINK.has(kind), kind).toBe(true)
    }
    expect(KINDS_WITH_CANCEL_LINK.has('shipped') || KINDS_WITH_CANCEL_LINK.has('delivered')).toBe(
      false,
    )
  })

  it('that go by text are the urgent ones', () => {
    expect(SMS_KINDS.has('eta_slipped') && SMS_KINDS.has('shipped')).toBe(true)
    expect(SMS_KINDS.has('backorder_checkin') || SMS_KINDS.has('eta_improved')).toBe(false)
  })

  it('each have a lane, answers before shipments before notices', () => {
    expect(MESSAGE_KINDS.every((kind) => laneOf(kind) in [0, 1, 2])).toBe(true)
    expect([laneOf('order_confirmed'), laneOf('shipped'), laneOf('eta_slipped')]).toEqual([
      LANES.answer,
      LANES.shipment,
      LANES.notice,
    ])
  })
})
