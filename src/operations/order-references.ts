import type { EventData } from '../domain/event.ts'
import type { OrderState } from '../domain/order.ts'
import type { Recorded } from '../domain/own-event.ts'
import { trackingTerm } from '../domain/search.ts'
import { numbersOf } from '../domain/shipment.ts'

/** What an event that names no order may be waiting for: a package by its id or its number. */
export function references(news: readonly Recorded[], known: OrderState | null): string[] {
  const packages = [
    ...(known?.shipments ?? []).map((shipment) => ({
      id: shipment.shipmentId,
      numbers: numbersOf(shipment),
    })),
    ...news.flatMap((event) =>
      event.type === 'shipment.created'
        ? [{ id: event.data.shipment_id, numbers: toldNumbers(event.data) }]
        : [],
    ),
  ]
  return packages.flatMap(({ id, numbers }) => [
    `shipment:${id}`,
    ...numbers.map((number) => `tracking:${trackingTerm(number)}`),
  ])
}

const toldNumbers = ({
  tracking_number: first,
  tracking_numbers: several,
}: EventData<'shipment.created'>) => [...(first ? [first] : []), ...(several ?? [])]
