import type { Notice } from '../message.ts'
import type { OrderState } from '../order.ts'
import { wantBackorderCheckin } from './backorder-checkin.ts'
import { wantBackorderConfirmed } from './backorder-confirmed.ts'
import { wantBackorderUpdate } from './backorder-update.ts'
import { wantCancellationAsked } from './cancellation-asked.ts'
import type { CadenceContext, Rule } from './context.ts'
import { wantEtaChanged } from './eta-changed.ts'
import { wantOrderCancelled } from './order-cancelled.ts'
import { wantOrderConfirmed } from './order-confirmed.ts'
import { wantRestocked } from './restocked.ts'
import { wantShipped } from './shipped.ts'

const RULES: readonly Rule[] = [
  wantOrderConfirmed,
  wantBackorderConfirmed,
  wantBackorderCheckin,
  wantBackorderUpdate,
  wantEtaChanged,
  wantRestocked,
  wantShipped,
  wantOrderCancelled,
  wantCancellationAsked,
]

/**
 * The messages that should exist for an order now: each rule's word, less the kinds that the
 * merchant turned off. A pure function of what is known: nobody schedules by hand, so nothing can
 * be forgotten, doubled or outdated.
 */
export function wantedNotices(order: OrderState, context: CadenceContext): Notice[] {
  const off = new Set(context.policy.kinds_off)
  return RULES.flatMap((rule) => rule(order, context)).filter(({ kind }) => !off.has(kind))
}
