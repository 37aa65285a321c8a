import { KINDS_WITH_CANCEL_LINK, type MessageKind, type NoticeFacts } from './message.ts'
import { type OrderState, openQuantity, waitingLines } from './order.ts'

/**
 * Whether a message carries the way to cancel. Kinds that always do; any other that speaks of what
 * waits, while something does; one that says a date which moved, and one that carries an offer, whose
 * words name that way: who waits may always end the wait.
 */
export const hasCancelLink = (
  kind: MessageKind,
  { dates, offers, isFirstWord = false }: Pick<NoticeFacts, 'dates' | 'offers' | 'isFirstWord'>,
  order: OrderState,
): boolean =>
  KINDS_WITH_CANCEL_LINK.has(kind) ||
  isFirstWord ||
  (LISTS_WAIT.has(kind) && waitingLines(order).length > 0) ||
  (LISTS_OPEN.has(kind) && isAskable(order)) ||
  offers.length > 0 ||
  dates.some((date) => date.old !== date.new)

/** Kinds that list what still waits, beside what they are about. */
const LISTS_WAIT: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'backorder_unfulfillable',
  'cancellation_declined',
  'inquiry_received',
  'delivered',
])

/** Of these, what is here too: its page takes a wish to cancel it, so their reader has the way there. */
const LISTS_OPEN: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'backorder_unfulfillable',
  'inquiry_received',
])

/** Something can still be stopped, and nobody has asked for it or been answered no. */
const isAskable = ({ lines, cancellationRequest, cancellationDeclined }: OrderState) => {
  const asked = cancellationRequest?.lines.map(({ id }) => id) ?? []
  const declined = cancellationDeclined?.lines ?? []
  return lines.some(
    (line) => openQuantity(line) > 0 && !asked.includes(line.id) && !declined.includes(line.id),
  )
}
