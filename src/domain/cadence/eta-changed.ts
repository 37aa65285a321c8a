import { because } from '../because.ts'
import { addMinutes, earlier } from '../instant.ts'
import type { Notice, NoticeFacts } from '../message.ts'
import { oncePerPlan } from '../once-per-plan.ts'
import { type Line, type OrderState, toldDate, waitingQuantity } from '../order.ts'
import {
  heldWith,
  ownDate,
  type SaidRules,
  saidDate,
  saidRules,
  toldOwnDate,
  untoldChanges,
} from '../said-date.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { CadenceContext, Rule } from './context.ts'
import { datedLines, factsOf, lastTelling, linesInWords, tell, toldBefore } from './told.ts'

/**
 * A promise moved away from the date last told: later, withdrawn, or earlier. Ten minutes after
 * the last change, so that changes which come together make one message, and an hour after the
 * first at most, so that a feed which never rests cannot silence it.
 */
export const wantEtaChanged: Rule = (order, context) => {
  // What is to be confirmed anew has its date said by that: before it, the reader thinks it under way.
  const owed = unawareLines(order)
  const moved = movedLines(order, context).filter((line) => !owed.includes(line))
  if (moved.length === 0) return lastWordAgain(order, context)
  const rules = saidRules(order, context)

  const lines = moved.map(({ id }) => id)
  const telling = lastTelling(order, lines)
  const lastWord = order.said.findLast(({ told }) => Object.keys(told.dates).length > 0)
  if (!telling || !lastWord) return []
  const dates = moved.map((line) => moveOf(order, line, rules))
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
      why: `${linesInWords(order, dates, inWords)}.`,
      because: because(kind, {
        lines,
        told: Object.fromEntries(dates.map((date) => [date.lineId, date.old])),
        now: Object.fromEntries(dates.map((date) => [date.lineId, date.new])),
        events: changedBy(order, moved, rules),
        told_by: [telling.messageId],
        quiet_minutes: context.policy.change_quiet_minutes,
      }),
      facts: factsOf({
        lines,
        dates,
        reason,
        told: tell(order, { dates: context, lines }),
      }),
    },
  ]
}

/**
 * Lines whose date is not the one that the customer was told: the merchant or the queue moved it, or
 * what it is held for, or who decides whether it is held. A day that has gone by is no news, and where
 * no date was told today is none: the word of the missed promise says what is to be said of it.
 */
export const movedLines = oncePerPlan((order, context): readonly Line[] => {
  const rules = saidRules(order, context)
  const { today } = rules
  return datedLines(order, rules).filter((line) => {
    const told = toldDate(order, line.id)
    const date = saidDate(order, line, rules)
    return (
      told !== undefined &&
      told !== date &&
      (date === null || date > today || (date === today && told !== null)) &&
      !isImported(order, line, rules)
    )
  })
})

/**
 * What else of the order moved, for a word about `lines` that lists all that is still to come: it
 * says old beside new, and so takes the place of the word of the moved date. A date is said once.
 */
export function movedBeside(
  order: OrderState,
  lines: readonly string[],
  context: CadenceContext,
): Pick<NoticeFacts, 'dates' | 'reason'> {
  const rules = saidRules(order, context)
  const moved = movedLines(order, context).filter(
    (line) => waitingQuantity(line) > 0 || !lines.includes(line.id),
  )
  return {
    dates: moved.map((line) => moveOf(order, line, rules)),
    reason: moved.map(({ backorder }) => backorder?.reason).find(Boolean) ?? null,
  }
}

const moveOf = (order: OrderState, line: Line, rules: SaidRules) => ({
  lineId: line.id,
  old: toldDate(order, line.id) ?? null,
  new: saidDate(order, line, rules),
})

/** What moved it was known to us only long after: it changes the state, and causes no notice. */
function isImported(order: OrderState, line: Line, { split }: SaidRules): boolean {
  const moved = heldWith(order, line, split).filter(
    (one) => ownDate(one) !== toldOwnDate(order, one.id),
  )
  return (
    moved.length > 0 &&
    moved.every(({ backorder }) => backorder?.history.at(-1)?.imported !== false)
  )
}

/** Counted from when a promise left the date told for good: a change that was taken back is over. */
function changeDueAt(
  order: OrderState,
  moved: readonly Line[],
  toldAt: string,
  context: CadenceContext,
) {
  const { policy } = context
  const rules = saidRules(order, context)
  const changes = moved.flatMap((line) => untoldChanges(order, line, rules))
  const chosenAt = order.splitChosen ? [order.splitChosen.at] : []
  const since = [...changes.map(({ heardAt }) => heardAt), ...chosenAt]
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
  const rules = saidRules(order, context)
  const last = order.said.findLast(({ kind }) => kind === 'eta_slipped' || kind === 'eta_improved')
  const lines = last
    ? datedLines(order, rules).filter(({ id }) => last.told.dates[id] !== undefined)
    : []
  if (!last || lines.length === 0) return []

  const dates = lines
    .map((line) => ({
      lineId: line.id,
      old: toldBefore(order, line.id, last.key),
      new: saidDate(order, line, rules),
    }))
    .filter((date) => date.old !== date.new)
  if (dates.length === 0) return []
  const reason = lines.map(({ backorder }) => backorder?.reason).find(Boolean) ?? null
  const moved = dates.map(({ lineId }) => lineId)
  const facts = factsOf({
    lines: moved,
    dates,
    reason,
    told: tell(order, { dates: context, lines: moved }),
  })
  return [
    {
      kind: last.kind,
      key: last.key,
      dueAt: last.at,
      why: `${linesInWords(order, dates, inWords)}. It was told on ${last.at}, and still holds.`,
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

/** The events that stated the promises of these lines as they are now, or held them: what moved them. */
const changedBy = (order: OrderState, lines: readonly Line[], { split }: SaidRules): string[] => [
  ...new Set([
    ...lines
      .flatMap((line) => heldWith(order, line, split))
      .filter((line) => lines.includes(line) || ownDate(line) !== toldOwnDate(order, line.id))
      .flatMap(({ backorder }) => backorder?.history.at(-1)?.eventId ?? []),
    ...(order.splitChosen ? [order.splitChosen.eventId] : []),
  ]),
]

const isSlip = (date: { old: string | null; new: string | null }) =>
  date.new === null || (date.old !== null && date.new > date.old)

const inWords = (date: { old: string | null; new: string | null }) =>
  `told ${date.old ?? 'no date'}, now ${date.new ?? 'no date'}`
