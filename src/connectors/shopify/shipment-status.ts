import type { ShipmentStatus } from '../../domain/order.ts'

/**
 * Shopify's `shipment_status` of a fulfilment and `status` of its events (shopify.dev,
 * FulfillmentEventStatus, 2026-10, in lower case), each with a sentence for an event without a
 * message.
 *
 * `confirmed` is Shopify's word for "no other information", so it is no scan. After an attempted
 * delivery somebody has to act, as after a failure: an exception.
 */
const STATUSES = new Map<string, { status: ShipmentStatus; message: string }>([
  ['label_purchased', { status: 'pre_transit', message: 'Label purchased' }],
  ['label_printed', { status: 'pre_transit', message: 'Label printed' }],
  ['confirmed', { status: 'pre_transit', message: 'Shipment confirmed' }],
  ['carrier_picked_up', { status: 'in_transit', message: 'Picked up by the carrier' }],
  ['in_transit', { status: 'in_transit', message: 'In transit' }],
  ['out_for_delivery', { status: 'out_for_delivery', message: 'Out for delivery' }],
  ['ready_for_pickup', { status: 'available_for_pickup', message: 'Ready for pickup' }],
  ['attempted_delivery', { status: 'exception', message: 'Delivery attempted' }],
  ['delayed', { status: 'delayed', message: 'Delayed' }],
  ['delivered', { status: 'delivered', message: 'Delivered' }],
  ['picked_up', { status: 'delivered', message: 'Picked up' }],
  ['failure', { status: 'exception', message: 'Delivery failed' }],
  ['not_delivered', { status: 'exception', message: 'Not delivered' }],
])

export const shipmentStatus = (value: unknown): ShipmentStatus | undefined =>
  STATUSES.get(String(value))?.status

/** Words that say no more than that there is a label. */
const LABEL_ONLY = new Set(['label_printed', 'label_purchased'])

export const isLabelOnly = (value: unknown): boolean => LABEL_ONLY.has(String(value))

export const statusMessage = (value: unknown): string => STATUSES.get(String(value))?.message ?? ''
