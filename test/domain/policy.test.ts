import { describe, expect, it } from 'vitest'
import {
  KINDS_WITH_CANCEL_LINK,
  LANES,
  laneOf,
  MESSAGE_KINDS,
  SMS_KINDS,
  UNCAPPED_KINDS,
} from '../../src/domain/message.ts'
import { defaultPolicy, policySchema, storedPolicy } from '../../src/domain/policy.ts'

describe('a policy', () => {
  it('is the cadence by default', () => {
    expect(defaultPolicy()).toMatchObject({
      kinds_off: [],
      checkin_after_hours: 48,
      change_quiet_minutes: 10,
      change_minutes_max: 60,
      message_gap_minutes: 60,
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
      warned_days: [7, 2],
      feed_silent_days: 3,
      feed_busy_days: 20,
      import_spread_hours: 24,
      answer_within_hours: 24,
      first_scan_hours: 12,
      feedback_after_days: 2,
    })
    expect(defaultPolicy().buffer.earlier_by_days).toBe(2)
  })

  it.each([
    ['no budget of silence', { silence_budget_days: 0 }, 'silence_budget_days'],
    ['a refund later than the law has it', { refund_days: 8 }, 'refund_days'],
    ['a field that is none', { silence: 7 }, ''],
    ['hours that are none', { send_hour: '24:00' }, 'send_hour'],
    ['a night without a day', { sms_from: '21:00', sms_until: '08:00' }, 'sms_until'],
    ['texts before the morning', { sms_from: '06:00' }, 'sms_from'],
    ['texts by night', { sms_until: '23:00' }, 'sms_until'],
    ['no hour for a text', { sms_from: '09:00', sms_until: '09:59' }, 'sms_until'],
    ['a zone that is none', { time_zone: 'Europe/Atlantis' }, 'time_zone'],
    [
      'a package lost before it stalls',
      { stalled_after_days: 5, lost_after_days: 5 },
      'lost_after_days',
    ],
    ['two messages within the hour', { message_gap_minutes: 30 }, 'message_gap_minutes'],
    [
      'a rest longer than the wait for it',
      { change_quiet_minutes: 30, change_minutes_max: 20 },
      'change_minutes_max',
    ],
    ['a buffer that crosses itself', { buffer: { min_days: 20 } }, 'buffer.max_days'],
    ['no reminder a week ahead of an end', { warned_days: [2] }, 'warned_days'],
    ['a reminder on the last day', { warned_days: [7, 2, 1] }, 'warned_days.2'],
    ['a first scan waited for past the day', { first_scan_hours: 13 }, 'first_scan_hours'],
    ['an import that hears nothing for a day', { import_spread_hours: 25 }, 'import_spread_hours'],
    ['an answer later than was told', { answer_within_hours: 25 }, 'answer_within_hours'],
    ['a feed that is dead for long unseen', { feed_silent_days: 4 }, 'feed_silent_days'],
    ['a guard for who sends daily alone', { feed_busy_days: 21 }, 'feed_busy_days'],
    ['a date that moves by a day', { buffer: { earlier_by_days: 1 } }, 'buffer.earlier_by_days'],
    [
      'what an order has one of, for one kind',
      { by_kind: { custom: { expiry: 'confirm', split: 'hold', delay_options: 'notify' } } },
      'by_kind.custom',
    ],
    ['a kind of backorder that is none', { by_kind: { vinyl: {} } }, 'by_kind'],
    [
      'a budget that only preorders may have',
      { by_kind: { custom: { silence_budget_days: 31 } } },
      'by_kind.custom.silence_budget_days',
    ],
    [
      'silence for one kind',
      { by_kind: { custom: { kinds_off: ['backorder_update'] } } },
      'by_kind.custom.kinds_off.0',
    ],
    [
      'the buffer of one kind crossing that of all',
      { by_kind: { dropship: { buffer: { max_days: 1 } } } },
      'by_kind.dropship.buffer.max_days',
    ],
  ])('refuses %s', (_, policy, path) => {
    const { error } = policySchema.safeParse(policy)

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('refuses an offset as a zone: clocks change', () => {
    for (const time_zone of ['+05:00', '-01:00', 'Mars/Base'])
      expect(policySchema.safeParse({ time_zone }).error?.issues[0]?.path).toEqual(['time_zone'])
  })

  it('says one fault of one field, and none of a field beside it', () => {
    const paths = (policy: unknown) =>
      policySchema.safeParse(policy).error?.issues.map(({ path }) => path.join('.'))

    expect(paths({ sms_from: ['nope'] })).toEqual(['sms_from'])
    expect(paths({ shipping_days: ['nope'] })).toEqual(['shipping_days.0'])
  })

  it('says why, of what the cadence has as a most', () => {
    const why = (policy: unknown) => policySchema.safeParse(policy).error?.issues[0]?.message
    expect(why({ feed_silent_days: 4 })).toContain('must not cancel what has shipped')
    expect(why({ first_scan_hours: 24 })).toContain('hears of it the same day')
    expect(why({ answer_within_hours: 48 })).toContain('an answer comes within 24')
    expect(why({ warned_days: [14, 7] })).toBe(
      'must hold 2: nothing ends by silence without a word 2 days ahead',
    )
    expect(policySchema.parse({ warned_days: [2, 14, 7] }).warned_days).toEqual([2, 14, 7])
  })

  it('says why, of a budget of none', () => {
    const { error } = policySchema.safeParse({ silence_budget_days: null })

    expect(error?.issues[0]?.message).toContain('would leave who waits in silence')
  })

  it('tells of all its faults at once, those of sense beside those of shape', () => {
    const { error } = policySchema.safeParse({
      silence_budget_days: 'seven',
      kinds_off: ['order_cancelled', 'fax'],
      lost_after_days: 3,
      buffer: { min_days: 20, share: 9 },
      by_kind: { custom: { silence_budget_days: 45 }, vinyl: {} },
      colour: 'red',
    })

    expect(error?.issues.map((issue) => issue.path.join('.')).sort()).toEqual([
      '',
      'buffer.share',
      'by_kind',
      'by_kind.custom.silence_budget_days',
      'kinds_off.0',
      'kinds_off.1',
      'lost_after_days',
      'silence_budget_days',
    ])
  })

  it('that was stored by another release still reads, and stands on nothing it cannot read', () => {
    const stored = { sms_from: '06:00', silence_budget_days: 400, hologram: true, refund_days: 5 }

    expect(storedPolicy(stored)).toEqual({ ...defaultPolicy(), sms_from: '06:00', refund_days: 5 })
    const before = { buffer: { min_days: 3 }, by_kind: { preorder: { buffer: { share: 0.1 } } } }
    expect(storedPolicy(before)).toEqual(policySchema.parse(before))
    expect(storedPolicy(before).buffer.earlier_by_days).toBe(2)
    expect(storedPolicy(JSON.parse(JSON.stringify(defaultPolicy())))).toEqual(defaultPolicy())
  })

  it.each([
    'order_confirmed',
    'backorder_confirmed',
    'backorder_update',
    'eta_slipped',
    'promise_missed',
    'partially_shipped',
    'shipped',
    'order_cancelled',
    'refund_issued',
    'delivery_lost',
    'returned',
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
    expect(MESSAGE_KINDS.every((kind) => laneOf(kind, 'sms') in { 3: 1, 4: 1 })).toBe(true)
    expect([laneOf('order_confirmed'), laneOf('shipped'), laneOf('eta_slipped')]).toEqual([
      LANES.answer,
      LANES.shipment,
      LANES.notice,
    ])
  })
})
