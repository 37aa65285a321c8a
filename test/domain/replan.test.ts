import { describe, expect, it } from 'vitest'
import { type Contact, noContact } from '../../src/domain/contact.ts'
import type { StoredMessage } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { replan } from '../../src/domain/replan.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../support/events.ts'
import { carryOut } from './story-driver.ts'

const mail = { ...noContact(), email: 'jon.snow@example.com' }
const both = { ...mail, phone: '+12125550123', smsConsent: true }
const texts = { ...noContact(), phone: '+12125550123', smsConsent: true }
const waiting = placed([backordered('L1')])
const NIGHT = '2026-03-06T03:00:00.000Z' // 22:00 in New York
const MORNING = '2026-03-06T13:00:00.000Z'

type Given = { stored?: StoredMessage[]; contact?: Contact; policy?: Partial<Policy> }
const planAt = (
  now: string,
  events: Recorded[],
  { stored = [], contact = mail, policy = {} }: Given = {},
) => replan(fold(events), contact, stored, contextAt(now, policy))
const ships = (at: string) =>
  anEvent('shipment.created', at, {
    shipment_id: 'S1',
    shipped_at: at,
    lines: [{ id: 'L1', quantity: 1 }],
  })
const slips = (at: string, expected_at = '2026-04-01') =>
  anEvent('backorder.eta_changed', at, { lines: [{ id: 'L1', expected_at }] })
const stored = (over: Partial<StoredMessage> & Pick<StoredMessage, 'kind'>): StoredMessage => ({
  messageId: `msg_${over.kind}`,
  key: over.kind,
  channel: 'email',
  status: 'planned',
  dueAt: PLACED_AT,
  sentAt: null,
  why: '',
  ...over,
})
const sentAt = (at: string, over: Parameters<typeof stored>[0]) =>
  stored({ status: 'sent', sentAt: at, dueAt: at, ...over })
const keys = (of: { key: string; channel: string }[]) =>
  of.map(({ key, channel }) => (channel === 'sms' ? `${key} (sms)` : key))
const told = () => sendNow([waiting], 'backorder_confirmed', PLACED_AT)
const confirmation = sentAt(PLACED_AT, { kind: 'backorder_confirmed' })

