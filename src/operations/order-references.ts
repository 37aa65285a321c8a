import type { OrderState } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import { trackingTerm } from '../domain/search.ts'

/** What an event that names no order may be waiting for: a package by its id or its number. */
export function references(news: readonly Recorded[], known: OrderState | null): string[] {
  const packages = [
    ...(known?.shipments ?? []).map(({ shipmentId, trackingNumber }) => ({
      id: shipmentId,
      number: trackingNumber,
    })),
    ...news.flatMap((event) =>
      event.type === 'shipment.created'
        ? [{ id: event.data.shipment_id, number: event.data.tracking_number }]
        : [],
    ),
  ]
  return packages.flatMap(({ id, number }) => [
    `shipment:${id}`,
    ...(number ? [`tracking:${trackingTerm(number)}`] : []),
  ])
}
