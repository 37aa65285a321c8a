import { because } from '../because.ts'
import type { MessageKind, Notice, StoredMessage } from '../message.ts'
import {
  isWaiting,
  type OrderState,
  orderStatus,
  shippedShipments,
  toldDate,
  waitingLines,
} from '../order.ts'
import { saidDate, saidRules } from '../said-date.ts'
import type { Speech } from './arbitration.ts'
import type { CadenceContext } from './context.ts'
import { lastWord } from './silence-budget.ts'
import { datedLines, datesNow, statements, wasSaid } from './told.ts'
import { byWord, firstOf, type Reason, type Why } from './why.ts'
import { whyChoiceGone, whyDelayGone, whyOfferGone, whySubstituteGone } from './why-gone-asked.ts'
import { whyEndsElse, whyNoneMissed, whyNothingAsked, whyNotPrepared } from './why-gone-now.ts'

type Gone = Pick<StoredMessage, 'kind' | 'key'>

/**
 * Why a message that was planned will not go, in one true sentence: support reads it to somebody who
 * asks why they heard nothing. What is certain of its kind comes first; what no case explains is
 * said to be no longer true, and no more than that.
 */
export function whyGone(
  order: OrderState,
  gone: Gone,
  { notices, silenced }: Speech,
  context: CadenceContext,
): Why {
  if (orderStatus(order) === 'cancelled') return cancelled(order)
  const by = silenced.find(({ key }) => key === gone.key)
  if (by) return superseded(by.by, by.byKey)
  const sibling = notices.find(
    (notice) => (replaces(notice, gone) || tellsAct(notice, gone)) && !wasSaid(order, notice.key),
  )
  if (sibling) return superseded(sibling.kind, sibling.key)
  if (PACKAGE_KINDS.has(gone.kind)) return whyPackageGone(order, gone)
  if (!isWaiting(order)) return allGone(order)
  return REASONS[gone.kind]?.(order, gone.key.split(':'), context) ?? untrue(gone)
}

/** The merchant turned its kind off, or the channel it was planned on has closed. */
export const turnedOff = ({ kind }: Gone): Why => ({
  why: `The merchant turned ${kind} off.`,
  because: because('kind_turned_off', { kind }),
})
/** The reader did: it is one of those that they may do without. */
export const declined = ({ kind }: Gone): Why => ({
  why: `Its reader turned ${kind} off.`,
  because: because('kind_declined', { kind }),
})
export const channelClosed = ({ channel }: Pick<StoredMessage, 'channel'>): Why => ({
  why: `It can no longer go by ${channel}.`,
  because: because('channel_closed', { channel }),
})

const superseded = (kind: MessageKind, key: string): Why => ({
  why: `Superseded by ${kind}.`,
  because: because('superseded', { by_kind: kind, by_key: key }),
})

const untrue = ({ kind }: Gone): Why => ({
  why: 'It is no longer true.',
  because: because('no_longer_true', { kind }),
})

const cancelled = ({ cancellations }: OrderState): Why => ({
  why: 'The order was cancelled.',
  because: because('order_cancelled', {
    events: cancellations.map(({ eventId }) => eventId),
    by: cancellations.at(-1)?.by ?? null,
    cancelled_at: cancellations.at(-1)?.at ?? null,
  }),
})

/** The same news in other words: a confirmation became one of a backorder, a slip an improvement. */
const replaces = ({ kind, key }: Notice, gone: Gone) =>
  key !== gone.key && FAMILIES.some((family) => family.has(kind) && family.has(gone.kind))

const FAMILIES: readonly ReadonlySet<MessageKind>[] = [
  new Set<MessageKind>(['order_confirmed', 'backorder_confirmed', 'preorder_confirmed']),
  new Set<MessageKind>(['eta_slipped', 'eta_improved']),
  // Of what more was cancelled since: one sum of both.
  new Set<MessageKind>(['order_cancelled']),
]

/** What was cancelled, in the one word of all that is gone, whichever kind that has. */
const tellsAct = ({ key, because: { facts } }: Notice, gone: Gone): boolean =>
  key !== gone.key &&
  OF_CANCELLED.has(gone.kind) &&
  Array.isArray(facts.events) &&
  facts.events.some((event) => gone.key === `${gone.kind}:${event}`)

const OF_CANCELLED: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'order_cancelled',
  'backorder_unfulfillable',
])