describe('a plan', () => {
  it('inserts what should exist and does not', () => {
    const plan = planAt(PLACED_AT, [waiting])

    expect(keys(plan.insert)).toEqual([
      'backorder_confirmed',
      'backorder_checkin',
      'backorder_choice:evt_placed',
    ])
    expect(plan.insert.every(({ why }) => why.length > 0)).toBe(true)
    expect([...plan.move, ...plan.withdraw]).toEqual([])
  })

  it('moves what is due at another moment', () => {
    const first = planAt('2026-03-05T15:00:00Z', [...told(), slips('2026-03-05T15:00:00Z')])
    const events = [
      ...told(),
      slips('2026-03-05T15:00:00Z'),
      slips('2026-03-05T15:05:00Z', '2026-06-01'),
    ]
    const rows = carryOut([], first)
    const plan = planAt('2026-03-05T15:05:00Z', events, { stored: rows })
    const moved = plan.move.find(({ wanted }) => wanted.kind === 'eta_slipped')

    expect(moved?.wanted.dueAt).toBe('2026-03-05T15:15:00.000Z')
    expect(moved?.messageId).toBe(rows.find(({ kind }) => kind === 'eta_slipped')?.messageId)
  })

  it('keeps why in step with what is known, and the moment of what was due already', () => {
    const rows = carryOut([], planAt(PLACED_AT, [waiting]))
    const more = anEvent('order.updated', '2026-03-02T15:01:00Z', { lines: [backordered('L2')] })
    const plan = planAt('2026-03-02T15:01:00Z', [waiting, more], { stored: rows })
    const moved = plan.move.find(({ wanted }) => wanted.kind === 'backorder_confirmed')

    expect(moved?.wanted.why).toContain('Item L1, Item L2')
    expect(moved?.wanted.dueAt).toBe(PLACED_AT)
  })

  it('renews the facts where they alone have changed, and the row where it had none', () => {
    const rows = carryOut([], planAt(PLACED_AT, [waiting]))
    const old = rows.map((row) => ({ ...row, because: null }))
    const plan = (stored: StoredMessage[]) => planAt('2026-03-02T15:01:00Z', [waiting], { stored })

    expect(plan(rows).move).toEqual([])
    expect(plan(old).move).toHaveLength(rows.length)
    expect(plan(old).move.every(({ isDueNew }) => !isDueNew)).toBe(true)
  })

  it('says what puts a message off: the cap by the word before it, and the night', () => {
    const events = [...told(), slips('2026-03-05T15:00:00Z')]
    const last = sentAt('2026-03-05T14:50:00.000Z', { kind: 'backorder_checkin' })
    const capped = planAt('2026-03-05T15:00:00Z', events, { stored: [confirmation, last] })
    const slip = capped.insert.find(({ kind }) => kind === 'eta_slipped')
    expect(slip?.because.facts).toMatchObject({
      cap_until: '2026-03-05T15:50:00.000Z',
      cap_after: last.messageId,
      cap_minutes: 60,
    })

    const late = [...told(), slips('2026-03-06T02:50:00Z')]
    const night = planAt(NIGHT, late, { stored: [confirmation], contact: both })
    const text = night.insert.find(
      ({ channel, kind }) => channel === 'sms' && kind === 'eta_slipped',
    )
    const held = { quiet_hours_until: MORNING, quiet_hours_zone: 'America/New_York' }
    expect(text?.because.facts).toMatchObject(held)

    // In the morning nothing puts it off any more, and that it was put off stays true.
    const rows = carryOut([confirmation], night)
    const morning = planAt(MORNING, late, { stored: rows, contact: both })
    const moved = morning.move.find(
      ({ wanted }) => wanted.channel === 'sms' && wanted.kind === 'eta_slipped',
    )
    const stays = rows.find(({ channel, kind }) => channel === 'sms' && kind === 'eta_slipped')
    expect(moved?.wanted.because.facts ?? JSON.parse(stays?.because ?? '').facts).toMatchObject(
      held,
    )
  })

  it('withdraws what no rule wants any more, with why', () => {
    const rows = [confirmation, stored({ kind: 'backorder_checkin' })]
    const why = (events: Recorded[]) =>
      planAt(PLACED_AT, [...told(), ...events], { stored: rows }).withdraw.map((one) => one.why)

    expect(why([anEvent('order.cancelled', '2026-03-03T15:00:00Z', {})])).toEqual([
      'The order was cancelled.',
    ])
    expect(why([ships('2026-03-03T15:00:00Z')])).toEqual(['Everything in the order has shipped.'])
    expect(
      why([
        anEvent('backorder.allocated', '2026-03-03T15:00:00Z', {
          lines: [{ id: 'L1', quantity: 1 }],
        }),
      ]),
    ).toEqual(['Nothing in the order waits for stock any more.'])
  })

  it('says of a date that moved and moved back that it is not true, and names no other kind', () => {
    const slip = stored({ kind: 'eta_slipped', key: 'eta_slipped:msg_backorder_confirmed' })
    const known = [confirmation, slip, ...carryOut([], planAt(PLACED_AT, told()))]
    const plan = planAt('2026-03-03T15:00:00Z', told(), { stored: known })

    expect(plan.withdraw).toEqual([
      {
        messageId: 'msg_eta_slipped',
        why: 'The date that was told holds again.',
        because: {
          rule: 'told_date_holds',
          facts: { now: { L1: PROMISED }, events: ['evt_placed'] },
        },
      },
    ])
  })

  it('brings back what was withdrawn when it is true again', () => {
    const rows = [confirmation, stored({ kind: 'backorder_checkin', status: 'withdrawn' })]
    const plan = planAt('2026-03-03T15:00:00Z', told(), { stored: rows })

    expect(plan.move).toMatchObject([
      { messageId: 'msg_backorder_checkin', wanted: { dueAt: '2026-03-04T15:00:00.000Z' } },
    ])
  })

  it.each(['sending', 'unclear', 'sent', 'delivered', 'bounced', 'failed'] as const)(
    'never touches what is %s',
    (status) => {
      const row = stored({ kind: 'backorder_confirmed', status, sentAt: PLACED_AT })
      const cancelled = [...told(), anEvent('order.cancelled', '2026-03-03T15:00:00Z', {})]

      for (const events of [[waiting], told(), cancelled]) {
        const { move, withdraw, insert } = planAt(PLACED_AT, events, { stored: [row] })
        const touched = [...move, ...withdraw].map(({ messageId }) => messageId)
        expect(touched).not.toContain(row.messageId)
        expect(insert.map(({ key }) => key)).not.toContain('backorder_confirmed')
      }
    },
  )

  it('leaves alone what is due already, though "now" has moved on', () => {
    const rows = carryOut([], planAt(PLACED_AT, [waiting]))
    const plan = planAt('2026-03-02T15:00:05Z', [waiting], { stored: rows })

    expect([...plan.insert, ...plan.move, ...plan.withdraw]).toEqual([])
  })

  it('holds no kind that the merchant turned off, and says so of what was planned', () => {
    const policy = { kinds_off: ['backorder_checkin' as const] }
    const rows = carryOut([], planAt(PLACED_AT, [waiting]))
    const plan = planAt(PLACED_AT, [waiting], { stored: rows, policy })

    expect(keys(plan.wanted)).not.toContain('backorder_checkin')
    expect(plan.withdraw.map(({ why }) => why)).toEqual([
      'The merchant turned backorder_checkin off.',
    ])
  })
})

