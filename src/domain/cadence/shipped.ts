import type { Notice } from '../message.ts'
import { isWaiting, type OrderState, type Shipment, shippedShipments } from '../order.ts'
import type { CadenceContext, Rule } from './context.ts'
import { factsOf, tell } from './told.ts'

/**
 * A package is in the carrier's hands. While something remains it is `partially_shipped`, and says
 * what follows; with the last it is `shipped`. Packages that leave together make one message.
 */
export const wantShipped: Rule = (order, context) => {
  const news = shippedShipments(order).filter(
    ({ shipmentId, status, imported }) =>
      !imported && status !== 'delivered' && !isTold(order, shipmentId),
  )
  return [...(news.length > 0 ? [noticeOf(order, news, context)] : []), ...stillTrue(order)]
}

function noticeOf(order: OrderState, news: Shipment[], { now }: CadenceContext): Notice {
  const kind = isWaiting(order) ? 'partially_shipped' : 'shipped'
  const shipments = news.map(({ shipmentId }) => shipmentId)
  return {
    kind,
    key: `${kind}:${shipments.at(-1)}`,
    dueAt: now,
    why: `Package ${shipments.join(', ')} is with the carrier; ${kind === 'shipped' ? 'nothing remains' : 'more is to come'}.`,
    facts: factsOf({ shipments, told: tell(order, { dates: true, allocated: true, shipments }) }),
  }
}

/** What was said of packages on the way stays wanted until they are delivered. */
function stillTrue(order: OrderState): Notice[] {
  const present = isWaiting(order) ? 'partially_shipped' : 'shipped'
  const onTheWay = new Set(
    shippedShipments(order)
      .filter(({ status }) => status !== 'delivered')
      .map(({ shipmentId }) => shipmentId),
  )
  return order.said
    .filter(({ kind, told }) => kind === present && told.shipments.some((id) => onTheWay.has(id)))
    .map(({ kind, key, at, told: { shipments } }) => ({
      kind,
      key,
      dueAt: at,
      why: `Package ${shipments.join(', ')} is on its way.`,
      facts: factsOf({ shipments, told: tell(order, { dates: true, allocated: true, shipments }) }),
    }))
}

const isTold = (order: OrderState, shipmentId: string) =>
  order.said.some(({ told }) => told.shipments.includes(shipmentId))
