import { describe, expect, it } from 'vitest'
import { because } from '../../../src/domain/because.ts'
import {
  isSaidAgain,
  type OpenChannels,
  sayAgain,
  withoutUnread,
} from '../../../src/domain/cadence/say-again.ts'
import { factsOf } from '../../../src/domain/cadence/told.ts'
import type { MessageStatus, Notice, StoredMessage } from '../../../src/domain/message.ts'
import { backordered, fold, PLACED_AT, placed, said } from '../../support/events.ts'

const DUE = '2026-03-09T14:00:00.000Z'
const notice: Notice = {
  kind: 'backorder_update',
  key: 'backorder_update:msg_1',
  dueAt: DUE,
  why: 'It waits.',
  because: because('test', {}),
  facts: factsOf({}),
}
const row = (messageId: string, over: Partial<StoredMessage> = {}): StoredMessage => ({
  messageId,
  kind: 'backorder_update',
  key: 'backorder_update:msg_1',
  channel: 'email',
  status: 'failed',
  dueAt: DUE,
  sentAt: null,
  why: '',
  ...over,
})
const OLD = 'jon@old.example'
const MAIL = { email: 'jon@example.com' }
const BOTH = { ...MAIL, sms: '+12125550123' }
const again = (stored: StoredMessage[], open: OpenChannels = MAIL, of = notice) => {
  const { key, dueAt } = sayAgain(of, stored, open) ?? {}
  return [key, dueAt]
}

describe('a word that failed', () => {
  it('is said again a day later, under a key that names the message which failed', () => {
    expect(again([row('msg_2')])).toEqual([
      'backorder_update:msg_1:msg_2',
      '2026-03-10T14:00:00.000Z',
    ])
  })

  it('waits longer each time', () => {
    const second = row('msg_3', { key: 'backorder_update:msg_1:msg_2', dueAt: DUE })

    expect(again([row('msg_2'), second])).toEqual([
      'backorder_update:msg_1:msg_3',
      '2026-03-11T14:00:00.000Z',
    ])
  })

  it('is given up in the end', () => {
    const tries = Array.from({ length: 10 }, (_, n) =>
      row(`msg_${n + 2}`, n === 0 ? {} : { key: `backorder_update:msg_1:msg_${n + 1}` }),
    )

    expect(again(tries.slice(0, 9))[0]).toBe('backorder_update:msg_1:msg_10')
    expect(sayAgain(notice, tries, MAIL)).toBeNull()
  })

  it('is left to the text, where one can go', () => {
    expect(again([row('msg_2')], BOTH)).toEqual([notice.key, DUE])
    const both = [row('msg_2'), row('msg_3', { channel: 'sms' })]
    expect(again(both, BOTH)[0]).toBe('backorder_update:msg_1:msg_3')
  })

  it.each<MessageStatus>(['sent', 'delivered', 'unclear', 'sending'])(
    'is not said again where its text is %s',
    (status) => {
      expect(again([row('msg_2'), row('msg_3', { channel: 'sms', status })])[0]).toBe(notice.key)
    },
  )

  it('goes at once to another address, and waits again where that fails too', () => {
    const old = row('msg_2', { to: OLD })
    expect(again([old])).toEqual(['backorder_update:msg_1:msg_2', DUE])

    const next = row('msg_3', { key: 'backorder_update:msg_1:msg_2', to: 'JON@example.com' })
    expect(again([old, next])).toEqual(['backorder_update:msg_1:msg_3', '2026-03-10T14:00:00.000Z'])
  })

  it('is not said again to who refused it for good, until the address is another', () => {
    const missed: Notice = { ...notice, kind: 'promise_missed' }
    const refused = (to: string) => row('msg_2', { to, isRefused: true })

    expect(sayAgain(missed, [refused(MAIL.email)], MAIL)).toBeNull()
    expect(again([refused(OLD)], MAIL, missed)).toEqual(['backorder_update:msg_1:msg_2', DUE])
    const there = { key: 'backorder_update:msg_1:msg_2', to: MAIL.email, isRefused: true }
    const both = [refused(OLD), row('msg_3', there)]
    expect(sayAgain(missed, both, MAIL)).toBeNull()
    // Back to the first, which has refused it already.
    expect(sayAgain(missed, both, { email: OLD })).toBeNull()
    expect(again(both, { email: 'third@example.com' }, missed)[1]).toBe(DUE)
  })

  it('is said a week later to who refused it, where it keeps the silence short', () => {
    expect(again([row('msg_2', { to: MAIL.email, isRefused: true })])).toEqual([
      'backorder_update:msg_1:msg_2',
      '2026-03-16T14:00:00.000Z',
    ])
  })

  it('is said again in an hour each time, where it was refused for who sends', () => {
    const first = row('msg_2', { isOfSender: true })
    const key = 'backorder_update:msg_1:msg_2'
    const second = row('msg_3', { key, dueAt: '2026-03-09T15:00:00.000Z', isOfSender: true })

    expect(again([first])[1]).toBe('2026-03-09T15:00:00.000Z')
    expect(again([first, second])[1]).toBe('2026-03-09T16:00:00.000Z')
    expect(isSaidAgain(notice)).toBe(false)
    expect(isSaidAgain(sayAgain(notice, [first], MAIL) ?? notice)).toBe(true)
  })

  it.each<MessageStatus>(['planned', 'sending', 'sent', 'delivered', 'unclear'])(
    'is not said again where what was sent again by hand is %s',
    (status) => {
      const resent = row('msg_3', { key: `${notice.key}:resend:evt_1`, status })

      expect(sayAgain(notice, [row('msg_2', { to: OLD }), resent], MAIL)).toBeNull()
    },
  )

  it('is said again once where what was sent again by hand failed as well', () => {
    const DAY_LATER = '2026-03-10T14:00:00.000Z'
    const resent = row('msg_3', { key: `${notice.key}:resend:evt_1`, dueAt: DAY_LATER })
    const byHand = { ...notice, key: resent.key, dueAt: DAY_LATER }
    const stored = [row('msg_2'), resent]

    expect(again(stored)).toEqual(['backorder_update:msg_1:msg_2', '2026-03-11T14:00:00.000Z'])
    expect(sayAgain(byHand, stored, MAIL)).toBeNull()
    // The first was read: then it is what was asked for that is missing.
    const read = [row('msg_2', { status: 'delivered' }), resent]
    expect(again(read, MAIL, byHand)[0]).toBe(`${resent.key}:msg_3`)
  })

  it('is no word: what came back was read by nobody', () => {
    const order = fold([
      placed([backordered('L1')]),
      said(PLACED_AT, 'backorder_confirmed', {}, { messageId: 'msg_1' }),
      said(DUE, 'backorder_update', {}, { messageId: 'msg_2' }),
    ])
    const heard = withoutUnread(order, [row('msg_2', { status: 'bounced', sentAt: DUE })])

    expect(heard.said.map(({ messageId }) => messageId)).toEqual(['msg_1'])
    expect(withoutUnread(order, [row('msg_2', { status: 'sent' })])).toBe(order)
  })
})
