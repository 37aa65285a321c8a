import { describe, expect, it } from 'vitest'
import type { CadenceContext } from '../../../src/domain/cadence/context.ts'
import { explainSilence } from '../../../src/domain/cadence/explain-silence.ts'
import { type Contact, noContact } from '../../../src/domain/contact.ts'
import type { StoredMessage } from '../../../src/domain/message.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  PLACED_AT,
  placed,
  sendNow,
} from '../../support/events.ts'

const NOW = '2026-03-06T15:00:00.000Z'
const told = () => sendNow([placed([backordered('L1')])], 'backorder_confirmed', PLACED_AT)
const row = (
  over: Partial<StoredMessage> & Pick<StoredMessage, 'kind' | 'status'>,
): StoredMessage => ({
  messageId: `msg_${over.kind}`,
  key: over.kind,
  channel: 'email',
  dueAt: '2026-03-04T15:00:00.000Z',
  sentAt: null,
  why: 'It waits.',
  ...over,
})
const confirmed = row({
  kind: 'backorder_confirmed',
  status: 'sent',
  dueAt: PLACED_AT,
  sentAt: PLACED_AT,
})
const explain = (
  stored: StoredMessage[],
  events: Recorded[] = told(),
  over: Partial<CadenceContext> = {},
  about?: Parameters<typeof explainSilence>[3],
) => explainSilence(fold(events), [confirmed, ...stored], { ...contextAt(NOW), ...over }, about)

const BUDGET = { rule: 'silence_budget', facts: { budget_days: 7 } }
const OFF = { rule: 'kind_turned_off', facts: { kind: 'backorder_checkin' } }

