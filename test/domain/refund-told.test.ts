import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeBecause } from '../../src/domain/because.ts'
import { cancelledNow } from '../../src/domain/cadence/merchant/cancelled-now.ts'
import { wantedMerchantNotices } from '../../src/domain/cadence/merchant/index.ts'
import { decideCancellation } from '../../src/domain/cancellation.ts'
import { foldContact } from '../../src/domain/fold-contact.ts'
import { addHours, addMinutes } from '../../src/domain/instant.ts'
import type { MerchantNotice, StoredNotice } from '../../src/domain/merchant-notice.ts'
import type { NoticeFacts, StoredMessage } from '../../src/domain/message.ts'
import { isZero, type Money, multiply, sum } from '../../src/domain/money.ts'
import { type Instant, type OrderState, ownValue } from '../../src/domain/order.ts'
import { planNotices } from '../../src/domain/plan-notices.ts'
import { refundLeftOf } from '../../src/domain/refund-owed.ts'
import { replan } from '../../src/domain/replan.ts'
import {
  type Arrived,
  anEvent,
  arrive,
  backordered,
  contextAt,
  nothingYet,
  ownEvent,
  placed,
  said,
} from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { carryOut } from './story-driver.ts'

/** What happens, in the order in which we hear of it. */
type Act =
  | { what: 'cancel'; by: 'shopper' | 'merchant'; quantity: number | 'all' }
  | { what: 'ship'; id: string; quantity: number }
  | { what: 'void'; id: string }

type Late = boolean | 'left'

const START = '2026-03-04T15:00:00.000Z'
const BEFORE = '2026-03-04T12:00:00.000Z'

/**
 * Plays it with half an hour between two acts, all that is due said at once. `isLate`: packages left,
 * and were taken back, hours before we hear of any of it; `left`: of their being taken back we hear
 * at once. `isAtOnce`: nothing goes out between.
 */
function play(acts: readonly Act[], { isLate = false as Late, isAtOnce = false } = {}) {
  const world: World = { known: nothingYet(), messages: [], notices: [], heard: [], refunds: [] }
  const order = placed([backordered('W', undefined, { quantity: 2 }), backordered('L')])
  world.known = arrive(world.known, order)
  speak(world, '2026-03-02T15:00:00.000Z')
  acts.forEach((act, index) => {
    const now = addMinutes(START, 30 * index)
    const isEarly = act.what === 'void' ? isLate === true : isLate !== false
    const at = isEarly ? addMinutes(BEFORE, act.what === 'void' ? 60 : 0) : now
    const event = eventOf(world.known.order, act, now, at)
    if (event) world.known = arrive(world.known, event)
    if (isAtOnce) return
    speak(world, now)
    speak(world, addMinutes(now, 20))
  })
  speak(world, addHours(START, 24))
  return world
}

type World = {
  known: Arrived
  messages: StoredMessage[]
  notices: StoredNotice[]
  /** What the merchant read, oldest first. */
  heard: MerchantNotice[]
  /** The money of each word to the customer that cancelled something, oldest first. */
  refunds: NoticeFacts['refund'][]
}

function eventOf(order: OrderState, act: Act, now: Instant, at: Instant) {
  switch (act.what) {
    case 'cancel': {
      const lines = act.quantity === 'all' ? null : [{ id: 'W', quantity: act.quantity }]
      const { policy } = contextAt(now)
      const { made } = decideCancellation(order, { scope: 'all', lines }, policy, ['W', 'L'])
      if (made.length === 0) return null
      return ownEvent('cancellation.made', now, { by: act.by, lines: made, reason: null })
    }
    case 'ship':
      return anEvent(
        'shipment.created',
        at,
        { shipment_id: act.id, shipped_at: at, lines: [{ id: 'W', quantity: act.quantity }] },
        { receivedAt: now },
      )
    default:
      return anEvent('shipment.voided', at, { shipment_id: act.id }, { receivedAt: now })
  }
}

/** All that is due goes out: to the customer, then to the merchant. */
function speak(world: World, now: Instant) {
  const context = contextAt(now)
  const contact = foldContact(world.known.events)
  for (let round = 0; round < 20; round += 1) {
    const plan = replan(world.known.order, contact, world.messages, context)
    world.messages = carryOut(world.messages, plan)
    const next = world.messages.find((one) => one.status === 'planned' && one.dueAt <= now)
    const wanted = plan.wanted.find(({ key }) => key === next?.key)
    if (!next || !wanted) break
    const { kind, key, facts } = wanted
    const { messageId } = next
    if (Object.keys(facts.told.cancelled).length > 0) world.refunds.push(facts.refund)
    world.messages = world.messages.map((one) =>
      one === next ? { ...one, status: 'sent', sentAt: now } : one,
    )
    world.known = arrive(world.known, said(now, kind, facts.told, { messageId, key }))
    if (round === 9) throw new Error('it never ends')
  }
  const notices = wantedMerchantNotices(world.known.order, context, world.messages)
  const plan = planNotices(notices, world.notices, context)
  for (const { messageId } of plan.withdraw)
    world.notices = world.notices.map((one) =>
      one.messageId === messageId ? { ...one, status: 'withdrawn' } : one,
    )
  for (const wanted of [...plan.insert, ...plan.move.map((one) => one.wanted)]) {
    const isDue = wanted.dueAt <= now
    if (isDue) world.heard.push(wanted)
    const { key, channel, dueAt, why } = wanted
    const row = { key, channel, dueAt, why, because: writeBecause(wanted.because) }
    world.notices = [
      ...world.notices.filter((one) => one.key !== key),
      { messageId: `n_${key}`, status: isDue ? 'sent' : 'planned', ...row } as StoredNotice,
    ]
  }
}

