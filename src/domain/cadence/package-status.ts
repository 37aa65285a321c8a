import { because } from '../because.ts'
import { addHours } from '../instant.ts'
import type { MessageKind } from '../message.ts'
import { type OrderState, type Shipment, type ShipmentStatus, shippedShipments } from '../order.ts'
import { carrierDay } from '../shipment.ts'
import type { Rule } from './context.ts'
import { isStateAnew, packageNews } from './package-news.ts'
import { factsOf, tell } from './told.ts'

/**
 * What the carrier says of a package: one message a package a state, at once, and one more where it is
 * late or held up anew. Only of the state that it is in: who hears "delivered" needs no "out for
 * delivery" any more.
 *
 * Not what was long past when we heard of it, nor what is a week old: neither an import nor a
 * setting that is turned on later must tell people of last month's parcels.
 */
export const wantPackageStatus: Rule = (order, { now }) =>
  shippedShipments(order).flatMap((shipment) => {
    const { shipmentId, status, statusAt, statusImported } = shipment
    const kind = KIND_OF[status]
    if (!kind || statusImported || addHours(statusAt, NEWS_DAYS_MAX * 24) < now) return []
    return [
      {
        kind,
        ...packageNews(order, shipment, { kind, dueAt: now, isAnew: isStateAnew(shipment) }),
        why: `The carrier reported package ${shipmentId} as ${status} on ${statusAt}.`,
        because: because('carrier_status', {
          packages: [shipmentId],
          status,
          status_at: statusAt,
        }),
        facts: packageFacts(order, shipment, status),
      },
    ]
  })

export const packageFacts = (
  order: OrderState,
  shipment: Shipment,
  state: ShipmentStatus | 'stalled',
) => {
  const { shipmentId, lines, status } = shipment
  const told = tell(order, { shipments: [shipmentId], packages: { [shipmentId]: state } })
  // Said to be late since its day went by, it has none.
  const day = status === 'delayed' ? carrierDay(shipment) : null
  return factsOf({
    lines: lines.map(({ id }) => id),
    shipments: [shipmentId],
    told: state === 'delayed' ? { ...told, arrives: { [shipmentId]: day } } : told,
  })
}

/** Older than this it is no news. */
export const NEWS_DAYS_MAX = 7

/** A label and a scan on the way are told by `shipped`. */
const KIND_OF: { [status in ShipmentStatus]?: MessageKind } = {
  out_for_delivery: 'out_for_delivery',
  available_for_pickup: 'available_for_pickup',
  delivered: 'delivered',
  delayed: 'delivery_delayed',
  exception: 'delivery_exception',
  return_to_sender: 'returned',
  lost: 'delivery_lost',
}
