import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/calendar.ts'
import { momentOf } from '../../src/domain/local-time.ts'
import type { MessageKind } from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { anEvent, backordered, lineData, placed } from '../support/events.ts'
import { play } from './story-driver.ts'

const NEW_YORK = 'America/New_York'
/** New York's clocks, and the day on which they change: an hour forward in March, back in November. */
const CHANGES = [
  { name: 'spring', day: '2026-03-08' },
  { name: 'autumn', day: '2026-11-01' },
]
const at = (day: string, days: number, hour = '12:00') =>
  momentOf(addDays(day, days), hour, NEW_YORK)
const dueBy = (day: string, days: number) =>
  backordered('L1', null, {
    backorder: {
      quantity: 1,
      kind: 'standard',
      expected_at: null,
      shown_ships_by: addDays(day, days),
    },
  })
const WHO = { email: 'jon.snow@example.com', phone: '+12125550123', sms_consent: true }

type Case = {
  kind: MessageKind
  /** Days from the change to the word, and the hour on the wall. */
  on: number
  hour: string
  events: (day: string) => Recorded[]
  policy?: Partial<Policy>
  channel?: 'sms'
}

const CASES: Case[] = [
  {
    // 48 hours, and so another hour on the wall: the one rule that counts hours.
    kind: 'backorder_checkin',
    on: 1,
    hour: 'by hours',
    events: (day) => [placed([backordered('L1', null)], { at: at(day, -1) })],
  },
  {
    kind: 'backorder_update',
    on: 3,
    hour: '10:00',
    events: (day) => [placed([backordered('L1', null)], { at: at(day, -6) })],
    policy: { checkin_after_hours: 47 },
  },
  {
    kind: 'order_update',
    on: 3,
    hour: '10:00',
    events: (day) => [placed([lineData('L1')], { at: at(day, -4) })],
  },
  {
    kind: 'promise_missed',
    on: 2,
    hour: '09:00',
    events: (day) => [placed([backordered('L1', addDays(day, -2))], { at: at(day, -6) })],
  },
  {
    kind: 'delay_option',
    on: 2,
    hour: '10:00',
    events: (day) => [placed([backordered('L1', null)], { at: at(day, -25) })],
    policy: { delay_options: 'ftc' },
  },
  {
    kind: 'delay_option_reminder',
    on: 3,
    hour: '10:00',
    events: (day) => [placed([dueBy(day, -20)], { at: at(day, -24) })],
    policy: { delay_options: 'ftc' },
  },
  {
    kind: 'delay_expired',
    on: 6,
    hour: '00:00',
    events: (day) => [placed([dueBy(day, -25)], { at: at(day, -29) })],
    policy: { delay_options: 'ftc' },
  },
  {
    kind: 'backorder_choice',
    on: 1,
    hour: '10:00',
    events: (day) => [placed([backordered('L1', null)], { at: at(day, -29) })],
  },
  {
    // It is said by night, and its text lies until eight on the wall.
    kind: 'eta_slipped',
    channel: 'sms',
    on: 0,
    hour: '08:00',
    events: (day) => [
      placed([backordered('L1', addDays(day, 5))], { at: at(day, -3), customer: WHO }),
      anEvent('backorder.eta_changed', at(day, -1, '23:00'), {
        lines: [{ id: 'L1', expected_at: addDays(day, 60) }],
      }),
    ],
  },
]

describe.each(CHANGES)(
  'the hour of each timed rule, over the change of the clocks in $name',
  ({ day }) => {
    it.each(CASES)('$kind', ({ kind, on, hour, events, policy = {}, channel = 'email' }) => {
      const { spoken } = play(events(day), at(day, 12), { policy })
      const due =
        hour === 'by hours'
          ? new Date(Date.parse(at(day, -1)) + 48 * 3_600_000).toISOString()
          : at(day, on, hour)
      const words = spoken.filter((one) => one.kind === kind && one.channel === channel)

      expect(words.map((one) => one.at)).toContain(due)
    })
  },
)
