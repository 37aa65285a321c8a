import type { MessageKind } from '../../src/domain/message.ts'
import type { Checkpoint, Shipment, ShipmentStatus } from '../../src/domain/order.ts'
import type { MessageInput } from '../../src/render/message.ts'
import { factsOf, inputOf, lineOf, orderOf, shipmentOf, TRACKING, waitingLine } from './scenes.ts'

export const scan = (
  status: ShipmentStatus,
  message: string,
  at: string,
  city: string | null = null,
): Checkpoint => ({ at, status, message, city, region: null, country: null })

/** The second of two packages, with what the carrier said of it; the first has come. */
export function parcel(kind: MessageKind, changes: Partial<Shipment>): MessageInput {
  const lines = [
    lineOf('l_2', { title: 'Moka pot', variant: '6 cups', shipped: 1 }),
    waitingLine('l_1', '2025-03-07', { quantity: 2, variant: 'Graphite', shipped: 2 }),
  ]
  const shipments = [
    shipmentOf('s_1', [{ id: 'l_2', quantity: 1 }], { status: 'delivered' }),
    shipmentOf('s_2', [{ id: 'l_1', quantity: 2 }], changes),
  ]
  return inputOf(kind, orderOf(lines, { shipments }), {
    facts: factsOf({ shipments: ['s_2'] }),
    links: { tracking: TRACKING, cancel: null },
  })
}

export const DELIVERY_EXAMPLES = {
  out_for_delivery: () => parcel('out_for_delivery', { status: 'out_for_delivery' }),
  available_for_pickup: () => {
    const status = 'available_for_pickup'
    const said = 'Ready at the access point, 12 Pier Road, open until 8 p.m.'
    const at = '2025-03-10T14:00:00.000Z'
    return parcel(status, { status, checkpoints: [scan(status, said, at, 'Portsmouth')] })
  },
  delivered: () => parcel('delivered', { status: 'delivered' }),
  delivery_delayed: () => {
    const said = 'Weather has delayed the truck'
    const at = '2025-03-10T09:00:00.000Z'
    return parcel('delivery_delayed', {
      status: 'delayed',
      expectedDelivery: '2025-03-17',
      checkpoints: [scan('delayed', said, at, 'Albany')],
    })
  },
  delivery_exception: () => {
    const said = 'Street number not found'
    const at = '2025-03-10T09:00:00.000Z'
    return parcel('delivery_exception', {
      status: 'exception',
      checkpoints: [scan('exception', said, at, 'Portsmouth')],
    })
  },
  delivery_stalled: () => {
    const at = '2025-03-05T09:00:00.000Z'
    return parcel('delivery_stalled', {
      expectedDelivery: '2025-03-07',
      checkpoints: [scan('in_transit', 'Departed from the facility', at, 'Albany')],
    })
  },
  delivery_lost: () => {
    const at = '2025-02-27T09:00:00.000Z'
    return parcel('delivery_lost', {
      expectedDelivery: '2025-03-03',
      checkpoints: [scan('in_transit', 'Departed from the facility', at, 'Albany')],
    })
  },
  returned: () => {
    const at = '2025-03-10T09:00:00.000Z'
    return parcel('returned', {
      status: 'return_to_sender',
      checkpoints: [scan('return_to_sender', 'Receiver has moved', at, 'Portsmouth')],
    })
  },
  delivery_feedback: () => parcel('delivery_feedback', { status: 'delivered' }),
} satisfies { [kind in MessageKind]?: () => MessageInput }
