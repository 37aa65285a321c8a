import type { OrderState, Shipment } from '../../src/domain/order.ts'
import type { Said, Told } from '../../src/domain/said.ts'
import {
  cancelledPage,
  type Page,
  type TrackingPageInput,
  trackingPage,
} from '../../tracking-page/index.ts'
import { ONE, offering } from './choice-states.ts'
import { aBackorder, aCheckpoint, aLine, anOrder, aShipment } from './order-state.ts'

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

/** A message that told a state of the one package. */
export const saying = (
  kind: Said['kind'],
  state: NonNullable<Told['packages']>[string],
  at: string,
): Said => ({
  messageId: `msg_${kind}`,
  kind,
  key: `${kind}:ship_1`,
  channel: 'email',
  at,
  told: {
    dates: {},
    statements: {},
    shipments: ['ship_1'],
    cancelled: {},
    allocated: {},
    packages: { ship_1: state },
  },
})

const LAST_WORD_AT = '2026-02-20T15:00:00.000Z'
export const STALLED = saying('delivery_stalled', 'stalled', '2026-02-24T15:00:00.000Z')
export const LOST = saying('delivery_lost', 'lost', '2026-03-02T15:00:00.000Z')
export const LATE = saying('delivery_delayed', 'delayed', '2026-03-10T13:00:00.000Z')

/** A package of which the carrier spoke last on Friday, February 20; today is Tuesday, March 10. */
export const quiet = (said: Said[], over: Partial<Shipment> = {}) =>
  anOrder({
    lines: [aLine({ shipped: 1 })],
    said,
    shipments: [
      aShipment('in_transit', {
        shippedAt: '2026-02-19T15:00:00.000Z',
        statusAt: LAST_WORD_AT,
        carrierWord: { at: LAST_WORD_AT, imported: false },
        checkpoints: [aCheckpoint('Departed facility', { at: LAST_WORD_AT })],
        ...over,
      }),
    ],
  })

export const swapped = () => {
  const order = offering(ONE, 'MINI')
  return { ...order, lines: order.lines.slice(0, 1) }
}

/** The mug left while the form was open; the widget was cancelled by it. */
export const crossed = () =>
  anOrder({
    lines: [
      aLine({ id: '1', title: 'Blue Mug', shipped: 1 }),
      aLine({ id: '2', cancelled: 1, backorder: aBackorder(null) }),
    ],
    shipments: [aShipment('in_transit', { lines: [{ id: '1', quantity: 1 }] })],
    cancellations: [
      {
        eventId: 'evt_cancel',
        at: '2026-03-10T13:59:00.000Z',
        by: 'shopper',
        lines: [{ id: '2', quantity: 1 }],
        reason: null,
        imported: false,
      },
    ],
  })

const unlinkedPickup = () =>
  anOrder({
    lines: [aLine({ shipped: 1 })],
    shipments: [aShipment('available_for_pickup', { carrier: 'Bob’s Vans', trackingUrl: null })],
  })

/** What a message told, and what a press came too late for. */
export const toldStates = (inputFor: InputFor): Record<string, () => Page> => ({
  'told-silent': () => trackingPage(inputFor(quiet([STALLED]))),
  'told-missing': () => trackingPage(inputFor(quiet([STALLED, LOST]))),
  'told-overdue': () => trackingPage(inputFor(quiet([LATE], { expectedDelivery: '2026-03-09' }))),
  'substitute-swapping': () => trackingPage(inputFor(swapped())),
  'pickup-unlinked': () => trackingPage(inputFor(unlinkedPickup())),
  seasonal: () =>
    trackingPage(
      inputFor(
        anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-20', { kind: 'seasonal' }) })] }),
      ),
    ),
  'cancel-partly-gone': () =>
    cancelledPage({
      ...inputFor(crossed()),
      decision: {
        made: [{ id: '2', quantity: 1 }],
        requested: [],
        crossed: [{ id: '1', quantity: 1 }],
      },
    }),
  'cancel-too-late': () =>
    cancelledPage({
      ...inputFor(crossed()),
      decision: { made: [], requested: [], crossed: [{ id: '1', quantity: 1 }] },
    }),
})
