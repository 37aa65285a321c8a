import { describe, expect, it } from 'vitest'
import { wantCancelOrStop } from '../../../src/domain/cadence/cancel-or-stop.ts'
import type { Rule } from '../../../src/domain/cadence/context.ts'
import { wantInquiryReceived } from '../../../src/domain/cadence/inquiry-received.ts'
import { wantLetters } from '../../../src/domain/cadence/letters.ts'
import { whyDone } from '../../../src/domain/cadence/merchant/why-done.ts'
import { openInquiries } from '../../../src/domain/inquiry.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  anEvent,
  backordered,
  contextAt,
  fold,
  ownEvent,
  placed,
  sendNow,
} from '../../support/events.ts'
import { wantedNotices } from '../../support/wanted-notices.ts'

const LATER = '2026-03-04T15:00:00.000Z'
const one = placed([backordered('L1')])
const asks = (id: string, at: string, stops_texts = false) =>
  ownEvent('inquiry.received', at, {
    inquiry_id: id,
    via: stops_texts ? 'sms' : 'email',
    stops_texts,
  })
const writes = (inquiry_id: string | null, at = LATER) =>
  ownEvent('letter.written', at, { letter_id: 'let_1', inquiry_id })
const keys = (rule: Rule, ...events: Recorded[]) =>
  rule(fold([one, ...events]), contextAt(LATER)).map(({ key }) => key)

const closes = (inquiry_id: string, at = LATER) => ownEvent('inquiry.closed', at, { inquiry_id })
const reopens = (inquiry_id: string, at = LATER, id?: string) =>
  ownEvent('inquiry.reopened', at, { inquiry_id }, id)

describe('a question that was closed', () => {
  const asked = [
    asks('inq_1', '2026-03-03T10:00:00Z'),
    asks('inq_2', '2026-03-03T15:00:00Z'),
  ] as Recorded[]
  const open = (...events: Recorded[]) =>
    openInquiries(fold([one, ...events])).map(({ inquiryId }) => inquiryId)

  it('is open no more, and those beside it are; an answer closes what was asked before it', () => {
    expect(open(...asked)).toEqual(['inq_1', 'inq_2'])
    expect(open(...asked, closes('inq_1'))).toEqual(['inq_2'])
    expect(open(...asked, closes('inq_x'))).toEqual(['inq_1', 'inq_2'])
    expect(open(...asked, closes('inq_2'), writes('inq_1', '2026-03-03T12:00:00Z'))).toEqual([])
  })

  it('ends alike in whatever order it is heard of', () => {
    const events = [...asked, closes('inq_1')]
    expect(open(...events.toReversed())).toEqual(open(...events))
  })

  it('is open once it was opened again, and is answered by what is written from then on', () => {
    const closed = [...asked, closes('inq_1', '2026-03-03T16:00:00Z')]
    // What was written while it was closed was no answer to it.
    closed.push(writes('inq_2', '2026-03-03T17:00:00Z'))
    const again = reopens('inq_1', '2026-03-03T18:00:00Z')
    expect(open(...closed)).toEqual([])
    expect(open(...closed, again)).toEqual(['inq_1'])
    expect(open(again, ...closed.toReversed())).toEqual(['inq_1'])
    expect(open(...closed, again, closes('inq_1', '2026-03-03T19:00:00Z'))).toEqual([])
    expect(open(...closed, again, writes('inq_1', '2026-03-03T19:00:00Z'))).toEqual([])
  })

  it('and opened in one moment is what was said of it last', () => {
    const first = ownEvent('inquiry.closed', LATER, { inquiry_id: 'inq_1' }, 'own_2')
    expect(open(...asked, first, reopens('inq_1', LATER, 'own_3'))).toContain('inq_1')
    expect(open(...asked, first, reopens('inq_1', LATER, 'own_1'))).not.toContain('inq_1')
  })

  it('is told to the merchant no more, by the event that closed it', () => {
    const order = fold([one, ...asked, closes('inq_1')])
    expect(whyDone(order, 'inquiry.received:inq_1')).toEqual({
      rule: 'question_closed',
      facts: {
        cause: 'inquiry.received:inq_1',
        events: [order.inquiries[0]?.closed?.eventId],
      },
    })
  })
})

describe('inquiry_received', () => {
  it('acknowledges at once, and once an hour at most', () => {
    const asked = [
      asks('inq_1', '2026-03-03T15:00:00Z'),
      asks('inq_2', '2026-03-03T15:00:00Z'),
      asks('inq_3', '2026-03-03T15:59:00Z'),
      asks('inq_4', '2026-03-03T16:00:00Z'),
    ]

    expect(keys(wantInquiryReceived, ...asked)).toEqual([
      'inquiry_received:inq_1',
      'inquiry_received:inq_4',
    ])
    expect(wantInquiryReceived(fold([one, asked[0] as Recorded]), contextAt(LATER))[0]?.dueAt).toBe(
      '2026-03-03T15:00:00.000Z',
    )
  })

  it('counts the hour by the clock of the world in the night when clocks go back', () => {
    const asked = [asks('inq_1', '2026-11-01T05:30:00Z'), asks('inq_2', '2026-11-01T06:30:00Z')]

    expect(keys(wantInquiryReceived, ...asked)).toHaveLength(2)
  })

  it('is not wanted where nothing was asked, nor after the answer, nor for a CANCEL', () => {
    expect(keys(wantInquiryReceived)).toEqual([])
    expect(
      keys(wantInquiryReceived, asks('inq_1', '2026-03-03T15:00:00Z'), writes('inq_1')),
    ).toEqual([])
    expect(keys(wantInquiryReceived, asks('inq_1', '2026-03-03T15:00:00Z', true))).toEqual([])
  })
})

describe('cancel_or_stop', () => {
  const said = asks('inq_1', '2026-03-03T15:00:00Z', true)

  it('asks back while something can be cancelled', () => {
    expect(keys(wantCancelOrStop, said)).toEqual(['cancel_or_stop:inq_1'])
    expect(keys(wantCancelOrStop, said, anEvent('order.cancelled', LATER, {}))).toEqual([])
  })

  it('is not wanted for another question', () => {
    expect(keys(wantCancelOrStop, asks('inq_1', '2026-03-03T15:00:00Z'))).toEqual([])
  })
})

describe('letters', () => {
  it('go as an answer, or as a message of its own, whatever became of the order', () => {
    const asked = asks('inq_1', '2026-03-03T15:00:00Z')

    expect(keys(wantLetters, asked, writes('inq_1'))).toEqual(['inquiry_reply:let_1'])
    expect(keys(wantLetters, writes(null), anEvent('order.cancelled', LATER, {}))).toEqual([
      'free_message:let_1',
    ])
    expect(keys(wantLetters, asked)).toEqual([])
  })
})

describe('sending again', () => {
  const again = (key: string) =>
    ownEvent('resend.asked', LATER, { message_id: 'msg_1', key }, 'own_again')
  const wanted = (events: Recorded[]) =>
    wantedNotices(fold(events), contextAt(LATER)).filter(({ key }) => key.includes(':resend:'))

  it('says the same cause once more, under a key of its own', () => {
    const events = [
      ...sendNow([one, writes(null)], 'free_message', LATER),
      again('free_message:let_1'),
    ]

    expect(wanted(events)).toMatchObject([
      { kind: 'free_message', key: 'free_message:let_1:resend:own_again', dueAt: LATER },
    ])
  })

  it('says nothing that is no longer wanted', () => {
    expect(wanted([one, again('eta_slipped:msg_0')])).toEqual([])
  })
})
