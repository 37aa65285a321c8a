import { EVENT_DATA, type EventData, type EventType } from '../domain/event.ts'
import { isMerchantEventType } from '../domain/own-event.ts'
import { LINES_SAID_MAX, listLines, type Names } from './describe-lines.ts'
import { describeOwnEvent } from './describe-own-event.ts'
import { type Reading, sayDay } from './time.ts'
import { count, inWords } from './words.ts'

export type Telling = Reading & { names: Names }

/**
 * An event in words, as support would tell it: what happened, to what, and why if that was given.
 *
 * What does not read as its type any more (a customer's data was erased, an older release wrote
 * it) is told by its type alone: a page that fails there would hide the rest of the order.
 */
export function describeEvent(event: { type: string; data: unknown }, telling: Telling): string {
  if (!isMerchantEventType(event.type)) return describeOwnEvent(event, telling.names)

  const parsed = EVENT_DATA[event.type].safeParse(event.data)
  if (!parsed.success) return inWords(event.type)
  return tell(event.type, parsed.data as EventData<EventType>, telling)
}

type Tell<T extends EventType> = (data: EventData<T>, telling: Telling) => string

function tell<T extends EventType>(type: T, data: EventData<EventType>, telling: Telling) {
  return (TELL[type] as Tell<T>)(data as EventData<T>, telling)
}

const TELL: { [T in EventType]: Tell<T> } = {
  'order.placed': ({ lines }, telling) => {
    const waiting = lines.flatMap(({ id, title, backorder }) =>
      backorder ? [{ id, title, ...backorder }] : [],
    )
    const placed = `Order placed: ${count(lines.length, 'line')}`
    if (waiting.length === 0) return `${placed}, all in stock`
    return `${placed}, on backorder ${tellDates(waiting, telling)}`
  },
  'order.updated': (data) => {
    const changed = Object.keys(data).filter((field) => field !== 'order_id')
    return `Order updated: ${changed.map((field) => field.replaceAll('_', ' ')).join(', ') || 'nothing changed'}`
  },
  'backorder.created': ({ lines }, telling) => `On backorder ${tellDates(lines, telling)}`,
  'backorder.eta_changed': ({ lines, reason }, telling) => tellEta(lines, telling) + why(reason),
  'inventory.level': ({ sku, available, location }) =>
    `Stock of ${sku} is ${available}${location ? ` at ${location}` : ''}`,
  'supply.expected': ({ sku, quantity, expected_at, supplier }, telling) =>
    `Supply of ${quantity} × ${sku}${supplier ? ` from ${supplier}` : ''} expected ${tellDay(expected_at, telling)}`,
  'supply.received': ({ sku, quantity }) => `Supply of ${quantity} × ${sku} received`,
  'supply.cancelled': ({ supply_id }) => `Supply ${supply_id} cancelled`,
  'backorder.allocated': ({ lines }, { names }) =>
    `Stock is in and being prepared: ${listLines(lines, names)}`,
  'backorder.unfulfillable': ({ lines, reason }, { names }) =>
    `Cannot be had any more: ${listLines(lines, names)}${why(reason)}`,
  'substitute.offered': ({ line_id, options }, { names }) =>
    `Substitute offered for ${names.get(line_id) ?? line_id}: ${options.map(({ title }) => title).join(', ')}`,
  'shipment.created': ({ shipment_id, carrier, tracking_number, shipped_at, lines }, { names }) => {
    const by = [carrier, tracking_number].filter(Boolean).join(' ')
    const what = shipped_at ? 'shipped' : 'has a label, not yet with the carrier'
    return `Package ${shipment_id} ${what}${by ? ` (${by})` : ''}: ${listLines(lines, names)}`
  },
  'shipment.updated': ({ shipment_id, tracking_number, status, checkpoint }) => {
    const place = [checkpoint?.city, checkpoint?.region, checkpoint?.country].filter(Boolean)
    const said = checkpoint ? `: ${checkpoint.message}` : ''
    const where = place.length > 0 ? ` (${place.join(', ')})` : ''
    return `Package ${shipment_id ?? tracking_number} ${status.replaceAll('_', ' ')}${said}${where}`
  },
  'shipment.voided': ({ shipment_id }) => `Package ${shipment_id} voided`,
  'order.cancelled': ({ lines, reason }, { names }) =>
    `${lines ? `Cancelled: ${listLines(lines, names)}` : 'Whole order cancelled'}${why(reason)}`,
  'order.refunded': ({ amount }) => `Refunded ${amount.amount} ${amount.currency}`,
}

type Dated = { id: string; title?: string; quantity: number; expected_at: string | null }

function tellDates(lines: Dated[], telling: Telling) {
  const said = lines.slice(0, LINES_SAID_MAX).map((line) => {
    const name = line.title ?? telling.names.get(line.id) ?? line.id
    return `${line.quantity} × ${name}, ${line.expected_at ? `expected ${tellDay(line.expected_at, telling)}` : 'no date'}`
  })
  const rest = lines.length - said.length
  return said.join('; ') + (rest > 0 ? `; and ${rest} more` : '')
}

function tellEta(lines: { id: string; expected_at: string | null }[], telling: Telling) {
  const said = lines.slice(0, LINES_SAID_MAX).map(({ id, expected_at }) => {
    const name = telling.names.get(id) ?? id
    return expected_at
      ? `Backorder date of ${name} moved to ${tellDay(expected_at, telling)}`
      : `Backorder date of ${name} withdrawn`
  })
  const rest = lines.length - said.length
  return said.join('; ') + (rest > 0 ? `; and ${rest} more` : '')
}

const tellDay = (at: string | null, reading: Reading) =>
  at ? sayDay(at, reading) : 'at no known date'

const why = (reason: string | null | undefined) => (reason ? `: ${reason}` : '')
