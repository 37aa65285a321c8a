import type { MessageKind, Notice, StoredMessage } from '../message.ts'
import {
  isWaiting,
  type OrderState,
  orderStatus,
  shippedShipments,
  toldDate,
  waitingLines,
} from '../order.ts'
import type { Speech } from './arbitration.ts'
import { lastWord } from './silence-budget.ts'
import { wasSaid } from './told.ts'

type Gone = Pick<StoredMessage, 'kind' | 'key'>

/**
 * Why a message that was planned will not go, in one true sentence: support reads it to somebody who
 * asks why they heard nothing. What is certain of its kind comes first; what no case explains is
 * said to be no longer true, and no more than that.
 */
export function whyGone(order: OrderState, gone: Gone, { notices, silenced }: Speech): string {
  if (orderStatus(order) === 'cancelled') return 'The order was cancelled.'
  const by = silenced.find(({ key }) => key === gone.key)?.by
  if (by) return `Superseded by ${by}.`
  const sibling = notices.find((notice) => replaces(notice, gone) && !wasSaid(order, notice.key))
  if (sibling) return `Superseded by ${sibling.kind}.`
  if (PACKAGE_KINDS.has(gone.kind)) return whyPackageGone(order, gone.key)
  if (!isWaiting(order)) return allGone(order)
  return REASONS[gone.kind]?.(order, gone.key.split(':')) ?? 'It is no longer true.'
}

/** The same news in other words: a confirmation became one of a backorder, a slip an improvement. */
const replaces = ({ kind, key }: Notice, gone: Gone) =>
  key !== gone.key && FAMILIES.some((family) => family.has(kind) && family.has(gone.kind))

const FAMILIES: readonly ReadonlySet<MessageKind>[] = [
  new Set<MessageKind>(['order_confirmed', 'backorder_confirmed', 'preorder_confirmed']),
  new Set<MessageKind>(['eta_slipped', 'eta_improved']),
]

function allGone(order: OrderState): string {
  const isAllShipped =
    shippedShipments(order).length > 0 && order.lines.every(({ cancelled }) => cancelled === 0)
  return isAllShipped
    ? 'Everything in the order has shipped.'
    : 'Nothing in the order is left to ship.'
}

/** By kind, where something is left to ship; `causes` are the ids that its key names. */
type Reason = (order: OrderState, causes: readonly string[]) => string | null

const nothingWaits: Reason = (order) =>
  waitingLines(order).length === 0 ? 'Nothing in the order waits for stock any more.' : null

const saidSince: Reason = (order, causes) => {
  const last = lastWord(order)
  return last && !causes.includes(last.messageId) ? `A later word went out: ${last.kind}.` : null
}

const datedSince: Reason = (order, causes) => {
  const last = order.said.findLast(({ told }) => Object.keys(told.dates).length > 0)
  return last && !causes.includes(last.messageId)
    ? `A later word told the dates: ${last.kind}.`
    : null
}

const dateHolds: Reason = (order) =>
  waitingLines(order).every(
    ({ id, backorder }) => toldDate(order, id) === (backorder?.promise?.shipsBy ?? null),
  )
    ? 'The date that was told holds again.'
    : null

const allocatedSaid: Reason = (order) => {
  const last = order.said.at(-1)
  return last && Object.keys(last.told.allocated).length > 0 ? `${last.kind} said it.` : null
}

const packageLeft: Reason = (order) =>
  shippedShipments(order).length > 0 ? 'A package has left already.' : null

const firstOf =
  (...reasons: Reason[]): Reason =>
  (order, causes) =>
    reasons.reduce<string | null>((found, reason) => found ?? reason(order, causes), null)

const REASONS: { [kind in MessageKind]?: Reason } = {
  order_confirmed: packageLeft,
  backorder_confirmed: nothingWaits,
  preorder_confirmed: nothingWaits,
  backorder_checkin: firstOf(nothingWaits, saidSince),
  backorder_update: firstOf(saidSince, nothingWaits),
  order_update: saidSince,
  eta_slipped: firstOf(nothingWaits, datedSince, dateHolds),
  eta_improved: firstOf(nothingWaits, datedSince, dateHolds),
  promise_missed: firstOf(nothingWaits, datedSince),
  restocked: allocatedSaid,
}

const PACKAGE_KINDS: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'partially_shipped',
  'shipped',
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
  'delivery_delayed',
  'delivery_exception',
  'delivery_stalled',
  'delivery_lost',
  'returned',
  'delivery_feedback',
])

/** The key names the package: it was taken back, was said in other words, or has moved on. */
function whyPackageGone({ shipments }: OrderState, key: string): string {
  const named = key.slice(key.indexOf(':') + 1)
  const shipment = shipments.find(({ shipmentId }) => named === shipmentId)
  if (!shipment) return 'It is no longer true.'
  const { shipmentId, voided, status, statusAt } = shipment
  return voided
    ? `Package ${shipmentId} was voided.`
    : `Package ${shipmentId} is ${status} since ${statusAt}.`
}
