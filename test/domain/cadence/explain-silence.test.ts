import { describe, expect, it } from 'vitest'
import type { CadenceContext } from '../../../src/domain/cadence/context.ts'
import { explainSilence } from '../../../src/domain/cadence/explain-silence.ts'
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
) => explainSilence(fold(events), [confirmed, ...stored], { ...contextAt(NOW), ...over })

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

    expect(explain([], told(), { reach: 'none' }).why).toContain('no e-mail address')
    expect(explain([], cancelled).why).toContain('Nothing is left to ship')
    expect(explain([]).why).toContain('Nothing more is planned')
  })

  it('forgets what did not go before the last word', () => {
    const old = row({
      kind: 'order_confirmed',
      status: 'withdrawn',
      dueAt: '2026-03-01T15:00:00.000Z',
    })

    expect(explain([old]).unsaid).toEqual([])
  })
})
