import type { Said } from './delivery.ts'
import { makeEvent } from './make-event.ts'
import { type Body, idText, instant, text } from './read.ts'
import { isLabelOnly, shipmentStatus, statusMessage } from './shipment-status.ts'

const MESSAGE_MAX = 1000

/** One scan of the carrier's, or one step that the merchant or an app noted. */
export function translateFulfillmentEvent(body: Body): Said {
  const status = shipmentStatus(body.status)
  if (!status) return { ignored: 'the status of the fulfilment event is not one we know' }

  const id = idText(body.id)
  const shipmentId = idText(body.fulfillment_id)
  const at = instant(body.happened_at) ?? instant(body.created_at)
  if (!id || !shipmentId || !at) return { ignored: 'the fulfilment event has no id or no time' }

  const events = makeEvent('shipment.updated', {
    id: `fulfillment_event:${id}`,
    at,
    data: {
      order_id: idText(body.order_id),
      shipment_id: shipmentId,
      status,
      label_only: isLabelOnly(body.status) || undefined,
      checkpoint: {
        at,
        message: (text(body.message) ?? statusMessage(body.status))
          .slice(0, MESSAGE_MAX)
          .toWellFormed(),
        city: text(body.city),
        region: text(body.province),
        country: text(body.country),
      },
      expected_delivery: instant(body.estimated_delivery_at),
    },
  })
  return { events }
}
