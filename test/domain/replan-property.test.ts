import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noContact } from '../../src/domain/contact.ts'
import { addHours } from '../../src/domain/instant.ts'
import {
  MESSAGE_STATUSES,
  SMS_KINDS,
  type StoredMessage,
  UNCAPPED_KINDS,
} from '../../src/domain/message.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import { afterQuietHours, mailAddress } from '../../src/domain/recipient.ts'
import { replan } from '../../src/domain/replan.ts'
import { history } from '../support/arbitrary-events.ts'
import { contextAt, fold, PLACED_AT } from '../support/events.ts'
import { runs } from '../support/runs.ts'
import { carryOut } from './story-driver.ts'

const RUNS = runs(400)
const person = fc
  .record({
    email: fc.constantFrom('jon.snow@example.com', null),
    phone: fc.constantFrom('+12125550123', null),
    smsConsent: fc.boolean(),
  })
  .map((over) => ({ ...noContact(), ...over }))
const moment = fc.integer({ min: 0, max: 200 }).map((hours) => addHours(PLACED_AT, hours))
const fates = fc.array(fc.constantFrom(...MESSAGE_STATUSES), { minLength: 40, maxLength: 40 })

/** Rows of an earlier moment, some of them sent, failed or withdrawn since. */
const scene = fc
  .record({
    events: history,
    contact: person,
    before: moment,
    after: fc.integer({ min: 0, max: 60 }),
    fates,
  })
  .map(({ events, contact, before, after, fates: drawn }) => {
    const order = fold(events)
    const rows = carryOut([], replan(order, contact, [], contextAt(before)))
    const stored = rows.map((row, at): StoredMessage => {
      const status = drawn[at] ?? 'planned'
      const isOut = !['planned', 'held', 'withdrawn', 'failed', 'sending'].includes(status)
      return { ...row, status, sentAt: isOut ? before : null }
    })
    return { order, contact, stored, now: addHours(before, after) }
  })

describe('whatever is known and stored', () => {
  it('a plan that was carried out leaves nothing to do', () => {
    fc.assert(
      fc.property(scene, ({ order, contact, stored, now }) => {
        const rows = carryOut(stored, replan(order, contact, stored, contextAt(now)))
        const { insert, move, withdraw } = replan(order, contact, rows, contextAt(now))
        expect({ insert, move, withdraw }).toEqual({ insert: [], move: [], withdraw: [] })
      }),
      RUNS,
    )
  })

  it('what was handed over is in no part of a plan', () => {
    fc.assert(
      fc.property(scene, ({ order, contact, stored, now }) => {
        const { insert, move, withdraw } = replan(order, contact, stored, contextAt(now))
        const open = new Set(['planned', 'held', 'withdrawn'])
        const touched = new Set([...move, ...withdraw].map(({ messageId }) => messageId))
        for (const { messageId, key, channel, status } of stored) {
          expect(insert.some((one) => one.key === key && one.channel === channel)).toBe(false)
          if (!open.has(status)) expect(touched.has(messageId)).toBe(false)
        }
      }),
      RUNS,
    )
  })

  it('a text goes only with consent, of its kinds or where no mail goes, and in its hours', () => {
    fc.assert(
      fc.property(scene, ({ order, contact, stored, now }) => {
        const { wanted } = replan(order, contact, stored, contextAt(now))
        for (const { channel, kind, dueAt, status } of wanted) {
          if (channel !== 'sms') continue
          expect(contact.smsConsent && contact.phone !== null && status === 'planned').toBe(true)
          expect(SMS_KINDS.has(kind) || mailAddress(contact) === null).toBe(true)
          expect(afterQuietHours(dueAt, 'America/New_York', contextAt(now).policy)).toBe(dueAt)
        }
      }),
      RUNS,
    )
  })

  it('everything wanted has a moment that is not past, and within an hour of the last word only what no cap holds', () => {
    fc.assert(
      fc.property(scene, ({ order, contact, stored, now }) => {
        for (const one of replan(order, contact, stored, contextAt(now)).wanted) {
          expect(one.dueAt >= now).toBe(true)
          expect(one.why).not.toBe('')
          if (UNCAPPED_KINDS.has(one.kind)) continue
          for (const { key, kind, sentAt } of stored) {
            if (!sentAt || key === one.key || UNCAPPED_KINDS.has(kind)) continue
            expect(one.dueAt >= addHours(sentAt, 1)).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  it('a key names its cause: the kind, then ids that are known, never a count', () => {
    fc.assert(
      fc.property(history, person, moment, (events, contact, now) => {
        const order = fold(events)
        // A package is the cause of two words of one kind: one says what became of it.
        const causes = idsOf(events).add('taken_back').add('voided')
        for (const { kind, key } of replan(order, contact, [], contextAt(now)).wanted) {
          const [head, ...rest] = key.split(':')
          // What is still true keeps the key that it was said with; here those are made up.
          if (order.said.some((said) => said.key === key)) continue
          expect(head).toBe(kind)
          // Where a wait is asked about after a day of its own, that day is the cause as well.
          expect(rest.every((id) => causes.has(id) || DAY.test(id))).toBe(true)
        }
      }),
      RUNS,
    )
  })
})

const DAY = /^\d{4}-\d\d-\d\d$/

function idsOf(events: readonly Recorded[]): Set<string> {
  return new Set(
    events.flatMap((event) => [
      event.id,
      ...(event.type === 'message.sent' ? [event.data.said.messageId] : []),
      ...(event.type === 'shipment.created' ? [event.data.shipment_id] : []),
    ]),
  )
}
