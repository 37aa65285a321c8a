import { describe, expect, it } from 'vitest'
import type { Reason } from '../../../src/domain/cadence/why.ts'
import {
  whyEndsElse,
  whyNoneMissed,
  whyNothingAsked,
  whyNotPrepared,
} from '../../../src/domain/cadence/why-gone-now.ts'
import type { Recorded } from '../../../src/domain/own-event.ts'
import {
  backordered,
  contextAt,
  fold,
  lineData,
  PLACED_AT,
  PROMISED,
  placed,
  sendNow,
} from '../../support/events.ts'
import { FTC } from '../delay-story.ts'

const waiting = placed([backordered('L1')])
const told = sendNow([waiting], 'backorder_confirmed', PLACED_AT)
const ruleOf = (
  reason: Reason,
  events: Recorded[],
  { key = '', now = '2026-03-10T15:00:00Z' }: { key?: string; now?: string } = {},
) => reason(fold(events), key.split(':'), contextAt(now, FTC))?.because

describe('why a message is not wanted any more, where nothing of note undid it', () => {
  it('says of an end that another word comes first, or that nothing ends that day', () => {
    expect(ruleOf(whyEndsElse, told, { key: `delay_expired:${PROMISED}` })).toEqual({
      rule: 'other_word_first',
      facts: { lines: ['L1'], until_day: PROMISED },
    })
    expect(ruleOf(whyEndsElse, told, { key: 'delay_expired:2026-04-01' })).toEqual({
      rule: 'ends_on_another_day',
      facts: { until_day: '2026-04-01', until: { L1: PROMISED } },
    })
  })

  it('says of an offer that its day is over, as after a night of quiet hours, or that none is late', () => {
    expect(ruleOf(whyNothingAsked, told, { now: '2026-03-17T12:00:00Z' })).toEqual({
      rule: 'offer_too_late',
      facts: { lines: ['L1'], until: { L1: PROMISED } },
    })
    expect(ruleOf(whyNothingAsked, told)).toEqual({
      rule: 'no_delay_to_ask_about',
      facts: { now: { L1: PROMISED }, stood: { L1: PROMISED } },
    })
  })

  it('says of what was being prepared what is left of it', () => {
    expect(ruleOf(whyNotPrepared, told)).toEqual({
      rule: 'waits_for_stock',
      facts: { lines: ['L1'] },
    })
    expect(ruleOf(whyNotPrepared, [placed([lineData('L1')])])?.rule).toBe('said_by_another_word')
  })

  it('says of a missed day that none is missed', () => {
    const key = 'promise_missed:msg_backorder_confirmed'
    expect(ruleOf(whyNoneMissed, told, { key })).toEqual({
      rule: 'no_day_missed',
      facts: { lines: ['L1'] },
    })
  })
})