function allGone(order: OrderState): Why {
  const shipments = shippedShipments(order)
  const isAllShipped = shipments.length > 0 && order.lines.every(({ cancelled }) => cancelled === 0)
  return {
    why: isAllShipped
      ? 'Everything in the order has shipped.'
      : 'Nothing in the order is left to ship.',
    because: because(isAllShipped ? 'all_shipped' : 'nothing_left_to_ship', {
      packages: shipments.map(({ shipmentId }) => shipmentId),
      events: [...shipments, ...order.cancellations].map(({ eventId }) => eventId),
    }),
  }
}

const nothingWaits: Reason = (order) =>
  waitingLines(order).length === 0
    ? {
        why: 'Nothing in the order waits for stock any more.',
        because: because('nothing_waits_for_stock', {
          events: order.lines.flatMap(({ backorder }) => backorder?.allocation?.eventId ?? []),
          packages: shippedShipments(order).map(({ shipmentId }) => shipmentId),
        }),
      }
    : null

const saidSince: Reason = (order, causes) => {
  const last = lastWord(order)
  return last && !causes.includes(last.messageId)
    ? byWord('later_word', last, `A later word went out: ${last.kind}.`)
    : null
}

const datedSince: Reason = (order, causes) => {
  const last = order.said.findLast(({ told }) => Object.keys(told.dates).length > 0)
  return last && !causes.includes(last.messageId)
    ? byWord('later_word_told_dates', last, `A later word told the dates: ${last.kind}.`)
    : null
}

const dateHolds: Reason = (order, _, context) => {
  const rules = saidRules(order, context)
  const lines = datedLines(order, rules)
  return lines.every((line) => toldDate(order, line.id) === saidDate(order, line, rules))
    ? {
        why: 'The date that was told holds again.',
        because: because('told_date_holds', {
          now: datesNow(order, lines, context),
          events: statements(lines),
        }),
      }
    : null
}

const allocatedSaid: Reason = (order) => {
  const last = order.said.at(-1)
  return last && Object.keys(last.told.allocated).length > 0
    ? byWord('allocation_told', last, `${last.kind} said it.`)
    : null
}

const packageLeft: Reason = (order) =>
  shippedShipments(order).length > 0
    ? {
        why: 'A package has left already.',
        because: because('package_left', {
          packages: shippedShipments(order).map(({ shipmentId }) => shipmentId),
        }),
      }
    : null

const REASONS: { [kind in MessageKind]?: Reason } = {
  order_confirmed: packageLeft,
  backorder_confirmed: firstOf(nothingWaits, saidSince),
  preorder_confirmed: firstOf(nothingWaits, saidSince),
  backorder_checkin: firstOf(nothingWaits, whySubstituteGone, saidSince),
  backorder_update: firstOf(saidSince, nothingWaits),
  order_update: firstOf(saidSince, whyNotPrepared),
  eta_slipped: firstOf(nothingWaits, datedSince, dateHolds),
  eta_improved: firstOf(nothingWaits, datedSince, dateHolds),
  promise_missed: firstOf(nothingWaits, datedSince, whyNoneMissed),
  restocked: allocatedSaid,
  delay_option: firstOf(whyOfferGone, nothingWaits, dateHolds, whyNothingAsked),
  delay_option_reminder: firstOf(whyDelayGone, whyEndsElse),
  delay_expired: firstOf(whyDelayGone, whyEndsElse),
  backorder_choice: firstOf(nothingWaits, whyChoiceGone),
  substitute_offered: firstOf(nothingWaits, whySubstituteGone),
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
function whyPackageGone({ shipments }: OrderState, gone: Gone): Why {
  const { key } = gone
  const named = key.slice(key.indexOf(':') + 1)
  const shipment = shipments.find(
    ({ shipmentId }) => named === shipmentId || named.startsWith(`${shipmentId}:msg_`),
  )
  if (!shipment) return untrue(gone)
  const { shipmentId, voided, status, statusAt } = shipment
  return voided
    ? {
        why: `Package ${shipmentId} was voided.`,
        because: because('package_voided', { packages: [shipmentId] }),
      }
    : {
        why: `Package ${shipmentId} is ${status} since ${statusAt}.`,
        because: because('package_moved_on', {
          packages: [shipmentId],
          status,
          status_at: statusAt,
        }),
      }
}
