import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { because } from '../../src/domain/because.ts'
import {
  MAILED_NOTICE_KINDS,
  type MerchantNotice,
  merchantFacts,
  type StoredNotice,
  WEBHOOK_EVENT_TYPES,
} from '../../src/domain/merchant-notice.ts'
import { MESSAGE_STATUSES } from '../../src/domain/message.ts'
import { planNotices } from '../../src/domain/plan-notices.ts'
import { ALL_TYPES, type Subscription, typesFrom, webhookKey } from '../../src/domain/webhook.ts'

const NOW = '2026-03-03T15:00:00.000Z'
const BEFORE = '2026-03-01T15:00:00.000Z'
const HAPPENED = '2026-03-02T15:00:00.000Z'
const AFTER = '2026-03-03T14:00:00.000Z'
const AFTER_NOW = '2026-03-04T14:00:00.000Z'
const A = 'whe_aaaaaaaaaaaa_00000000000000000000000001'
const B = 'whe_aaaaaaaaaaaa_00000000000000000000000002'

const notice = (over: Partial<MerchantNotice> = {}): MerchantNotice => ({
  kind: 'refund.due',
  key: 'refund.due:1',
  dueAt: HAPPENED,
  why: 'It is due.',
  because: because('test', {}),
  facts: merchantFacts({}),
  ...over,
})
const all = (id = A, since = BEFORE): Subscription => ({ id, types: { [ALL_TYPES]: since } })
const hook = (over: Partial<StoredNotice> = {}, id = A): StoredNotice => ({
  messageId: 'msg_1',
  key: webhookKey(id, 'refund.due:1'),
  channel: 'webhook',
  status: 'planned',
  dueAt: HAPPENED,
  why: 'It is due.',
  ...over,
})
const mail = (over: Partial<StoredNotice> = {}): StoredNotice => ({
  ...hook(over),
  key: 'refund.due:1',
  channel: 'notify',
  ...over,
})
const plan = (
  notices: MerchantNotice[],
  stored: StoredNotice[],
  webhooks: Subscription[],
  hasNotifyEmail = true,
) => planNotices(notices, stored, { now: NOW, hasNotifyEmail, webhooks })
const ways = (rows: readonly { channel: string; key: string }[]) =>
  rows.map(({ channel, key }) => `${channel} ${key}`)

describe('what needs an act', () => {
  it('goes to each endpoint that takes it, and then not by mail', () => {
    const { insert } = plan([notice()], [], [all(A), all(B)])
    expect(ways(insert)).toEqual([`webhook ${A}:refund.due:1`, `webhook ${B}:refund.due:1`])
    expect(insert[0]).toMatchObject({ at: HAPPENED, dueAt: NOW, status: 'planned' })
  })

  it('goes by mail where no endpoint takes its type', () => {
    const other = { id: A, types: { 'order.cancelled': BEFORE } }
    expect(ways(plan([notice()], [], [other]).insert)).toEqual(['notify refund.due:1'])
  })

  it('goes to an endpoint that is newer, where it was told to nobody yet', () => {
    const held = mail({ messageId: 'msg_2', status: 'held' })
    const { insert, withdraw } = plan([notice()], [held], [all(A, AFTER)], false)
    expect(ways(insert)).toEqual([`webhook ${A}:refund.due:1`])
    expect(withdraw).toMatchObject([
      { messageId: 'msg_2', why: 'A webhook endpoint takes it, so no mail says it.' },
    ])
    expect(plan([notice()], [mail({ status: 'sent' })], [all(A, AFTER)]).insert).toEqual([])
  })

  it('goes by mail once the endpoint has not taken it for three days', () => {
    const { insert, withdraw } = plan([notice()], [hook({ status: 'failed' })], [all()])
    expect(ways(insert)).toEqual(['notify refund.due:1'])
    expect(withdraw).toEqual([])
    const other = hook({ status: 'delivered' }, B)
    expect(plan([notice()], [hook({ status: 'failed' }), other], [all(), all(B)]).insert).toEqual(
      [],
    )
  })

  it('goes by mail where the endpoint that was to hear it has gone, unless it heard it', () => {
    const { insert, withdraw } = plan([notice()], [hook({ isBegun: true })], [])
    expect(ways(insert)).toEqual(['notify refund.due:1'])
    expect(plan([notice()], [hook({ status: 'delivered' })], []).insert).toEqual([])
    // The worker ends it: it is parked where its endpoint may be turned on again.
    expect(withdraw).toEqual([])
    expect(plan([notice()], [hook()], []).withdraw).toEqual([])
    expect(plan([notice()], [hook({ dueAt: AFTER_NOW })], []).withdraw).toMatchObject([
      { why: 'The endpoint was removed or disabled.' },
    ])
  })
})

