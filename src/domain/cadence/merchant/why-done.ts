import { type Because, because, type Facts } from '../../because.ts'
import { type OrderState, shippedShipments } from '../../order.ts'

/**
 * What made a word to the merchant needless before it went: the events that did what it asked for,
 * or after which there is nothing left to do. `cause` is the key of the notice.
 */
export function whyDone(order: OrderState, cause: string): Because {
  const [kind = ''] = cause.split(':', 1)
  const done = DONE[kind]?.(order, cause.slice(kind.length + 1))
  return done
    ? because(done.rule, { cause, ...done.facts })
    : because('done_or_no_longer_true', { cause })
}

type Done = (order: OrderState, of: string) => { rule: string; facts: Facts } | null

const idsOf = (events: readonly { eventId: string }[]) => [
  ...new Set(events.map(({ eventId }) => eventId)),
]
const packagesOf = (order: OrderState) =>
  shippedShipments(order).map(({ shipmentId }) => shipmentId)

const requestSettled: Done = (order) => {
  const { cancellationDeclined: declined, cancellations } = order
  const events = idsOf([...(declined ? [declined] : []), ...cancellations])
  return { rule: 'request_settled', facts: { events, packages: packagesOf(order) } }
}

const refunded: Done = ({ refunds }) =>
  refunds.length > 0 ? { rule: 'refunded', facts: { events: idsOf(refunds) } } : null

const delaySettled: Done = (order) => {
  const events = idsOf([...order.consents, ...order.expiries, ...order.cancellations])
  return { rule: 'delay_settled', facts: { events, packages: packagesOf(order) } }
}

const answered: Done = ({ inquiries, letters }, inquiryId) => {
  const asked = inquiries.find((one) => one.inquiryId === inquiryId)
  if (asked?.closed) return { rule: 'question_closed', facts: { events: [asked.closed.eventId] } }
  const answers = letters.filter((one) => one.inquiryId !== null && asked && one.at >= asked.at)
  return answers.length > 0
    ? { rule: 'question_answered', facts: { events: idsOf(answers) } }
    : null
}

const reachable: Done = (order) => ({
  rule: 'reachable_or_nothing_left',
  facts: { packages: packagesOf(order), events: idsOf(order.cancellations) },
})

const DONE: { [kind: string]: Done } = {
  'cancellation.requested': requestSettled,
  'refund.due': refunded,
  'delay.expiring': delaySettled,
  'inquiry.received': answered,
  'customer.unreachable': reachable,
}
