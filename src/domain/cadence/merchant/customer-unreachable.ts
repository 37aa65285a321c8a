import { because } from '../../because.ts'
import { addHours, earlier, later } from '../../instant.ts'
import { momentOf } from '../../local-time.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import { type Instant, type Line, openQuantity } from '../../order.ts'
import { type CadenceContext, unreached } from '../context.ts'
import { dayAfterHandling, isBackordered } from '../silence-budget.ts'
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
  const waitsFrom = dueAt(open, placed, context)
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

/** The first of its lines to wait, each counted from when it came to the order. */
function dueAt(open: readonly Line[], placed: Moment, context: CadenceContext): Instant {
  const { policy, merchantZone } = context
  const from = open.map((line) => {
    const { at, heardAt } = line.added ?? placed
    const lateAt = momentOf(dayAfterHandling(at, context), policy.send_hour, merchantZone)
    return isBackordered(line) ? earlier(addHours(heardAt, GRACE_HOURS), lateAt) : lateAt
  })
  return from.reduce(earlier)
}

type Moment = { at: Instant; heardAt: Instant }
