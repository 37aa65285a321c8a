import { describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/domain/event.ts'
import {
  type AnyEvent,
  compareEvents,
  isImported,
  isMerchantEventType,
  sortKey,
} from '../../src/domain/own-event.ts'
import { placed } from '../support/events.ts'

const event = (type: string, at: string, id = 'evt_1') =>
  ({ id, type, occurred_at: at, data: {} }) as unknown as AnyEvent
const NOON = '2026-03-02T12:00:00Z'

describe('the order in which events take effect', () => {
  it('is that of their moments, whatever offset they are written in', () => {
    const earlier = event('shipment.created', '2026-03-02T12:30:00+02:00')

    expect(compareEvents(earlier, event('order.placed', NOON))).toBeLessThan(0)
    expect(sortKey(earlier) < sortKey(event('order.placed', NOON))).toBe(true)
  })

  it('is at one moment that of the types in the contract, ours after the merchant’s', () => {
    const types = [
      ...EVENT_TYPES,
      'cancellation.requested',
      'cancellation.made',
      'cancellation.answered',
      'message.sent',
    ]
    const sorted = types
      .map((type, at) => event(type, NOON, `evt_${100 + at}`))
      .reverse()
      .sort(compareEvents)

    expect(sorted.map(({ type }) => type)).toEqual(types)
    expect(EVENT_TYPES[0]).toBe('order.placed')
    expect(EVENT_TYPES.at(-1)).toBe('order.refunded')
  })

  it('is that of what was done where a cancellation is asked for, refused and asked for again', () => {
    const asked = event('cancellation.requested', NOON, 'evt_1')
    const refused = event('cancellation.answered', NOON, 'evt_2')
    const again = event('cancellation.requested', NOON, 'evt_3')
    const made = event('cancellation.made', NOON, 'evt_4')

    const sorted = [made, again, refused, asked].sort(compareEvents)

    expect(sorted).toEqual([asked, refused, again, made])
    expect([made, again, refused, asked].map(sortKey).sort()).toEqual(sorted.map(sortKey))
  })

  it('is at one moment and of one type that of the ids', () => {
    expect(
      compareEvents(event('order.updated', NOON, 'a'), event('order.updated', NOON, 'b')),
    ).toBeLessThan(0)
    expect(compareEvents(event('order.updated', NOON), event('order.updated', NOON))).toBe(0)
  })

  it('is at one moment, of STOP and START, that in which they came', () => {
    const words = [
      event('texts.stopped', NOON, 'evt_1'),
      event('texts.started', NOON, 'evt_2'),
      event('texts.stopped', NOON, 'evt_3'),
    ]

    expect([...words].reverse().sort(compareEvents)).toEqual(words)
    expect(words.map(sortKey).toSorted()).toEqual(words.map(sortKey))
  })
})

describe('an import', () => {
  it.each([
    ['at once', NOON, false],
    ['at 72 hours', '2026-03-05T12:00:00.000Z', false],
    ['past 72 hours', '2026-03-05T12:00:00.001Z', true],
    ['before it happened, by a clock that runs ahead', '2026-03-02T00:00:00.000Z', false],
  ])('%s', (_, receivedAt, is) => {
    expect(isImported(placed([], { at: NOON, receivedAt }))).toBe(is)
  })

  it('counts hours over a change of the clocks', () => {
    const at = '2026-03-06T15:00:00Z'

    expect(isImported(placed([], { at, receivedAt: '2026-03-09T15:00:00Z' }))).toBe(false)
    expect(isImported(placed([], { at, receivedAt: '2026-03-09T15:00:01Z' }))).toBe(true)
  })
})

it('what we decided is no type that a merchant may send', () => {
  expect(isMerchantEventType('order.placed')).toBe(true)
  expect(isMerchantEventType('message.sent')).toBe(false)
})
