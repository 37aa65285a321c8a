import type { EventType } from '../../domain/event.ts'

/** When to send each type, in one line. */
export const EVENT_NOTES: Record<EventType, string> = {
  'order.placed':
    'A customer ordered. The one event that makes an order; the others may come before it and wait.',
  'order.updated':
    'Any part of the order changed. Lines are named by id: changed, added, or removed by quantity 0. `quantity` is what the shop has sent or has still to send of the line: what was cancelled through Tidings may come back as a lower one, and cancels nothing more, unless an `order.cancelled` has told of it. What it falls by beyond that is taken off the order and told as cancelled; what it rises by again is on the order again, and told so.',
  'backorder.created': 'It turned out after the order that lines have to wait for stock.',
  'backorder.eta_changed': 'A date moved, in either direction, or is not known any more (null).',
  'inventory.level': 'What is available of a SKU now. It may be negative.',
  'supply.expected':
    'An inbound purchase order. Sent again with the same id, it replaces what was known.',
  'supply.received': 'Stock of a SKU has arrived.',
  'supply.cancelled': 'An inbound purchase order will not come.',
  'backorder.allocated': 'Stock is in and is being prepared for this order.',
  'backorder.unfulfillable': 'What waits will never come.',
  'substitute.offered':
    'Other products that could take the place of a line, each of its own SKU. A price difference is that of one unit, in the currency of the order.',
  'shipment.created':
    'A label was made, or a package left. Without `shipped_at` it is only a label, and nobody is told that it shipped.',
  'shipment.updated': 'Word from the carrier. Name the package by its id or its tracking number.',
  'shipment.voided': 'A label will not be used.',
  'order.cancelled':
    'All of the order, or some lines, are cancelled. A cancellation that Tidings caused may come back here; it changes nothing.',
  'order.refunded': 'Money went back.',
}

/** What a field is, where its name does not say it; by type and path, else by path alone. */
const FIELD_NOTES: Readonly<Record<string, string>> = {
  order_id: 'Your id of the order',
  order_number: 'As the customer knows it',
  currency: 'ISO 4217 code, like `USD`',
  'shipping_address.country': 'ISO 3166-1 code, like `US`',
  payment_status: '`paid` unless you say otherwise',
  priority: '0 is normal; higher is served first when stock arrives',
  split: 'What to do when a part can ship',
  'lines[].id': 'Your id of the line; unique in the order',
  'lines[].requires_shipping': 'True unless you say otherwise',
  'lines[].backorder':
    "The part of the line that waits for stock. Left out of a new line, your policy's `sku_backorders` speaks for its SKU; null: none of it waits",
  'lines[].backorder.quantity': 'How many of the line wait',
  'lines[].backorder.expected_at':
    "When you hope to ship; null where you do not know: then your policy's `sku_backorders` speaks, else the supply that its place in line reaches",
  'lines[].backorder.shown_ships_by': 'The date that the shop showed before payment',
  'lines[].expected_at': 'When you hope to ship; null where you do not know',
  'lines[].shown_ships_by': 'The date that the shop showed before payment',
  'lines[].unit_price.amount': 'A decimal number as text, like `19.90`',
  'lines[].handed_over':
    'Of a line that needs no shipping (a gift card, a download): false while its customer does not have it yet; left out, they do',
  'customer.sms_consent': 'Texts are sent only where this is true',
  'customer.locale': 'Language and country, like `en-US`',
  'customer.time_zone': 'For sending hours, like `America/New_York`',
  reason: 'Told to the customer as it stands',
  'supply.expected expected_at': 'When it is to arrive; null where nobody knows',
  'shipment.created shipped_at': 'When the carrier took it; absent or null: only a label so far',
  'shipment.created shipped_at_presumed':
    '`shipped_at` was taken from the making of the package, nobody said it: a `shipment.updated` that is `label_only` takes it back, whichever comes first',
  'shipment.updated label_only':
    'With `pre_transit`: there is a label, and no more is known. Takes back a `shipped_at` that was presumed',
  'shipment.created tracking_numbers':
    'All of them, where the goods of one shipment go in several parcels',
  'shipment.created service':
    'Of the carrier, as your policy names it: it chooses the days in transit',
  'shipment.created expected_delivery': 'What the carrier says',
  'inventory.level available': 'May be negative',
  'shipment.updated shipment_id': 'This or `tracking_number` is needed',
  'order.refunded amount.amount': 'A decimal number as text, like `19.90`',
}

export const noteOf = (type: string, path: string): string =>
  FIELD_NOTES[`${type} ${path}`] ?? FIELD_NOTES[path] ?? ''
