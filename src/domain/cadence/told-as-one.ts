import type { MessageKind } from '../message.ts'
import { oncePerPlan } from '../once-per-plan.ts'
import type { Cancellation } from '../order.ts'
import { isTurnedOff } from '../policy-of-kind.ts'
import { untold } from './cancelled.ts'
import { isRemovalUntold } from './removed.ts'

type Act = Pick<Cancellation, 'cause'>
type Why = NonNullable<Cancellation['cause']> | 'wished'

const OWN: Record<Why, MessageKind> = {
  wished: 'order_cancelled',
  unfulfillable: 'backorder_unfulfillable',
  expired: 'delay_expired',
}

/**
 * By which kind of message an act of cancelling is told: each cause has words of its own, but what of
 * several is untold makes one word, with one sum. Two of one minute, a sum in each, are read as one sum
 * told twice. What silence ended gives it its kind, so that the end that was announced is told as one.
 */
export const kindTelling = oncePerPlan((order, context): ((act: Act) => MessageKind) => {
  const { policy, declined } = context
  const causes = new Set(untold(order).map(({ act }) => whyOf(act)))
  if (causes.size > 0 && isRemovalUntold(order, context)) causes.add('wished')
  const mayGo = (kind: MessageKind) =>
    !isTurnedOff(policy, kind, order) && !declined?.includes(kind)
  if (causes.size > 1 && causes.has('expired') && mayGo('delay_expired'))
    return () => 'delay_expired'
  if (causes.has('unfulfillable') && causes.has('wished') && mayGo('order_cancelled'))
    return (act) => (act.cause === 'expired' ? OWN.expired : 'order_cancelled')
  return (act) => OWN[whyOf(act)]
})

const whyOf = ({ cause }: Act): Why => cause ?? 'wished'
