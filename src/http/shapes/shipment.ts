import { type DeliveryView, packageRange } from '../../domain/delivery-range.ts'
import type { Shipment } from '../../domain/order.ts'
import { numbersOf } from '../../domain/shipment.ts'

export function shapeShipment(shipment: Shipment, delivery: DeliveryView) {
  return {
    shipment_id: shipment.shipmentId,
    carrier: shipment.carrier,
    service: shipment.service ?? null,
    tracking_number: shipment.trackingNumber,
    tracking_numbers: numbersOf(shipment),
    tracking_url: shipment.trackingUrl,
    status: shipment.status,
    shipped_at: shipment.shippedAt,
    expected_delivery: shipment.expectedDelivery,
    delivery_range: packageRange(shipment, delivery),
    voided: shipment.voided,
    lines: shipment.lines.map(({ id, quantity }) => ({ id, quantity })),
    checkpoints: shipment.checkpoints.map(({ at, status, message, city, region, country }) => ({
      at,
      status,
      message,
      city,
      region,
      country,
    })),
  }
}
