import type { MessageKind } from '../../domain/message.ts'
import { cancellationDeclined, cancellationRequested, orderCancelled } from './cancellations.ts'
import { etaImproved, etaSlipped, promiseMissed } from './dates.ts'
import { orderConfirmed, partiallyShipped, restocked, shipped } from './shipments.ts'
import type { Speaker } from './speech.ts'
import { backorderCheckin, backorderConfirmed, backorderUpdate } from './waiting.ts'

/** The kinds that have words; one template file each, in `templates/email` and `templates/sms`. */
export const SPEAKERS = {
  order_confirmed: orderConfirmed,
  backorder_confirmed: backorderConfirmed,
  preorder_confirmed: backorderConfirmed,
  backorder_checkin: backorderCheckin,
  backorder_update: backorderUpdate,
  eta_slipped: etaSlipped,
  eta_improved: etaImproved,
  promise_missed: promiseMissed,
  restocked,
  partially_shipped: partiallyShipped,
  shipped,
  order_cancelled: orderCancelled,
  cancellation_requested: cancellationRequested,
  cancellation_declined: cancellationDeclined,
} as const satisfies { [kind in MessageKind]?: Speaker }

export type SpokenKind = keyof typeof SPEAKERS
export const SPOKEN_KINDS = Object.keys(SPEAKERS) as SpokenKind[]

export const isSpoken = (kind: MessageKind): kind is SpokenKind => kind in SPEAKERS
