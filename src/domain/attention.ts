import { anomaliesOf } from './anomaly.ts'
import type { CadenceContext } from './cadence/context.ts'
import { wantCustomerUnreachable } from './cadence/merchant/customer-unreachable.ts'
import { openOffers } from './delay-answer.ts'
import { type ExpiringClock, expiringClocks } from './delay-expiry.ts'
import { earlier } from './instant.ts'
import { type Day, type Instant, isWaiting, type OrderState } from './order.ts'

/** A wait whose day is over and that is not cancelled by itself: a person says what becomes of it. */
export type HeldEnd = {
  lines: { id: string; quantity: number; deadline: Day }[]
  since: Instant
  held: 'confirm' | 'feed' | 'late'
  /** Lines whose customer may still agree to go on waiting: to what was offered last. */
  keepable: string[]
}
/** A waiting customer whom no message reaches: since when, and why. */
export type Unreached = { since: Instant; why: string }

/** What of an order waits for a person, beside a request to cancel and what does not fit together. */
export type Attention = { heldEnd: HeldEnd | null; unreached: Unreached | null }

/**
 * Worked out of the order as its reader knows it, and by the rules that tell the merchant of it: so
 * it is there for who set up no webhook, and ends by itself with its cause.
 */
export const attentionOf = (order: OrderState, context: CadenceContext): Attention => ({
  heldEnd: isWaiting(order) ? heldEndOf(order, context) : null,
  unreached: unreachedOf(order, context),
})

/**
 * From when on one of these may be so, and what does not fit together beside them; '' where it is so
 * already. It is said of the order as it stands: what comes later is settled, and said anew, and what keeps
 * an end from coming by itself is seen only then. Never later than what it is true of.
 */
export function looksFrom(order: OrderState, context: CadenceContext): Instant | null {
  if (order.cancellationRequest !== null || anomaliesOf(order).length > 0) return ''
  const ends = isWaiting(order) ? expiringClocks(order, context).map(({ at }) => at) : []
  const untold = wantCustomerUnreachable(order, context).map(({ dueAt }) => dueAt)
  const from = [...ends, ...untold]
  return from.length > 0 ? from.reduce(earlier) : null
}

function heldEndOf(order: OrderState, context: CadenceContext): HeldEnd | null {
  const over = expiringClocks(order, context)
    .filter(isHeld)
    .filter(({ at }) => at <= context.now)
  const [first] = over
  if (!first) return null
  // A policy that has each end confirmed holds it whatever else would.
  const held = context.policy.expiry === 'confirm' ? 'confirm' : first.held
  const ids = over.map(({ clock }) => clock.lineId)
  return {
    lines: over.map(({ clock }) => ({
      id: clock.lineId,
      quantity: clock.quantity,
      deadline: clock.state.on ?? '',
    })),
    since: first.at,
    held,
    keepable: openOffers(order, context)
      .map(({ clock }) => clock.lineId)
      .filter((id) => ids.includes(id)),
  }
}

type Held = ExpiringClock & { held: HeldEnd['held'] }

const isHeld = (one: ExpiringClock): one is Held => one.held !== null

function unreachedOf(order: OrderState, context: CadenceContext): Unreached | null {
  const [told] = wantCustomerUnreachable(order, context)
  return told && told.dueAt <= context.now ? { since: told.dueAt, why: told.why } : null
}