describe('the cap of one an hour', () => {
  const restock = (at: string) =>
    anEvent('backorder.allocated', at, { lines: [{ id: 'L1', quantity: 1 }] }, { id: 'evt_a' })
  const events = (at: string) => [
    ...sendNow([...told(), slips('2026-03-05T15:00:00Z')], 'eta_slipped', '2026-03-05T15:10:00Z'),
    restock(at),
  ]
  const slipped = sentAt('2026-03-05T15:10:00.000Z', {
    kind: 'eta_slipped',
    key: 'eta_slipped:msg_backorder_confirmed',
  })
  const due = (now: string, rows: StoredMessage[]) =>
    planAt(now, events('2026-03-05T15:20:00Z'), { stored: rows }).wanted.find(
      ({ kind }) => kind === 'restocked',
    )?.dueAt

  it('defers to an hour after the last word, and never drops', () => {
    expect(due('2026-03-05T15:20:00Z', [confirmation, slipped])).toBe('2026-03-05T16:10:00.000Z')
    expect(due('2026-03-05T18:00:00Z', [confirmation, slipped])).toBe('2026-03-05T18:00:00.000Z')
  })

  it('counts what is being sent, and not what was withdrawn or failed', () => {
    const now = '2026-03-05T15:20:00.000Z'

    expect(due(now, [{ ...slipped, status: 'sending', sentAt: null }])).toBe(
      '2026-03-05T16:20:00.000Z',
    )
    expect(due(now, [{ ...slipped, status: 'withdrawn', sentAt: null }])).toBe(now)
    expect(due(now, [{ ...slipped, status: 'failed', sentAt: null }])).toBe(now)
  })

  it('is not counted from a confirmation', () => {
    const rows = [sentAt('2026-03-05T15:10:00.000Z', { kind: 'backorder_confirmed' })]

    expect(due('2026-03-05T15:20:00Z', rows)).toBe('2026-03-05T15:20:00.000Z')
  })

  it('holds back no shipment and no cancellation', () => {
    const now = '2026-03-05T15:20:00.000Z'
    const shipped = planAt(now, [...told(), ships(now)], { stored: [slipped] })
    const cancelled = planAt(now, [...told(), anEvent('order.cancelled', now, {})], {
      stored: [slipped],
    })

    expect(shipped.wanted).toMatchObject([{ kind: 'shipped', dueAt: now }])
    expect(cancelled.wanted).toMatchObject([{ kind: 'order_cancelled', dueAt: now }])
  })

  it('does not hold the text of a notice back behind its mail', () => {
    const mailed = sendNow(
      [...told(), slips('2026-03-05T15:00:00Z')],
      'eta_slipped',
      '2026-03-05T15:10:00Z',
    )
    const { wanted } = planAt('2026-03-05T15:10:01Z', mailed, { stored: [slipped], contact: both })

    expect(wanted.find(({ channel }) => channel === 'sms')?.dueAt).toBe('2026-03-05T15:10:01.000Z')
  })
})

