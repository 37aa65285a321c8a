import { describe, expect, it } from 'vitest'
import { decideCancellation } from '../../src/domain/cancellation.ts'
import { overdueWaits } from '../../src/domain/fulfilment-window.ts'
import type { BackorderKind } from '../../src/domain/order.ts'
import { defaultPolicy, type Policy, policySchema } from '../../src/domain/policy.ts'
import {
  buffersByKind,
  checkinAfterHours,
  fulfilmentWindowDays,
  isTextedKind,
  isTurnedOff,
  policyFor,
  silenceBudgetDays,
} from '../../src/domain/policy-of-kind.ts'
import { makePromise, rulesFor } from '../../src/domain/promise.ts'
import { simulateOrder } from '../../src/domain/simulation.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  lineData,
  ORDER,
  placed,
  RULES,
} from '../support/events.ts'

const policyOf = (by_kind: unknown): Policy => policySchema.parse({ by_kind })
const of = (kind: BackorderKind, id: string = kind) =>
  backordered(id, '2026-03-12', { backorder: { quantity: 1, kind, expected_at: '2026-03-12' } })
const orderOf = (...kinds: BackorderKind[]) => fold([placed(kinds.map((kind) => of(kind)))])

describe('a policy by kind of backorder', () => {
  it('is that of all, but for what the kind has of its own', () => {
    const policy = policyOf({ custom: { checkin_after_hours: 72, buffer: { share: 1 } } })

    expect(policyFor(policy, 'custom')).toEqual({
      kinds_off: [],
      sms_off: [],
      send_hour: '10:00',
      missed_at: '09:00',
      checkin_after_hours: 72,
      silence_budget_days: 7,
      handling_days: 3,
      cancellation: 'auto',
      fulfilment_window_days: 30,
      buffer: { ...defaultPolicy().buffer, share: 1 },
    })
    expect(policyFor(policy, 'standard').checkin_after_hours).toBe(48)
    expect(policyFor(policy, null).buffer).toEqual(policy.buffer)
  })

  it('gives preorders thirty days of silence, unless they have a budget of their own', () => {
    expect(policyFor(defaultPolicy(), 'preorder').silence_budget_days).toBe(30)
    const policy = policyOf({ preorder: { silence_budget_days: 14 } })
    expect(policyFor(policy, 'preorder').silence_budget_days).toBe(14)
  })

  it('takes the shortest where the lines of an order differ', () => {
    const policy = policyOf({
      custom: { silence_budget_days: 20, checkin_after_hours: 96, fulfilment_window_days: 90 },
    })
    const mixed = orderOf('custom', 'standard').lines
    const custom = orderOf('custom').lines

    expect([silenceBudgetDays(policy, mixed), silenceBudgetDays(policy, custom)]).toEqual([7, 20])
    expect([checkinAfterHours(policy, mixed), checkinAfterHours(policy, custom)]).toEqual([48, 96])
    expect(fulfilmentWindowDays(policy, mixed)).toBe(30)
    expect(silenceBudgetDays(policy, orderOf('preorder', 'standard').lines)).toBe(7)
  })

  it('turns a word off only where all that it is about has it off', () => {
    const policy = policyOf({ custom: { kinds_off: ['backorder_checkin'] } })

    expect(isTurnedOff(policy, 'backorder_checkin', orderOf('custom'))).toBe(true)
    expect(isTurnedOff(policy, 'backorder_checkin', orderOf('custom', 'standard'))).toBe(false)
    const mixed = orderOf('custom', 'standard')
    expect(isTurnedOff(policy, 'backorder_checkin', mixed, ['custom'])).toBe(true)
    expect(isTurnedOff(policy, 'backorder_checkin', fold([placed([lineData('L1')])]))).toBe(false)
  })

  it('gives its own buffer to the promises of a kind', () => {
    const rules = {
      ...RULES,
      byKind: buffersByKind(policyOf({ dropship: { buffer: { min_days: 10 } } })),
    }
    const statement = { expectedAt: '2026-03-12', eventId: 'e', at: '2026-03-02T15:00:00Z' }

    expect(makePromise(statement, rulesFor(rules, 'standard'))?.shipsBy).toBe('2026-03-16')
    expect(makePromise(statement, rulesFor(rules, 'dropship'))?.shipsBy).toBe('2026-03-23')
    const { lines } = fold([placed([of('dropship'), of('standard')])], rules)
    expect(lines.map(({ backorder }) => backorder?.promise?.shipsBy)).toEqual([
      '2026-03-23',
      '2026-03-16',
    ])
  })

  it('gives a kind its own rule of the buffer, and what moves a date earlier', () => {
    const policy = policyOf({
      dropship: { buffer: { rule: 'learned', confidence: 0.8, max_buffer_days: 9 } },
      custom: { buffer: { earlier_by_days: 10 } },
    })
    expect(policyFor(policy, 'dropship').buffer).toMatchObject({
      rule: 'learned',
      confidence: 0.8,
      max_buffer_days: 9,
      share: 0.4,
    })
    expect(policyFor(policy, 'standard').buffer.rule).toBe('default')

    const rules = { ...RULES, byKind: buffersByKind(policy) }
    const sooner = anEvent('backorder.eta_changed', '2026-03-03T15:00:00Z', {
      lines: ['custom', 'standard'].map((id) => ({ id, expected_at: '2026-03-06' })),
    })
    const { lines } = fold([placed([of('custom'), of('standard')]), sooner], rules)
    expect(lines.map(({ backorder }) => backorder?.promise?.shipsBy)).toEqual([
      '2026-03-16',
      '2026-03-09',
    ])
  })

  it('speaks at the hours of the kind, and of lines that differ at the earlier', () => {
    const by_kind = { custom: { send_hour: '18:00', missed_at: '07:30' } }
    const policy = policySchema.parse({ delay_options: 'notify', by_kind })
    const wait = { rules: RULES, contextOf: (_: unknown, now: string) => contextAt(now, policy) }
    const heard = (...kinds: BackorderKind[]) =>
      simulateOrder(ORDER, [placed(kinds.map((k) => of(k)))], '2026-03-25T00:00:00.000Z', wait)
        .spoken.filter(({ wanted }) => /update|missed/.test(wanted.kind))
        .map(({ at, wanted }) => `${wanted.kind} ${at.slice(5, 16)}`)

    expect(heard('standard')).toEqual([
      'backorder_update 03-11T14:00',
      'promise_missed 03-17T13:00',
      'backorder_update 03-23T14:00',
    ])
    expect(heard('custom')[0]).toBe('backorder_update 03-10T22:00')
    expect(heard('custom')[1]).toBe('promise_missed 03-17T11:30')
    expect(heard('custom', 'standard').slice(0, 2)).toEqual([
      'backorder_update 03-11T14:00',
      'promise_missed 03-17T11:30',
    ])
  })

  it('offers a delay in place of the apology, at the hour of the kind', () => {
    const by_kind = { standard: { missed_at: '07:30' } }
    const policy = policySchema.parse({ delay_options: 'ftc', by_kind })
    const wait = { rules: RULES, contextOf: (_: unknown, now: string) => contextAt(now, policy) }
    const backorder = { quantity: 1, kind: 'standard' as const, expected_at: '2026-03-12' }
    const line = backordered('L1', null, {
      backorder: { ...backorder, shown_ships_by: '2026-04-30' },
    })
    const { spoken } = simulateOrder(ORDER, [placed([line])], '2026-03-18T00:00:00.000Z', wait)

    expect(spoken.map(({ at, wanted }) => `${wanted.kind} ${at.slice(5, 16)}`).at(-1)).toBe(
      'delay_option 03-17T11:30',
    )
  })

  it('asks whether to go on at the hour of the kind', () => {
    const by_kind = { custom: { send_hour: '18:00', fulfilment_window_days: 10 } }
    const policy = policySchema.parse({ delay_options: 'notify', by_kind })
    const asked = (...kinds: BackorderKind[]) =>
      overdueWaits(orderOf(...kinds), contextAt('2026-03-20T00:00:00.000Z', policy)).map(
        ({ asksAt }) => asksAt,
      )
    expect(asked('custom')).toEqual(['2026-03-12T22:00:00.000Z'])
    expect(asked('custom', 'standard')).toEqual(['2026-03-12T14:00:00.000Z'])
  })

  it('keeps a kind to mail where every backorder of the order is of such a kind', () => {
    const policy = policyOf({ preorder: { sms_off: ['eta_slipped'] } })

    expect(isTextedKind(policy, 'eta_slipped', orderOf('preorder'))).toBe(false)
    expect(isTextedKind(policy, 'shipped', orderOf('preorder'))).toBe(true)
    expect(isTextedKind(policy, 'eta_slipped', orderOf('preorder', 'standard'))).toBe(true)
    expect(isTextedKind(policy, 'eta_slipped', fold([placed([lineData('L1')])]))).toBe(true)
    expect(isTextedKind(policy, 'backorder_update', orderOf('standard'))).toBe(false)
    const all = policySchema.parse({ sms_off: ['shipped'], by_kind: { preorder: { sms_off: [] } } })
    expect(isTextedKind(all, 'shipped', orderOf('preorder'))).toBe(false)
  })

  it('lets a cancellation of one kind be asked for, and of another be made', () => {
    const policy = policyOf({ custom: { cancellation: 'request' } })
    const decided = decideCancellation(
      orderOf('custom', 'standard'),
      { scope: 'all', lines: null },
      policy,
      [],
    )

    expect(decided.made.map(({ id }) => id)).toEqual(['standard'])
    expect(decided.requested.map(({ id }) => id)).toEqual(['custom'])
  })

  it('says when a moved date is told, and how far apart words lie', () => {
    const policy = policySchema.parse({
      delay_options: 'notify',
      change_quiet_minutes: 30,
      message_gap_minutes: 120,
    })
    const settings = {
      rules: RULES,
      contextOf: (_: unknown, now: string) => contextAt(now, policy),
    }
    const slip = anEvent('backorder.eta_changed', '2026-03-04T14:00:00Z', {
      lines: [{ id: 'standard', expected_at: '2026-04-20' }],
    })
    const events = [placed([of('standard')]), slip]
    const { spoken } = simulateOrder(ORDER, events, '2026-03-05T00:00:00.000Z', settings)

    expect(spoken.slice(1).map(({ at }) => at)).toEqual([
      '2026-03-04T14:30:00.000Z',
      '2026-03-04T16:30:00.000Z',
    ])
  })

  it('reaches what customers hear', () => {
    const policy = policyOf({
      custom: { silence_budget_days: 3, kinds_off: ['backorder_checkin'] },
    })
    const wait = { rules: RULES, contextOf: (_: unknown, now: string) => contextAt(now, policy) }
    const heard = (kind: BackorderKind) =>
      simulateOrder(ORDER, [placed([of(kind)])], '2026-03-09T00:00:00.000Z', wait).spoken.map(
        ({ wanted }) => wanted.kind,
      )

    expect(heard('standard')).toEqual(['backorder_confirmed', 'backorder_checkin'])
    expect(heard('custom')).toEqual(['backorder_confirmed', 'backorder_update', 'backorder_update'])
  })
})