/** What the merchant takes to be owed, by line, after all that it read of refunds. */
function owedAsRead(heard: readonly MerchantNotice[]): Record<string, number> {
  const acts = new Map<string, Map<string, number>>()
  for (const { kind, because, facts } of heard) {
    if (kind !== 'refund.due' || !facts.refund) continue
    const isVoid = facts.refund.amount !== null && isZero(facts.refund.amount)
    const [event = ''] = because.facts.events as string[]
    if (!isVoid) {
      acts.delete(event)
      acts.set(event, new Map(facts.lines.map(({ lineId, quantity }) => [lineId, quantity])))
      continue
    }
    for (const { lineId, quantity } of facts.lines) {
      let left = quantity
      for (const lines of [...acts.values()].reverse()) {
        const taken = Math.min(left, lines.get(lineId) ?? 0)
        lines.set(lineId, (lines.get(lineId) ?? 0) - taken)
        left -= taken
      }
    }
  }
  return totals([...acts.values()].flatMap((lines) => [...lines]))
}

function totals(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const [id, quantity] of entries) if (quantity > 0) all[id] = (all[id] ?? 0) + quantity
  return all
}

/**
 * What is owed, by line, of the acts of which the merchant is told at once. Of its own it is reminded
 * late, but at once where it read that nothing is due and that holds no more.
 */
function owedNow(order: OrderState, isAll: boolean): Record<string, number> {
  const acts = cancelledNow(order).filter(({ lines }) => lines.length > 0)
  return totals(
    acts
      .filter((one) => (isAll || one.act.by !== 'merchant') && refundLeftOf(order, acts, one))
      .flatMap(({ lines }) => lines.map(({ lineId, quantity }) => [lineId, quantity] as const)),
  )
}

/** As the customer last read of each line. */
const cancelledAsRead = (order: OrderState) =>
  totals(
    order.lines.map(({ id }) => [
      id,
      order.said.reduce((known, { told }) => ownValue(told.cancelled, id) ?? known, 0),
    ]),
  )

const cancelledNowOf = (order: OrderState) =>
  totals(order.lines.map(({ id, cancelled }) => [id, cancelled]))

const priceOf = (quantity: number): Money =>
  multiply({ amount: '19.90', currency: 'USD' }, quantity)

function agree({ known: { order }, heard, refunds }: World) {
  const cancelled = cancelledNowOf(order)
  expect(cancelledAsRead(order)).toEqual(cancelled)
  const words = heard.filter(({ kind }) => kind === 'refund.due')
  const isOut = order.shipments.some(({ voided }) => !voided)
  const isTaken = !isOut && words.some(isVoid)
  expect(owedAsRead(words)).toEqual(owedNow(order, isTaken))
  for (const [at, { key, facts }] of words.entries()) {
    const { amount } = facts.refund ?? {}
    if (!amount || isZero(amount)) continue
    const count = facts.lines.reduce((all, { quantity }) => all + quantity, 0)
    expect(amount).toEqual(priceOf(count))
    // Nothing is asked for twice where nothing was taken back between.
    const before = words.findIndex(
      (one) => one.because.facts.events?.toString() === eventOfKey(key),
    )
    if (before < at && before >= 0) expect(words.slice(before, at).some(isVoid)).toBe(true)
  }
  // Who read one sum is told the whole of it again: the last is never less than what still comes.
  const all = Object.values(cancelled).reduce((one, two) => one + two, 0)
  const told = sum(refunds.flatMap((one) => (one?.amount ? [one.amount] : [])))
  if (told) expect(Number(told.amount)).toBeGreaterThanOrEqual(Number(priceOf(all).amount))
}

const isVoid = ({ facts }: MerchantNotice) => !!facts.refund?.amount && isZero(facts.refund.amount)
const eventOfKey = (key: string) => key.split(':')[1] ?? ''

const permutations = <T>(of: readonly T[]): T[][] =>
  of.length < 2
    ? [[...of]]
    : of.flatMap((one, at) => permutations(of.toSpliced(at, 1)).map((rest) => [one, ...rest]))

const CASES = (['shopper', 'merchant'] as const).flatMap((by) =>
  [1, 2].flatMap((quantity) =>
    (['all', 1] as const).flatMap((cancelled) =>
      [false, true].flatMap((isLate) =>
        permutations<Act>([
          { what: 'cancel', by, quantity: cancelled },
          { what: 'ship', id: 'p1', quantity },
          { what: 'void', id: 'p1' },
        ]).map((acts) => ({
          name: `${acts.map(({ what }) => what).join(', ')}: ${by} cancels ${cancelled}, ${quantity} left${isLate ? ' hours before' : ''}`,
          acts,
          isLate,
        })),
      ),
    ),
  ),
)

describe('a package that crosses a cancellation and is taken back', () => {
  it.each(CASES)('$name', ({ acts, isLate }) => {
    agree(play(acts, { isLate }))
  })

  it('agrees for two packages and two cancellations, in any order', () => {
    const some: Act[] = [
      { what: 'cancel', by: 'shopper', quantity: 1 },
      { what: 'cancel', by: 'shopper', quantity: 'all' },
      { what: 'ship', id: 'p1', quantity: 1 },
      { what: 'ship', id: 'p2', quantity: 1 },
      { what: 'void', id: 'p1' },
      { what: 'void', id: 'p2' },
    ]
    fc.assert(
      fc.property(
        fc.shuffledSubarray(some, { minLength: 2 }),
        fc.constantFrom<Late>(false, true, 'left'),
        fc.boolean(),
        (acts, isLate, isAtOnce) => agree(play(acts, { isLate, isAtOnce })),
      ),
      runs(150),
    )
  })
})
