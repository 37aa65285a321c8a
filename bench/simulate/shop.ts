import { type OrderState, openQuantity, waitingQuantity } from '../../src/domain/order.ts'
import type { Recorded } from '../../src/domain/own-event.ts'
import type { Life } from './orders.ts'

type LineData = { id: string; quantity?: number; total?: number }
type OfLines = Recorded & { data: { lines?: LineData[] } }

/**
 * A shop that reads what it is told: of a line whose wait has ended (`delay.expired`) it says no
 * more and ships nothing, but for the few packages that cross; and of what was taken off or cancelled
 * it allocates and ships nothing. What had happened before, it still tells, however late its feed
 * brings it.
 */
export function shopOf({ events, crossing, isEdited }: Life) {
  const packages = events.filter((event) => event.type === 'shipment.created')
  /** Those that left: asked once, for with them their units are to be shipped no more. */
  const left = new Map<string, Recorded | null>()

  function leaves(order: OrderState, event: Recorded & { type: 'shipment.created' }) {
    const id = event.data.shipment_id
    const known = left.get(id)
    if (known !== undefined) return known
    const told = crossing.has(id) ? event : ofLines(order, event, isEdited)
    left.set(id, told)
    return told
  }

  return function tells(order: OrderState, event: Recorded): Recorded | null {
    if (event.type === 'shipment.updated' || event.type === 'shipment.voided') {
      const id = event.data.shipment_id
      const made = packages.find(({ data }) => data.shipment_id === id)
      return made && leaves(order, made) ? event : null
    }
    if (event.type === 'shipment.created') {
      const told = leaves(order, event)
      return told && { ...told, receivedAt: event.receivedAt }
    }
    if (event.id.startsWith('edit_')) return edited(order, event as OfLines)
    return OF_LINES.has(event.type) ? ofLines(order, event, isEdited) : event
  }
}

const OF_LINES: ReadonlySet<string> = new Set([
  'backorder.eta_changed',
  'backorder.allocated',
  'backorder.unfulfillable',
])

/** Of the lines whose wait has not ended; where the order was edited, of what is left of each. */
function ofLines(order: OrderState, event: Recorded, isEdited: boolean): Recorded | null {
  const { data } = event as OfLines
  const lines = (data.lines ?? [])
    .filter(({ id }) => !isOver(order, id, event.occurred_at))
    .flatMap((line) => (isEdited ? atMost(line, leftOf(order, line.id, event.type)) : [line]))
  return lines.length > 0 ? ({ ...event, data: { ...data, lines } } as Recorded) : null
}

/** Nobody takes off, cancels or gives up what has left, or is gone already. */
function edited(order: OrderState, event: OfLines): Recorded | null {
  const { data, type } = event
  if (!data.lines) return event
  const lines = data.lines.flatMap((line): LineData[] => {
    const known = order.lines.find(({ id }) => id === line.id)
    if (!known) return []
    if (type === 'order.updated')
      return (line.quantity ?? 0) < known.shipped + known.cancelled ? [] : [line]
    return atMost(line, leftOf(order, line.id, type)).map((one) =>
      type === 'cancellation.made' ? { ...one, total: known.cancelled + (one.quantity ?? 0) } : one,
    )
  })
  return lines.length > 0 ? ({ ...event, data: { ...data, lines } } as Recorded) : null
}

function leftOf(order: OrderState, id: string, type: string): number {
  const line = order.lines.find((one) => one.id === id)
  if (!line) return 0
  return type.startsWith('backorder.') ? waitingQuantity(line) : openQuantity(line)
}

/** A line of which nothing is counted (a date) is told while something is left. */
const atMost = (line: LineData, left: number): LineData[] =>
  left === 0
    ? []
    : [line.quantity === undefined ? line : { ...line, quantity: Math.min(line.quantity, left) }]

const isOver = ({ expiries }: OrderState, lineId: string, at: string) =>
  expiries.some((expiry) => Object.hasOwn(expiry.deadlines, lineId) && expiry.at < at)
