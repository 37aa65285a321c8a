import { DateTime } from 'luxon'
import { addMinutes } from '../instant.ts'
import type { Notice } from '../message.ts'
import { allocatedQuantity, type OrderState, waitingQuantity } from '../order.ts'
import type { Said } from '../said.ts'
import { unawareLines } from './backorder-confirmed.ts'
import type { Rule } from './context.ts'
import { pendingChangeDueAt } from './eta-changed.ts'
import { factsOf, tell } from './told.ts'

/**
 * The next "still waiting" word, so that no silence outlasts the merchant's budget: on the last
 * 10:00 of the reader's day inside it. Not a count of hours after the last word, which over a
 * daylight-saving change would drift to another hour.
 *
 * The key names the word that it answers, never a number: an event that comes late must not
 * renumber messages that were sent.
 */
export const wantBackorderUpdate: Rule = (order, { now, policy, zone }) => {
  const lines = order.lines.filter((line) => waitingQuantity(line) + allocatedQuantity(line) > 0)
  const word = lastWord(order)
  if (lines.length === 0 || pendingChangeDueAt(order)) return []

  const facts = factsOf({
    lines: lines.map(({ id }) => id),
    told: tell(order, { dates: true, allocated: true }),
  })
  if (!word) return firstWord(order).map((first) => ({ ...first, facts }))

  const isPreorder = lines.every(({ backorder }) => backorder?.kind === 'preorder')
  const days = isPreorder ? policy.preorder_silence_budget_days : policy.silence_budget_days
  const [hour = 10, minute = 0] = policy.send_hour.split(':').map(Number)
  const heard = DateTime.fromISO(word.at, { zone })
  const latest = heard.plus({ days })
  const atSendHour = latest.set({ hour, minute, second: 0, millisecond: 0 })
  const dueAt = atSendHour <= latest ? atSendHour : atSendHour.minus({ days: 1 })
  const due = new Date(dueAt.toMillis()).toISOString()
  return [
    {
      kind: 'backorder_update',
      key: `backorder_update:${word.messageId}`,
      dueAt: due < now ? now : due, // overdue after an outage: one word, at once
      why: `Last word ${heard.toISODate()}; the silence budget of ${days} days ends ${latest.toISODate()}.`,
      facts,
    },
  ]
}

/**
 * The first word to a waiting order that came by an import. A shop that brings a thousand of them
 * must not write a thousand mails in one minute: each order has its own minute of the day after.
 */
function firstWord(order: OrderState): Omit<Notice, 'facts'>[] {
  if (!order.placed || unawareLines(order).length > 0) return [] // its confirmation comes
  const dueAt = addMinutes(order.placed.heardAt, minuteOf(order.orderId))
  const why = `The order came by an import on ${order.placed.heardAt} and waits; nothing was said yet.`
  return [{ kind: 'backorder_update', key: `backorder_update:${order.placed.eventId}`, dueAt, why }]
}

const MINUTES = 24 * 60

/** The same for the same order, and spread evenly over many. */
function minuteOf(orderId: string): number {
  let hash = 0
  for (const character of orderId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return hash % MINUTES
}

/** The first message of the last notice: its text by SMS is the same word, said again. */
function lastWord({ said }: OrderState): Said | undefined {
  const last = said.at(-1)
  return said.find(({ key }) => key === last?.key)
}
