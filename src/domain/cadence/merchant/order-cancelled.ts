import { because } from '../../because.ts'
import { type MerchantNotice, merchantFacts } from '../../merchant-notice.ts'
import { type ActNow, byWhom, cancelledNow } from './cancelled-now.ts'
import type { MerchantRule, WebhookRule } from './rule.ts'

/**
 * Somebody cancelled through us: the shop's own system does not know of it, and would ship. Not the
 * merchant's own cancellation, which came from there, nor one known to us only long after. What
 * silence ended is told by `delay.expired`: two mails of one act are one too many.
 */
export const wantOrderCancelledNotice: MerchantRule = (order) =>
  toldOf(cancelledNow(order))
    .filter(({ act }) => act.cause !== 'expired')
    .map(noticeOf)

/**
 * What silence ended is a cancellation too: an endpoint may take `order.cancelled` and not
 * `delay.expired`, and its shop would ship.
 */
export const wantExpiredCancelledNotice: WebhookRule = (order) =>
  toldOf(cancelledNow(order))
    .filter(({ act }) => act.cause === 'expired')
    .map((one) => ({ ...noticeOf(one), webhookOnly: true }))

/**
 * The merchant's own act through our API: a help desk did it, and the shop's system would ship. No
 * mail, for whoever did it knows; an endpoint is code, and hears of it as of any other.
 */
export const wantOwnCancelledNotice: WebhookRule = (order) =>
  cancelledNow(order)
    .filter(({ act, lines }) => act.isThroughUs && !act.imported && lines.length > 0)
    .map((one) => ({ ...noticeOf(one), webhookOnly: true }))

const toldOf = (acts: readonly ActNow[]) =>
  acts.filter(
    ({ act: { by, imported }, lines }) => by !== 'merchant' && !imported && lines.length > 0,
  )

const noticeOf = ({ act: { eventId, at, by, reason }, lines }: ActNow): MerchantNotice => ({
  kind: 'order.cancelled',
  key: `order.cancelled:${eventId}`,
  dueAt: at,
  why: `Cancelled by ${byWhom(by)}, through us: the shop's own system has to be told.`,
  because: because('cancelled_through_us', {
    lines: lines.map(({ lineId }) => lineId),
    events: [eventId],
    by,
    cancelled_at: at,
  }),
  facts: merchantFacts({ lines, by, reason }),
})
