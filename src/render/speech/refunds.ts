import { addDays } from '../../domain/calendar.ts'
import { endOfDay, lastWholeDay } from '../../domain/deadline.ts'
import { type DelayEnd, sharedEnd } from '../../domain/delay-end.ts'
import { type Day, ownValue } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { withChosen } from '../chosen.ts'
import { dayIn } from '../dates.ts'
import { formatMoney } from '../money.ts'
import type { Scene } from '../scene.ts'
import { cancelled, orderCancelled, refundVariant } from './cancellations.ts'
import { expiredIn, isExpiredInPart } from './not-wished.ts'
import type { Speaker, Speech } from './speech.ts'

/** Banks show a credit 5 to 10 of their working days after it: two weeks is a day that holds. */
const SHOWS_AFTER_DAYS = 14

/** It can't be had: cancelled, and the refund named, before they ask. */
export const backorderUnfulfillable: Speaker = (scene) => {
  return { ...cancelled(scene), variant: refundVariant(scene).slice(1) || 'unpaid' }
}

/** A wait that ended by itself: why, and the money that comes back. */
export const delayExpired: Speaker = (scene) => {
  const chosen = { ...scene, order: withChosen(scene.order) }
  if (isExpiredInPart(scene)) return expiredBeside(chosen)
  const speech = cancelled(chosen)
  return { ...speech, notes: [whyExpired(scene), ...(speech.notes ?? [])] }
}

/** In the words of what was cancelled, for others were beside it: by name, that silence ended these. */
function expiredBeside(scene: Scene): Speech {
  const speech = orderCancelled(scene)
  const ended = expiredIn(scene)
  if (!ended) return speech
  const { names: label, short: item, n } = ended
  const note = scene.word('common.labelled', { label, text: whyExpired(ofExpired(scene)) })
  const text = scene.word('delay_expired.sms.part', { item, n })
  return {
    ...speech,
    wordsOf: 'order_cancelled',
    notes: [note, ...(speech.notes ?? [])],
    endText: [text, speech.endText].filter(Boolean).join(' '),
  }
}

function ofExpired(scene: Scene): Scene {
  const cancelled = scene.facts.cancelled.filter(({ expired = 0 }) => expired > 0)
  return { ...scene, facts: { ...scene.facts, cancelled } }
}

/** Money that has gone back: how much, and by when it shows. */
export const refundIssued: Speaker = (scene) => {
  const { facts, order, locale, merchant, today } = scene
  const { refunded } = facts
  const refund =
    order.refunds.findLast(({ amount }) => amount.amount === refunded?.amount) ??
    order.refunds.at(-1)
  const from = refund ? dayIn(refund.at, merchant.timeZone) : today
  const by = addDays(from, SHOWS_AFTER_DAYS)
  const amount = refunded ?? refund?.amount
  return {
    variant: amount ? 'amount' : 'unnamed',
    lines: order.lines,
    params: {
      amount: amount ? formatMoney(amount, locale) : '',
      ...dayParams({ by: by > today ? by : today }, scene),
    },
  }
}

/**
 * Only where it was put before the reader, and not answered, is silence named as the reason: by the
 * day that the offer named. Where a promised day ends at the merchant first, it is not over yet for
 * the reader, and none is named.
 */
function whyExpired({ facts, order, today, now, merchant, delivery, word, long }: Scene): string {
  const { end, until: last } = endOf(facts, order)
  const zone = delivery.readerZone
  const zones = { zone, merchantZone: merchant.timeZone }
  const until = last && end === 'unanswered' ? lastWholeDay(last, zones) : last
  const isOver = until !== null && until <= today && now >= endOfDay(until, [zone])
  const n = Math.max(1, new Set(facts.cancelled.map(({ lineId }) => lineId)).size)
  if (!isOver || end === 'unasked') return word('note.expired_late', { n })
  return word(end === 'agreed' ? 'note.expired_agreed' : 'note.expired_offered', {
    until: long(until),
    n,
  })
}

function endOf(facts: Scene['facts'], order: Scene['order']): { end: DelayEnd; until: Day | null } {
  // Of what was cancelled: offers of other lines may be open still.
  const ended = facts.cancelled.map(({ lineId }) => lineId)
  const own = facts.offers.filter(({ lineId }) => ended.length === 0 || ended.includes(lineId))
  const stated = own.map(({ until }) => until).sort()
  if (stated.length > 0) return { end: 'unanswered', until: stated.at(-1) ?? null }
  const ends = facts.cancelled.flatMap(({ lineId }): [string, Day][] => {
    const expiry = order.expiries.findLast(({ deadlines }) => Object.hasOwn(deadlines, lineId))
    const day = expiry && ownValue(expiry.deadlines, lineId)
    return day ? [[lineId, day]] : []
  })
  const until = ends.map(([, day]) => day).sort()
  return { end: sharedEnd(order, Object.fromEntries(ends)), until: until.at(-1) ?? null }
}
