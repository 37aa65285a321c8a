import { because } from '../../because.ts'
import { addDays, dayOf, shippingDayFrom } from '../../calendar.ts'
import { namedBy } from '../../cancellation-act.ts'
import { momentOf } from '../../local-time.ts'
import { type MerchantNotice, merchantFacts } from '../../merchant-notice.ts'
import { multiply } from '../../money.ts'
import {
  type CancelActor,
  type Day,
  type Instant,
  type OrderState,
  ownValue,
  type Shipment,
} from '../../order.ts'
import { refundDeadline, refundLeftOf, removedLeftOf } from '../../refund-owed.ts'
import { type RemovedNow, removedNow } from '../../removed-units.ts'
import { SAYS_CANCELLED } from '../cancelled-beside.ts'
import { type CadenceContext, refundRules } from '../context.ts'
import { type ActNow, byWhom, cancelledNow } from './cancelled-now.ts'
import type { MerchantRule } from './rule.ts'

/** How many days before the deadline a merchant is reminded of what it cancelled by itself. */
const REMIND_DAYS = 2

/**
 * Money of a paid order that has to go back, and of which no refund has reached us. Of what was
 * cancelled through us at once. A shop that cancels by itself, or takes something off the order, mostly
 * refunds in the same breath, so there a word comes only where the deadline (16 CFR 435.2: seven
 * working days) is near.
 */
export const wantRefundDue: MerchantRule = (order, context) => {
  const acts = cancelledNow(order).filter(({ lines }) => lines.length > 0)
  const cancelled = acts.map((one): Due => {
    const { eventId, at, by, imported } = one.act
    const left = imported ? null : refundLeftOf(order, acts, one)
    return { eventId, at, by, lines: one.lines, left }
  })
  const removed = removedNow(order).map((one): Due => {
    const { eventId, at, imported } = one.removal
    const lines = ofTheShop(order, one)
    const left = imported ? null : removedLeftOf(order, acts, { ...one, all: lines })
    return { eventId, at, by: 'merchant', lines, left }
  })
  return [...cancelled, ...removed].flatMap((due) => noticeOf(due, context))
}

type Due = {
  eventId: string
  at: Instant
  by: CancelActor
  lines: ActNow['lines']
  left: ReturnType<typeof refundLeftOf>
}

function noticeOf(
  { eventId, at, by, lines, left }: Due,
  context: CadenceContext,
): MerchantNotice[] {
  if (!left || lines.length === 0) return []
  const deadline = refundDeadline(at, refundRules(context))
  return [
    {
      kind: 'refund.due',
      key: `refund.due:${eventId}`,
      dueAt: by === 'merchant' ? reminderAt(deadline, context) : at,
      why: `Cancelled by ${byWhom(by)} on ${dayOf(at, context.merchantZone)}; no refund of it has been told to us, and it is due by ${deadline}.`,
      because: because('refund_due', {
        lines: lines.map(({ lineId }) => lineId),
        quantities: quantitiesOf(lines),
        events: [eventId],
        by,
        cancelled_at: at,
        refund_days: context.policy.refund_days,
        deadline,
      }),
      facts: merchantFacts({ lines, by, refund: { amount: left.amount, deadline } }),
    },
  ]
}

/** Not what had been cancelled through us before and went with it: that is due since then, and told. */
const ofTheShop = ({ cancellations }: OrderState, { lines, all }: RemovedNow): ActNow['lines'] =>
  all.flatMap((one) => {
    const isOurs = cancellations.some(
      (act) => act.by !== 'merchant' && namedBy(act).some(({ id }) => id === one.lineId),
    )
    return isOurs ? lines.filter(({ lineId }) => lineId === one.lineId) : [one]
  })

/**
 * What was to be refunded has shipped: nothing of it is due any more. Said because it was: whatever
 * is cancelled through us is put before the merchant in that moment, and its customer told so.
 */
export const wantRefundVoid: MerchantRule = (order, context) => {
  if (order.paymentStatus !== 'paid') return []
  return order.crossings.flatMap(({ eventId, shipmentId, at, imported, lines: taken }) => {
    const isOut = order.shipments.some((one) => one.shipmentId === shipmentId && isWithCarrier(one))
    const lines = taken
      .filter(({ id }) => wasDue(order, id))
      .map(({ id: lineId, quantity }) => ({ lineId, quantity }))
    if (imported || !isOut || lines.length === 0) return []
    return [
      {
        kind: 'refund.due',
        key: `refund.due:${shipmentId}:${eventId}`,
        dueAt: at,
        why: `Package ${shipmentId} left with what was cancelled: no refund of it is due.`,
        because: because('refund_void', {
          lines: lines.map(({ lineId }) => lineId),
          quantities: quantitiesOf(lines),
          events: [eventId],
          packages: [shipmentId],
        }),
        facts: merchantFacts({
          lines,
          by: whoCancelled(order, lines),
          refund: {
            amount: multiply({ amount: '1', currency: order.currency }, 0),
            deadline: refundDeadline(at, refundRules(context)),
          },
        }),
      },
    ]
  })
}

/** By an act through us that stands in the order, or of which its reader was told. */
const wasDue = ({ cancellations, said }: OrderState, lineId: string) =>
  cancellations.some(
    (act) => act.by !== 'merchant' && !act.imported && namedBy(act).some(({ id }) => id === lineId),
  ) ||
  said.some(
    ({ kind, told }) => REFUNDED_KINDS.has(kind) && (ownValue(told.cancelled, lineId) ?? 0) > 0,
  )

/** Out still: neither voided nor, as it turned out, no more than a label. */
const isWithCarrier = ({ voided, shippedAt }: Shipment) => !voided && shippedAt !== null

const whoCancelled = ({ cancellations }: OrderState, lines: readonly { lineId: string }[]) =>
  cancellations.findLast((act) =>
    namedBy(act).some(({ id }) => lines.some(({ lineId }) => lineId === id)),
  )?.by ?? 'shopper'

/** For who works out what was read of each: a line that two acts name is summed. */
const quantitiesOf = (lines: readonly { lineId: string; quantity: number }[]) =>
  Object.fromEntries(
    lines.map(({ lineId }) => [
      lineId,
      lines.reduce((all, one) => (one.lineId === lineId ? all + one.quantity : all), 0),
    ]),
  )

const REFUNDED_KINDS: ReadonlySet<string> = new Set([
  'order_cancelled',
  'delay_expired',
  ...SAYS_CANCELLED,
])

function reminderAt(deadline: Day, { merchantZone, country, policy }: CadenceContext): Instant {
  const day = shippingDayFrom(addDays(deadline, -REMIND_DAYS), country)
  return momentOf(day, policy.send_hour, merchantZone)
}
