import type { MessageKind } from '../../domain/message.ts'
import { cancelOrStop, inquiryReceived, letter } from './answers.ts'
import { cancellationDeclined, cancellationRequested, orderCancelled } from './cancellations.ts'
import { backInStock, backorderChoice, substituteOffered } from './choices.ts'
import { etaImproved, etaSlipped, promiseMissed } from './dates.ts'
import { delayOption, delayOptionReminder } from './delays.ts'
import {
  availableForPickup,
  delivered,
  deliveryDelayed,
  deliveryException,
  deliveryFeedback,
  deliverySilent,
  outForDelivery,
  returned,
} from './deliveries.ts'
import { backorderUnfulfillable, delayExpired, refundIssued } from './refunds.ts'
import { orderConfirmed, partiallyShipped, restocked, shipped } from './shipments.ts'
import type { Speaker } from './speech.ts'
import { backorderCheckin, backorderConfirmed, backorderUpdate, orderUpdate } from './waiting.ts'

/** The kinds that have words; one template file each, in `templates/email` and `templates/sms`. */
export const SPEAKERS = {
  order_confirmed: orderConfirmed,
  backorder_confirmed: backorderConfirmed,
  preorder_confirmed: backorderConfirmed,
  backorder_checkin: backorderCheckin,
  backorder_update: backorderUpdate,
  order_update: orderUpdate,
  eta_slipped: etaSlipped,
  eta_improved: etaImproved,
  promise_missed: promiseMissed,
  delay_option: delayOption,
  delay_option_reminder: delayOptionReminder,
  delay_expired: delayExpired,
  restocked,
  partially_shipped: partiallyShipped,
  shipped,
  out_for_delivery: outForDelivery,
  available_for_pickup: availableForPickup,
  delivered,
  delivery_delayed: deliveryDelayed,
  delivery_exception: deliveryException,
  delivery_stalled: deliverySilent,
  delivery_lost: deliverySilent,
  returned,
  order_cancelled: orderCancelled,
  cancellation_requested: cancellationRequested,
  cancellation_declined: cancellationDeclined,
  refund_issued: refundIssued,
  backorder_unfulfillable: backorderUnfulfillable,
  backorder_choice: backorderChoice,
  substitute_offered: substituteOffered,
  back_in_stock: backInStock,
  delivery_feedback: deliveryFeedback,
  inquiry_received: inquiryReceived,
  inquiry_reply: letter,
  cancel_or_stop: cancelOrStop,
  free_message: letter,
} as const satisfies { [kind in MessageKind]?: Speaker }

export type SpokenKind = keyof typeof SPEAKERS
export const SPOKEN_KINDS = Object.keys(SPEAKERS) as SpokenKind[]

export const isSpoken = (kind: MessageKind): kind is SpokenKind => kind in SPEAKERS