describe('why somebody heard nothing', () => {
  it('names the last word, the next with its rule, and what did not go since', () => {
    const next = row({
      kind: 'backorder_update',
      status: 'planned',
      dueAt: '2026-03-09T14:00:00.000Z',
      because: JSON.stringify(BUDGET),
    })
    const gone = row({
      kind: 'backorder_checkin',
      status: 'withdrawn',
      withdrawnWhy: 'The merchant turned backorder_checkin off.',
      withdrawnBecause: JSON.stringify(OFF),
    })

    expect(explain([next, gone])).toEqual({
      lastWord: { kind: 'backorder_confirmed', at: PLACED_AT },
      next: {
        kind: 'backorder_update',
        channel: 'email',
        dueAt: next.dueAt,
        why: 'It waits.',
        because: BUDGET,
      },
      unsaid: [
        {
          kind: 'backorder_checkin',
          channel: 'email',
          status: 'withdrawn',
          why: 'The merchant turned backorder_checkin off.',
          because: OFF,
        },
      ],
      why: `The last word was backorder_confirmed on ${PLACED_AT}. The next is backorder_update, on 2026-03-09T14:00:00.000Z: It waits.`,
      keptBack: [],
      because: {
        rule: 'next_word_planned',
        facts: {
          last_word: 'msg_backorder_confirmed',
          last_word_kind: 'backorder_confirmed',
          last_word_at: PLACED_AT,
          reach: 'email',
          next_kind: 'backorder_update',
          next_due_at: next.dueAt,
          zone: 'America/New_York',
        },
      },
    })
  })

  it('counts no word that came back, and says of one that it was refused', () => {
    const bounced = { ...confirmed, status: 'bounced' as const }
    const refused = row({ kind: 'backorder_update', status: 'failed' })
    const silence = explainSilence(fold(told()), [bounced, refused], contextAt(NOW))

    expect(silence.lastWord).toBeNull()
    expect(silence.unsaid.map(({ why }) => why)).toEqual([
      'It came back. It waits.',
      'The provider refused it. It waits.',
    ])
  })

  it('says that nobody can be reached, or that nothing is left', () => {
    const cancelled = [...told(), anEvent('order.cancelled', NOW, {})]

    expect(explain([], told(), { reach: 'none' }).why).toContain('no e-mail address takes mail')
    expect(explain([], cancelled).why).toContain('Nothing is left to ship')
    expect(explain([]).why).toContain('Nothing more is planned')
  })

  it('counts nothing as kept back whose day has not come, though it is held already', () => {
    const due = row({ kind: 'backorder_update', status: 'held' })
    const coming = row({
      kind: 'promise_missed',
      status: 'held',
      dueAt: '2026-03-17T13:00:00.000Z',
    })

    expect(explain([due, coming]).unsaid.map(({ kind }) => kind)).toEqual(['backorder_update'])
  })

  it('names the last word once, where the next one is counted from it', () => {
    const next = row({
      kind: 'backorder_update',
      status: 'planned',
      dueAt: '2026-03-09T14:00:00.000Z',
      why: `The last word was backorder_confirmed on ${PLACED_AT}; the next comes within 7 days.`,
    })

    expect(explain([next]).why).toBe(
      `The next is backorder_update, on 2026-03-09T14:00:00.000Z: the last word was backorder_confirmed on ${PLACED_AT}; the next comes within 7 days.`,
    )
  })

  it('forgets what did not go before the last word', () => {
    const old = row({
      kind: 'order_confirmed',
      status: 'withdrawn',
      dueAt: '2026-03-01T15:00:00.000Z',
    })

    expect(explain([old]).unsaid).toEqual([])
  })

  describe('in words for a support agent', () => {
    const planned = (over: Partial<StoredMessage>, facts: Record<string, string | number> = {}) =>
      row({
        kind: 'restocked',
        status: 'planned',
        dueAt: '2026-03-07T13:00:00.000Z',
        because: JSON.stringify({ rule: 'allocated', facts }),
        ...over,
      })
    const nobody = { ...noContact(), email: null, phone: null }
    const unreached = (contact: Partial<Contact>) =>
      explain(
        [],
        told(),
        { reach: 'none' },
        { contact: { ...nobody, ...contact }, clockStandsAt: null },
      ).keptBack[0]

    it('an order that was over when it came was owed no word of ours', () => {
      const receivedAt = '2026-03-06T14:00:00.000Z'
      const shipment = {
        shipment_id: 'S1',
        shipped_at: PLACED_AT,
        lines: [{ id: 'L1', quantity: 1 }],
      }
      const events = [
        { ...placed([backordered('L1')]), receivedAt },
        anEvent('shipment.created', PLACED_AT, shipment, { receivedAt }),
      ]
      const silence = explainSilence(fold(events), [], contextAt(NOW))

      expect(silence.why).toBe(
        `Nothing was said by us: the order was placed on ${PLACED_AT}, and first known to us on ${receivedAt} (an import). Nothing is left to ship, so no word is planned.`,
      )
      expect(silence.because).toMatchObject({
        rule: 'nothing_left_to_ship',
        facts: { imported: true },
      })
    })

    it('says what puts the next word off', () => {
      expect(explain([planned({}, { cap_until: '2026-03-07T13:00:00.000Z' })]).keptBack).toEqual([
        'It is put off: 60 minutes lie between two messages of an order.',
      ])
      const night = { quiet_hours_until: 'x', quiet_hours_zone: 'America/New_York' }
      expect(explain([planned({ channel: 'sms' }, night)]).why).toMatch(
        /It is put off: texts go from 08:00 to 21:00 in America\/New_York\.$/,
      )
      expect(explain([planned({}, { failed: 'msg_1' })]).why).toContain('It is said again')
    })

    it('says that sending is behind, or that the clock of a test shop stands', () => {
      const overdue = planned({ dueAt: '2026-03-06T12:00:00.000Z' })
      const standing = { contact: null, clockStandsAt: NOW }

      expect(explain([overdue]).why).toContain(
        'It was due on 2026-03-06T12:00:00.000Z: sending is behind',
      )
      expect(explain([planned({})], told(), {}, standing).why).toContain(
        `The clock of this test shop stands at ${NOW}: nothing goes until it is moved.`,
      )
    })

    it('says of a hand-over without an answer that it is awaited', () => {
      const unclear = planned({ status: 'unclear', sentAt: NOW })
      expect(explain([unclear]).why).toContain(`restocked was handed over on ${NOW}`)
    })

    it.each([
      [{}, 'there is no e-mail address, and there is no number to text'],
      [
        {
          email: 'a@b.example',
          suppressed: { email: 'hard_bounce' as const },
          phone: '+12125550123',
        },
        'the e-mail address takes no mail (mail to it came back for good), and there is no consent to texts',
      ],
      [
        { email: 'a@b.example', suppressed: { email: 'complaint' as const } },
        'the e-mail address takes no mail (a mail was reported as spam)',
      ],
      [{ email: 'not an address' }, 'the e-mail address is none that a mail can go to'],
      [
        { phone: '+12125550123', smsConsent: true, textsStopped: true },
        'its reader stopped the texts',
      ],
    ])('says why %o cannot be reached', (contact, why) => {
      expect(unreached(contact)).toContain(why)
    })

    it('says in data what closed the last channel, and when', () => {
      const unreachedBy = {
        eventId: 'own_stop',
        at: '2026-03-05T20:00:00.000Z',
        channel: 'sms' as const,
        cause: 'texts_stopped' as const,
      }

      expect(explain([], told(), { reach: 'none', unreachedBy }).because).toMatchObject({
        rule: 'cannot_be_reached',
        facts: {
          reach: 'none',
          events: ['evt_placed', 'own_stop'],
          closed_by: 'texts_stopped',
          closed_at: '2026-03-05T20:00:00.000Z',
          channel: 'sms',
        },
      })
    })
  })
})
