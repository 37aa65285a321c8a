import { because } from '../because.ts'
import { addMinutes, earlier, later } from '../instant.ts'
import type { Notice } from '../message.ts'
import { type Day, type Line, type OrderState, toldDate } from '../order.ts'
import { unswappedLines } from '../substitute.ts'
import type { CadenceContext, Rule } from './context.ts'
import { nearEnd, unansweredOffers } from './delay-words.ts'
import { factsOf, lastTelling, listLines, tell, todayOf, toldBefore } from './told.ts'

/**
 * A promise moved away from the date last told: later, withdrawn, or earlier. Ten minutes after
 * the last change, so that changes which come together make one message, and an hour after the
 * first at most, so that a feed which never rests cannot silence it.
 */
export const wantEtaChanged: Rule = (order, context) => {
  const moved = movedLines(order, todayOf(context))
  if (moved.length === 0) return lastWordAgain(order, context)

  const lines = moved.map(({ id }) => id)
  const telling = lastTelling(order, lines)
  const lastWord = order.said.findLast(({ told }) => Object.keys(told.dates).length > 0)
  if (!telling || !lastWord) return []
  const dates = moved.map((line) => ({
    lineId: line.id,
    old: toldDate(order, line.id) ?? null,
    new: dateOf(line),
  }))
  const kind = dates.some(isSlip) ? 'eta_slipped' : 'eta_improved'
  const reason = moved.map(({ backorder }) => backorder?.reason).find(Boolean) ?? null
  const dueAt = changeDueAt(order, moved, telling.at, context)
  return [
    {
      kind,
      // Of the order and not of the line: when one line's slip answered a word that told of two,
      // the slip of the other must not bear the same key, or it would count as sent.
      key: `${kind}:${lastWord.messageId}`,
      dueAt,
      // True already: the pause only waits for another change that may follow.
      earliest: context.now,
      why: `${listLines(order, lines)}: ${dates.map(inWords).join('; ')}.`,
      because: because(kind, {
        lines,
        told: Object.fromEntries(dates.map((date) => [date.lineId, date.old])),
        now: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
        events: changedBy(moved),
        told_by: [telling.messageId],
        quiet_minutes: context.policy.change_quiet_minutes,
      }),
      facts: factsOf({
        lines,
        dates,
        reason,
        offers: unansweredOffers(order, context),
        ...nearEnd(order, context, later(dueAt, context.now)),
        told: tell(order, { dates: true, lines }),
      }),
    },
  ]
}

/**
 * Waiting lines whose promise is not the one the customer was told. A day that has gone by is no
 * news, and where no date was told today is none: the word of the missed promise says what is to
 * be said of it.
 */
export const movedLines = (order: OrderState, today: Day): Line[] =>
  unswappedLines(order).filter((line) => {
    const told = toldDate(order, line.id)
    const date = dateOf(line)
    return (
      told !== undefined &&
      told !== date &&
      (date === null || date > today || (date === today && told !== null)) &&
      line.backorder?.history.at(-1)?.imported === false
    )
  })

/** Counted from when a promise left the date told for good: a change that was taken back is over. */
function changeDueAt(
  order: OrderState,
  moved: readonly Line[],
  toldAt: string,
  { policy }: CadenceContext,
) {
  const changes = moved.flatMap(({ id, backorder }) => {
    const history = backorder?.history ?? []
    const told = toldDate(order, id)
    return history.slice(history.findLastIndex(({ shipsBy }) => shipsBy === told) + 1)
  })
  const since = changes
    .map(({ heardAt }) => heardAt)
    .filter((at) => at >= toldAt)
    .sort()
  const first = since[0] ?? toldAt
  const last = since.at(-1) ?? first
  return earlier(
    addMinutes(last, policy.change_quiet_minutes),
    addMinutes(first, policy.change_minutes_max),
  )
}

/** The change that was told last is still wanted while it holds: its text may wait for the morning. */
function lastWordAgain(order: OrderState, context: CadenceContext): Notice[] {
  const last = order.said.findLast(({ kind }) => kind === 'eta_slipped' || kind === 'eta_improved')
  const lines = last
    ? unswappedLines(order).filter(({ id }) => last.told.dates[id] !== undefined)
    : []
  if (!last || lines.length === 0) return []

  const dates = lines
    .map((line) => ({
      lineId: line.id,
      old: toldBefore(order, line.id, last.key),
      new: dateOf(line),
    }))
    .filter((date) => date.old !== date.new)
  if (dates.length === 0) return []
  const reason = lines.map(({ backorder }) => backorder?.reason).find(Boolean) ?? null
  const moved = dates.map(({ lineId }) => lineId)
  const facts = factsOf({
    lines: moved,
    dates,
    reason,
    offers: unansweredOffers(order, context),
    ...nearEnd(order, context, context.now),
    told: tell(order, { dates: true, lines: moved }),
  })
  return [
    {
      kind: last.kind,
      key: last.key,
      dueAt: last.at,
      why: 'The new date was told and still holds.',
      because: because('new_date_holds', {
        lines: moved,
        now: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
        told_by: [last.messageId],
        told_at: last.at,
      }),
      facts,
    },
  ]
}

/** The events that stated the promises of these lines as they are now: what moved them. */
const changedBy = (lines: readonly Line[]): string[] => [
  ...new Set(lines.flatMap(({ backorder }) => backorder?.history.at(-1)?.eventId ?? [])),
]

const dateOf = (line: Line) => line.backorder?.promise?.shipsBy ?? null

const isSlip = (date: { old: string | null; new: string | null }) =>
  date.new === null || (date.old !== null && date.new > date.old)

const inWords = (date: { old: string | null; new: string | null }) =>
  `told ${date.old ?? 'no date'}, now ${date.new ?? 'no date'}`
