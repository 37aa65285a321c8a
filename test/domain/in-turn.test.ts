import { describe, expect, it } from 'vitest'
import { foldContact } from '../../src/domain/fold-contact.ts'
import { inTurn } from '../../src/domain/in-turn.ts'
import { addMinutes } from '../../src/domain/instant.ts'
import { type Notice, noFacts } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { replan } from '../../src/domain/replan.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  PLACED_AT,
  placed,
  said,
} from '../support/events.ts'
import { play } from './story-driver.ts'

const AT = '2026-03-03T15:00:00.000Z'
const NIGHT = '2026-03-04T03:00:00.000Z'
const phone = { phone: '+12125550123', sms_consent: true }
const cancels = (id: string, quantity: number, at = AT) =>
  anEvent('order.cancelled', at, { lines: [{ id: 'L1', quantity }] }, { id })
const cannotBeHad = (id: string, quantity: number, at = AT) =>
  anEvent('backorder.unfulfillable', at, { lines: [{ id: 'L1', quantity }] }, { id })
const order = (customer: object = { email: 'jon.snow@example.com' }) =>
  placed([backordered('L1', undefined, { quantity: 4 })], { customer })
const KINDS = ['order_cancelled', 'backorder_unfulfillable']

describe('two words of what is cancelled of one line', () => {
  it('are one word of all that is gone, where both are still to be told', () => {
    const confirmed = said(PLACED_AT, 'backorder_confirmed', { dates: { L1: '2026-03-16' } })
    const events = [order(), confirmed, cancels('evt_a', 2), cannotBeHad('evt_b', 1)]
    const { wanted } = replan(fold(events), foldContact(events), [], contextAt(AT))

    expect(
      wanted
        .filter(({ kind }) => KINDS.includes(kind))
        .map(({ kind, dueAt, facts }) => [kind, dueAt, facts.cancelled]),
    ).toEqual([['order_cancelled', AT, [{ lineId: 'L1', quantity: 2, missing: 1 }]]])
  })

  const word = (kind: Notice['kind'], key: string): Notice => ({
    kind,
    key,
    dueAt: AT,
    why: '',
    because: { rule: kind, facts: {} } as unknown as Notice['because'],
    facts: { ...noFacts(), lines: ['L1'] },
  })
  const both = [
    word('delay_expired', 'delay_expired:evt_a'),
    word('order_cancelled', 'order_cancelled:evt_b'),
  ]
  const turns = (stored: Parameters<typeof inTurn>[2]) =>
    inTurn({ notices: both, silenced: [] }, fold([order()]), stored, AT).notices.map(
      ({ kind, dueAt }) => [kind, dueAt],
    )

  it('are planned one after the other, where time ended what was cancelled beside', () => {
    expect(turns([])).toEqual([
      ['delay_expired', AT],
      ['order_cancelled', addMinutes(AT, 1)],
    ])
  })

  const bounced = {
    messageId: 'msg_1',
    kind: 'delay_expired' as const,
    key: 'delay_expired:evt_a',
    channel: 'email' as const,
    status: 'bounced' as const,
    to: 'jon.snow@example.com',
    dueAt: AT,
    sentAt: AT,
    why: '',
  }

  it('are not, where the first of them failed', () => {
    expect(turns([bounced]).map(([, dueAt]) => dueAt)).toEqual([AT, AT])
  })

  it('are, where what failed only begins like it', () => {
    const other = { ...bounced, key: 'delay_expired:evt_' }

    expect(turns([other]).map(([, dueAt]) => dueAt)).toEqual([AT, addMinutes(AT, 1)])
  })

  it.each([
    ['by mail', AT, undefined],
    ['by text alone, in the morning', NIGHT, phone],
  ])('tell each unit once %s', (_, at, customer) => {
    const events: Recorded[] = [
      order(customer),
      cancels('evt_a', 1, at),
      cannotBeHad('evt_b', 1, addMinutes(at, 1)),
      cancels('evt_c', 3, addMinutes(at, 60)),
    ]
    const { spoken, order: last } = play(events, addMinutes(at, 24 * 60))
    const words = spoken.filter(({ kind }) => KINDS.includes(kind))

    const told = words.flatMap(({ wanted }) => wanted.facts.cancelled.map((one) => one.quantity))
    expect(told.reduce((all, one) => all + one, 0)).toBe(last.lines[0]?.cancelled)
  })
})
