import { describe, expect, it } from 'vitest'
import { because } from '../../../src/domain/because.ts'
import { sayAgain, withoutUnread } from '../../../src/domain/cadence/say-again.ts'
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
const again = (stored: StoredMessage[], channels: ('email' | 'sms')[] = ['email']) => {
  const { key, dueAt } = sayAgain(notice, stored, channels) ?? {}
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
    expect(sayAgain(notice, tries, ['email'])).toBeNull()
  })

  it('is left to the text, where one can go', () => {
    expect(again([row('msg_2')], ['email', 'sms'])).toEqual([notice.key, DUE])
    const both = [row('msg_2'), row('msg_3', { channel: 'sms' })]
    expect(again(both, ['email', 'sms'])[0]).toBe('backorder_update:msg_1:msg_3')
  })

  it.each<MessageStatus>(['sent', 'delivered', 'unclear', 'sending'])(
    'is not said again where its text is %s',
    (status) => {
      expect(again([row('msg_2'), row('msg_3', { channel: 'sms', status })])[0]).toBe(notice.key)
    },
  )

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
