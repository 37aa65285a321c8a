import type { Shipment } from '../../domain/order.ts'

export function shapeShipment(shipment: Shipment) {
  return {
    shipment_id: shipment.shipmentId,
    carrier: shipment.carrier,
    tracking_number: shipment.trackingNumber,
    tracking_url: shipment.trackingUrl,
    status: shipment.status,
    shipped_at: shipment.shippedAt,
    expected_delivery: shipment.expectedDelivery,
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