describe('channels', () => {
  it('are mail alone without consent to texts, or without leave of the policy', () => {
    const events = [placed([lineData('L1')]), ships('2026-03-05T15:00:00Z')]
    const now = '2026-03-05T15:00:00Z'
    const wanted = (contact: typeof both, policy: Partial<Policy> = {}) =>
      keys(planAt(now, events, { contact, policy }).wanted)

    expect(wanted(both)).toEqual(['shipped:S1', 'shipped:S1 (sms)'])
    expect(wanted({ ...both, smsConsent: false })).toEqual(['shipped:S1'])
    expect(wanted(both, { sms: false })).toEqual(['shipped:S1'])
  })

  it('are texts too for the kinds that go by text, and for no other', () => {
    const { wanted } = planAt('2026-03-05T15:00:00Z', [...told(), slips('2026-03-05T15:00:00Z')], {
      stored: [confirmation],
      contact: both,
    })

    const byText = (plan: { channel: string; kind: string }[]) =>
      plan.filter(({ channel }) => channel === 'sms').map(({ kind }) => kind)
    expect(byText(wanted)).toEqual(['eta_slipped', 'promise_missed'])
    expect(byText(planAt(PLACED_AT, [waiting], { contact: both }).wanted)).toEqual([])
  })

  it('are mail alone for the kinds that the merchant keeps from texts, and texts where no mail goes', () => {
    const events = [placed([lineData('L1')]), ships('2026-03-05T15:00:00Z')]
    const wanted = (contact: Contact) =>
      keys(
        planAt('2026-03-05T15:00:00Z', events, { contact, policy: { sms_off: ['shipped'] } })
          .wanted,
      )

    expect(wanted(both)).toEqual(['shipped:S1'])
    expect(wanted(texts)).toEqual(['shipped:S1 (sms)'])
  })

  it('are mail alone where the merchant keeps that kind of backorder from texts', () => {
    const channels = (sms_off: 'shipped'[]) =>
      planAt('2026-03-05T15:00:00Z', [waiting, ships('2026-03-05T15:00:00Z')], {
        contact: both,
        policy: { by_kind: { standard: { sms_off } } },
      })
        .wanted.filter(({ kind }) => kind === 'shipped')
        .map(({ channel }) => channel)

    expect(channels([])).toEqual(['email', 'sms'])
    expect(channels(['shipped'])).toEqual(['email'])
  })

  it('are texts for every kind where no address takes mail, in the hours for it', () => {
    const night = placed([backordered('L1')], { at: NIGHT })
    const { wanted } = planAt(NIGHT, [night], { contact: texts })

    expect(wanted.slice(0, 2).map(({ kind, channel, dueAt }) => [kind, channel, dueAt])).toEqual([
      ['backorder_confirmed', 'sms', MORNING],
      ['backorder_checkin', 'sms', '2026-03-08T12:00:00.000Z'], // 23:00 after the clocks' change
    ])
  })

  it('is none for who cannot be reached: held, with why', () => {
    const { wanted, insert } = planAt(PLACED_AT, [waiting], { contact: noContact() })

    expect(new Set(insert.map(({ status }) => status))).toEqual(new Set(['held']))
    expect(wanted[0]?.why).toMatch(/Held: there is no e-mail address/)
    const contact = { ...noContact(), email: 'jon(at)example' }
    expect(planAt(PLACED_AT, [waiting], { contact }).wanted[0]?.why).toMatch(
      /Held: the e-mail address is none that a mail can go to/,
    )
  })

  it('opens again with an address: one message, the rest is not true any more', () => {
    const rows = carryOut([], planAt(PLACED_AT, [waiting], { contact: noContact() }))
    const now = '2026-03-07T15:00:00.000Z'
    const plan = planAt(now, [waiting], { stored: rows })

    expect(plan.move[0]).toMatchObject({
      wanted: { kind: 'backorder_confirmed', status: 'planned', dueAt: now },
    })
    expect(plan.withdraw.map(({ why }) => why)).toEqual(['Superseded by backorder_confirmed.'])
  })

  it('is withdrawn when the consent is', () => {
    const events = [...told(), slips(NIGHT)]
    const rows = carryOut(
      [confirmation],
      planAt(NIGHT, events, { stored: [confirmation], contact: both }),
    )
    const plan = planAt('2026-03-06T05:00:00Z', events, { stored: rows, contact: mail })

    expect(new Set(plan.withdraw.map(({ why }) => why))).toEqual(
      new Set(['It can no longer go by sms.']),
    )
  })

  it('that opens later does not repeat what was mailed', () => {
    const now = '2026-03-05T15:00:00.000Z'
    const mailed = sendNow([placed([lineData('L1')]), ships(now)], 'shipped', now)
    const row = sentAt(now, { kind: 'shipped', key: 'shipped:S1' })
    const later = '2026-03-06T15:00:00.000Z'

    expect(planAt(later, mailed, { stored: [row], contact: both }).insert).toEqual([])
    const bounced = planAt(later, mailed, {
      stored: [{ ...row, status: 'bounced' }],
      contact: both,
    })
    expect(keys(bounced.insert)).toEqual(['shipped:S1 (sms)'])
  })

  it('are in the recipient’s day and not the merchant’s', () => {
    const now = '2026-03-05T15:00:00.000Z' // 07:00 in Los Angeles
    const events = [placed([lineData('L1')]), ships(now)]
    const context = { ...contextAt(now), zone: 'America/Los_Angeles' }
    const { wanted } = replan(fold(events), both, [], context)

    expect(wanted.map(({ channel, dueAt }) => [channel, dueAt])).toEqual([
      ['email', now],
      ['sms', '2026-03-05T16:00:00.000Z'],
    ])
  })
})
