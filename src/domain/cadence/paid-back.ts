import type { MessageKind, Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { paidBackLines } from '../refund-owed.ts'
import { SPEAKS_OF_WAIT } from './if-silent.ts'

/**
 * A notice with the lines whose money has gone back though they still wait. "Cancel, with a full
 * refund" of what was refunded last week would promise the money twice.
 */
export function sayPaidBack(order: OrderState): (notice: Notice) => Notice {
  const paidBack = paidBackLines(order)
  if (paidBack.length === 0) return (notice) => notice
  return (notice) =>
    SPEAKS_OF_WAIT.has(notice.kind) || OFFERS.has(notice.kind)
      ? { ...notice, facts: { ...notice.facts, paidBack } }
      : notice
}

const OFFERS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'delay_option',
  'delay_option_reminder',
])
