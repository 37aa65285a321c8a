import type { OrderState } from '../../src/domain/order.ts'
import type { TrackingPageInput } from '../../tracking-page/context.ts'
import { cancelledPage, cancelPage, type Page, trackingPage } from '../../tracking-page/index.ts'
import { aBackorder, aLine, anOrder, aShipment } from './order-state.ts'

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

const allocation = { eventId: 'evt_in', at: '2026-03-08T15:00:00.000Z', imported: false }
const came = (allocated: number, quantity = 3) =>
  aBackorder(null, { quantity, allocated, allocation })

/** Five of one thing: one on its way, one in stock, one that stock came for, and two that wait. */
export const inFourStates = () =>
  anOrder({
    lines: [aLine({ quantity: 5, shipped: 1, backorder: came(1) })],
    shipments: [aShipment('in_transit')],
  })

/** Three of one thing beside another, kept until all of it is here. */
export const keptInParts = () =>
  anOrder({
    split: 'hold',
    lines: [
      aLine({ id: 'a', title: 'Trail Lantern' }),
      aLine({ id: 'b', title: 'Camp Kettle', quantity: 3, backorder: came(1) }),
    ],
  })

/** One press on two units: the one that waits is cancelled, the other is asked for. */
export const mixedPress = (): OrderState =>
  anOrder({
    lines: [aLine({ quantity: 2, cancelled: 1, backorder: came(1, 2) })],
    cancellations: [
      {
        eventId: 'evt_cancel',
        at: '2026-03-09T15:00:00.000Z',
        by: 'shopper',
        lines: [{ id: 'line_1', quantity: 1 }],
        reason: null,
        imported: false,
      },
    ],
    cancellationRequest: {
      eventId: 'evt_ask',
      at: '2026-03-09T15:00:00.000Z',
      by: 'shopper',
      lines: [{ id: 'line_1', quantity: 1, total: 2 }],
      reason: null,
    },
  })

const one = [{ id: 'line_1', quantity: 1 }]

/** Lines of which the units are in several states: which of them a button is about must be said. */
export const partedStates = (inputFor: InputFor): Record<string, () => Page> => ({
  parted: () => trackingPage(inputFor(inFourStates())),
  'parted-kept': () => trackingPage(inputFor(keptInParts())),
  'parted-cancel': () => cancelPage({ ...inputFor(inFourStates()), scope: 'all', lines: [] }),
  'parted-cancel-waiting': () =>
    cancelPage({ ...inputFor(inFourStates()), scope: 'waiting', lines: [] }),
  'parted-cancelled': () =>
    cancelledPage({ ...inputFor(mixedPress()), decision: { made: one, requested: one } }),
})
