import type { OrderState } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Life } from './orders.ts'

/**
 * A shop that reads what it is told: of a line whose wait has ended (`delay.expired`) it says no
 * more and ships nothing, but for the few packages that cross. What had happened before, it still
 * tells, however late its feed brings it.
 */
export function shopOf({ events, crossing }: Life) {
  const packages = events.filter((event) => event.type === 'shipment.created')

  return function tells(order: OrderState, event: Recorded): Recorded | null {
    if (event.type === 'shipment.updated' || event.type === 'shipment.voided') {
      const id = event.data.shipment_id
      const made = packages.find(({ data }) => data.shipment_id === id)
      return made && tells(order, made) ? event : null
    }
    if (!OF_LINES.has(event.type)) return event
    if (event.type === 'shipment.created' && crossing.has(event.data.shipment_id)) return event
    const { data } = event as Recorded & { data: { lines: { id: string }[] } }
    const lines = data.lines.filter(({ id }) => !isOver(order, id, event.occurred_at))
    return lines.length > 0 ? ({ ...event, data: { ...data, lines } } as Recorded) : null
  }
}

const OF_LINES: ReadonlySet<string> = new Set([
  'backorder.eta_changed',
  'backorder.allocated',
  'backorder.unfulfillable',
  'shipment.created',
])

const isOver = ({ expiries }: OrderState, lineId: string, at: string) =>
  expiries.some((expiry) => Object.hasOwn(expiry.deadlines, lineId) && expiry.at < at)
