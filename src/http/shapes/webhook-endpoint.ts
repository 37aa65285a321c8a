import { ALL_TYPES, eventsOf } from '../../domain/webhook.ts'
import type { ListedMessage } from '../../operations/read-orders.ts'
import type { EndpointView } from '../../operations/webhook-endpoints.ts'
import { shapeListedMessage } from './message.ts'

/** An endpoint as its merchant sees it: its secret is shown when it is made, and never again. */
export function shapeEndpoint(endpoint: EndpointView) {
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: eventsOf(endpoint) ?? [ALL_TYPES],
    description: endpoint.description,
    status: endpoint.status,
    disabled_why: endpoint.disabledWhy,
    failing_since: endpoint.failingSince,
    parked: endpoint.parked,
    created_at: endpoint.createdAt,
    updated_at: endpoint.updatedAt,
  }
}

/** An event that was told to an endpoint, or is to be; its `kind` is the event's type. */
export const shapeDelivery = (listed: ListedMessage) => ({
  ...shapeListedMessage(listed),
  order_id: listed.message.order_id || null,
})
