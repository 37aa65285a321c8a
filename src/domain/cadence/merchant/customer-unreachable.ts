import { because } from '../../because.ts'
import { addDays, addWorkingDays, dayOf } from '../../calendar.ts'
import { addHours, earlier, later } from '../../instant.ts'
import { momentOf } from '../../local-time.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import {
  allocatedQuantity,
  type Instant,
  type OrderState,
  openQuantity,
  waitingQuantity,
} from '../../order.ts'
import { type CadenceContext, unreached } from '../context.ts'
import type { MerchantRule } from './rule.ts'

/** A shop often sends the address a moment after the order. */
const GRACE_HOURS = 1

/**
 * An order that waits and whose customer hears nothing: there is no address that takes mail, and no
 * consent to texts. What waits for stock waits from the start; what is in stock only once the
 * handling time has passed, for until then it may simply ship.
 */
export const wantCustomerUnreachable: MerchantRule = (order, context) => {
  const { placed } = order
  if (!placed || context.reach !== 'none') return []
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  if (open.length === 0) return []
  const { unreachedBy: closed } = context
  const waitsFrom = dueAt(order, placed, context)
  const since = closed ? ` ${CLOSED[closed.cause]} on ${closed.at}.` : ''
  return [
    {
      kind: 'customer.unreachable',
      // By what closed it: who was reached again and then is not once more is news.
      key: `customer.unreachable:${closed?.eventId ?? placed.eventId}`,
      dueAt: closed ? later(waitsFrom, closed.at) : waitsFrom,
      why: `The order waits; there is no e-mail address that takes mail, and no number with consent to texts.${since}`,
      because: because('customer_unreachable', {
        lines: open.map(({ id }) => id),
        events: [placed.eventId, ...(closed ? [closed.eventId] : [])],
        ...unreached(context),
      }),
      facts: merchantFacts({
        lines: open.map((line) => ({ lineId: line.id, quantity: openQuantity(line) })),
      }),
    },
  ]
}

/** Who was reached until then is told as unreachable from then on, and not from the order. */
const CLOSED = {
  texts_stopped: 'Its reader stopped the texts',
  address_suppressed: 'The last address that took anything was given up by its provider',
  contact_changed: 'The shop took the last address away, or the consent to texts,',
} as const

function dueAt(
  order: OrderState,
  { at, heardAt }: { at: Instant; heardAt: Instant },
  { policy, merchantZone, country }: CadenceContext,
): Instant {
  const handled = addDays(addWorkingDays(dayOf(at, merchantZone), policy.handling_days, country), 1)
  const lateAt = momentOf(handled, policy.send_hour, merchantZone)
  const isBackordered = order.lines.some(
    (line) => waitingQuantity(line) + allocatedQuantity(line) > 0,
  )
  return isBackordered ? earlier(addHours(heardAt, GRACE_HOURS), lateAt) : lateAt
}
