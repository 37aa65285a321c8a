import { because } from '../because.ts'
import { addHours, later } from '../instant.ts'
import { plusDays } from '../local-time.ts'
import { orderStatus, shippedShipments } from '../order.ts'
import type { Rule } from './context.ts'
import { NEWS_DAYS_MAX } from './package-status.ts'
import { factsOf, tell } from './told.ts'

/**
 * One question, two days after the last package arrived or as the policy says, and only where the merchant wishes it. Once
 * an order: what is sent after it must not ask again.
 */
export const wantDeliveryFeedback: Rule = (order, { now, policy, zone }) => {
  if (!policy.delivery_feedback || orderStatus(order) !== 'delivered') return []
  if (order.feedback || order.said.some(({ kind }) => kind === 'delivery_feedback')) return []
  const packages = shippedShipments(order)
  const last = packages.reduce<(typeof packages)[number] | null>(
    (latest, one) => (latest && latest.statusAt >= one.statusAt ? latest : one),
    null,
  )
  if (!last || last.statusImported) return []

  const { shipmentId, statusAt } = last
  const dueAt = plusDays(statusAt, policy.feedback_after_days, zone)
  if (addHours(dueAt, NEWS_DAYS_MAX * 24) < now) return []
  const shipments = packages.map((one) => one.shipmentId)
  return [
    {
      kind: 'delivery_feedback',
      key: `delivery_feedback:${shipmentId}`,
      dueAt: later(dueAt, now),
      why: `The last package, ${shipmentId}, was delivered on ${statusAt}.`,
      because: because('delivery_feedback', {
        packages: shipments,
        delivered_at: statusAt,
        after_days: policy.feedback_after_days,
        zone,
      }),
      facts: factsOf({ shipments, told: tell(order, {}) }),
    },
  ]
}