describe('what is only told', () => {
  const sent = notice({ kind: 'message.sent', key: 'message.sent:1' })

  it('goes to endpoints that took its type when it happened, never by mail', () => {
    expect(ways(plan([sent], [], [all()]).insert)).toEqual([`webhook ${A}:message.sent:1`])
    expect(plan([sent], [], [all(A, AFTER)]).insert).toEqual([])
    expect(plan([sent], [], []).insert).toEqual([])
  })

  it('is said by no mail where another notice of a mailed kind is for endpoints alone', () => {
    expect(plan([notice({ webhookOnly: true })], [], []).insert).toEqual([])
    expect(plan([notice({ webhookOnly: true })], [], [all()]).insert).toHaveLength(1)
  })

  it('stands in the order in which it happened', () => {
    const later = notice({ kind: 'message.sent', key: 'message.sent:2', dueAt: AFTER })
    expect(plan([later, sent], [], [all()]).insert.map(({ key }) => key)).toEqual([
      `${A}:message.sent:1`,
      `${A}:message.sent:2`,
    ])
  })
})

describe('an event that was tried', () => {
  it('is not taken back when its act is done: the endpoint may have heard it', () => {
    expect(plan([], [hook({ isBegun: true })], [all()])).toMatchObject({ withdraw: [], move: [] })
    expect(plan([], [hook()], [all()]).withdraw).toHaveLength(1)
  })

  it('keeps its place: another word for it moves nothing of when it is due', () => {
    const moved = plan([notice({ why: 'Said anew.' })], [hook()], [all()]).move
    expect(moved).toMatchObject([{ isDueNew: false, wanted: { dueAt: HAPPENED } }])
  })
})

it('takes what is added since then, and goes on with what it had', () => {
  const first = typesFrom(['refund.due'], {}, BEFORE)
  expect(typesFrom(['refund.due', 'message.sent'], first, AFTER)).toEqual({
    'refund.due': BEFORE,
    'message.sent': AFTER,
  })
  expect(typesFrom(null, first, AFTER)).toEqual({ 'refund.due': BEFORE, [ALL_TYPES]: AFTER })
  expect(typesFrom(['message.sent'], { [ALL_TYPES]: BEFORE }, AFTER)).toEqual({
    'message.sent': BEFORE,
  })
})

const since = fc.constantFrom(BEFORE, AFTER)
const subscription = (id: string) =>
  fc.record({
    id: fc.constant(id),
    types: fc.dictionary(fc.constantFrom(...WEBHOOK_EVENT_TYPES, ALL_TYPES), since, { maxKeys: 4 }),
  })
const subscriptions = fc
  .tuple(fc.option(subscription(A)), fc.option(subscription(B)))
  .map((both) => both.filter((one) => one !== null))
/** All that an event for an endpoint can be. */
const told = fc.constantFrom<StoredNotice['status'][]>(
  'planned',
  'sending',
  'delivered',
  'failed',
  'withdrawn',
)
const storedRows = fc
  .record({
    a: fc.option(told),
    b: fc.option(told),
    mailed: fc.option(fc.constantFrom(...MESSAGE_STATUSES)),
  })
  .map(({ a, b, mailed }): StoredNotice[] => [
    ...(a ? [hook({ status: a, isBegun: true })] : []),
    ...(b ? [hook({ messageId: 'msg_2', status: b }, B)] : []),
    ...(mailed ? [mail({ messageId: 'msg_3', status: mailed })] : []),
  ])

/** As it stands after the plan is written: status by channel and key. */
function afterwards(stored: StoredNotice[], done: ReturnType<typeof planNotices>) {
  const rows = new Map(stored.map((one) => [one.messageId, one]))
  for (const { messageId } of done.withdraw)
    rows.set(messageId, { ...(rows.get(messageId) as StoredNotice), status: 'withdrawn' })
  for (const { messageId, wanted } of done.move)
    rows.set(messageId, { ...(rows.get(messageId) as StoredNotice), status: wanted.status })
  const inserted = done.insert.map(({ key, channel, status: as, dueAt, why }, at) => ({
    messageId: `new_${at}`,
    key,
    channel,
    status: as,
    dueAt,
    why,
  }))
  return [...rows.values(), ...inserted]
}

it('says what needs an act by mail or to an endpoint: never to nobody', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...MAILED_NOTICE_KINDS),
      subscriptions,
      storedRows,
      fc.boolean(),
      (kind, webhooks, stored, hasNotifyEmail) => {
        const wanted = notice({ kind })
        const rows = afterwards(stored, plan([wanted], stored, webhooks, hasNotifyEmail))
        const enabled = new Set(webhooks.map(({ id }) => id))
        const isHeard = rows.some(({ channel, status: as, key }) =>
          channel === 'notify'
            ? as !== 'withdrawn'
            : ['sending', 'unclear', 'sent', 'delivered'].includes(as) ||
              (as === 'planned' && enabled.has(key.slice(0, 43))),
        )
        expect(isHeard).toBe(true)
      },
    ),
  )
})

it('adds nothing where the same is planned again', () => {
  fc.assert(
    fc.property(subscriptions, storedRows, fc.boolean(), (webhooks, stored, hasNotifyEmail) => {
      const rows = afterwards(stored, plan([notice()], stored, webhooks, hasNotifyEmail))
      const again = plan([notice()], rows, webhooks, hasNotifyEmail)
      expect([again.insert, again.withdraw]).toEqual([[], []])
    }),
  )
})
