import type { OrderState } from '../../src/domain/order.ts'
import {
  cancelledPage,
  cancelPage,
  knownNotice,
  lookupPage,
  type Page,
  type TrackingPageInput,
  trackingPage,
} from '../../tracking-page/index.ts'
import { brandStates } from './brand-states.ts'
import { choiceStates } from './choice-states.ts'
import { delayStates } from './delay-states.ts'
import { edgeStates } from './edge-states.ts'
import {
  aBackorder,
  aCheckpoint,
  aContact,
  aDate,
  aLine,
  aMerchant,
  anOrder,
  aShipment,
} from './order-state.ts'
import { partedStates } from './parted-states.ts'
import { toldStates } from './told-states.ts'
import { visitStates } from './visit-states.ts'

/** Tuesday in Louisville. */
export const NOW = '2026-03-10T14:00:00.000Z'
export const LINKS = { self: '/t/tok', cancel: '/t/tok/cancel', logo: null }

/** The language of whoever reads; the states are built when they are called, so it may change. */
let locale = 'en-US'

/** A state as a reader of another language sees it. */
export function inLocale(wished: string, build: () => Page): Page {
  const before = locale
  locale = wished
  try {
    return build()
  } finally {
    locale = before
  }
}

export const inputFor = (
  order: OrderState,
  over: Partial<TrackingPageInput> = {},
): TrackingPageInput => ({
  order,
  contact: aContact(),
  merchant: aMerchant(),
  links: LINKS,
  now: NOW,
  locale,
  ...over,
})

const page = (order: OrderState, over: Partial<TrackingPageInput> = {}) =>
  trackingPage(inputFor(order, over))

const shipped = { shipped: 1 }
const waiting = (shipsBy: string | null) => aLine({ backorder: aBackorder(shipsBy) })

const scans = [
  aCheckpoint('Picked up', { at: '2026-03-08T18:00:00.000Z', city: 'Columbus', region: 'OH' }),
  aCheckpoint('Departed facility', {
    at: '2026-03-09T02:10:00.000Z',
    city: 'Columbus',
    region: 'OH',
  }),
  aCheckpoint('Arrived at facility', { at: '2026-03-09T13:15:00.000Z' }),
]

const oneOf = (status: Parameters<typeof aShipment>[0], over = {}) =>
  anOrder({
    lines: [aLine(status === 'pre_transit' ? {} : shipped)],
    shipments: [aShipment(status, { checkpoints: scans, ...over })],
  })

export const slipped = () =>
  anOrder({
    lines: [
      aLine({
        backorder: aBackorder('2026-03-20', {
          history: [
            aDate('2026-03-10'),
            aDate('2026-03-20', {
              at: '2026-03-05T15:00:00.000Z',
              reason: 'The container was held at customs',
            }),
          ],
        }),
      }),
    ],
  })

/** Three packages' worth: one delivered, one under way, one waiting. */
export const split = () =>
  anOrder({
    lines: [
      aLine({ id: 'a', title: 'Trail Lantern', variant: 'Red', ...shipped }),
      aLine({ id: 'b', title: 'Camp Kettle', quantity: 2, shipped: 2 }),
      aLine({ id: 'c', title: 'Widget Pro', backorder: aBackorder('2026-03-20') }),
      aLine({ id: 'd', title: 'Rope, 20 m', quantity: 3 }),
    ],
    shipments: [
      aShipment('delivered', {
        shipmentId: 's1',
        statusAt: '2026-03-06T17:00:00.000Z',
        lines: [{ id: 'a', quantity: 1 }],
        checkpoints: [aCheckpoint('Delivered', { status: 'delivered' })],
      }),
      aShipment('in_transit', {
        shipmentId: 's2',
        expectedDelivery: '2026-03-11',
        lines: [{ id: 'b', quantity: 2 }],
        checkpoints: scans,
      }),
    ],
  })

export const threePackages = () =>
  anOrder({
    lines: [
      aLine({ id: 'a', title: 'Trail Lantern', variant: 'Red', ...shipped }),
      aLine({ id: 'b', title: 'Camp Kettle', quantity: 2, shipped: 2 }),
      aLine({ id: 'c', title: 'Widget Pro', ...shipped }),
    ],
    shipments: ['a', 'b', 'c'].map((id, at) =>
      aShipment('in_transit', {
        shipmentId: `s${at}`,
        trackingNumber: `1Z999AA1012345678${at}`,
        expectedDelivery: `2026-03-1${1 + at}`,
        lines: [{ id, quantity: id === 'b' ? 2 : 1 }],
        checkpoints: scans,
      }),
    ),
  })

const twelve = () => {
  const ids = Array.from({ length: 12 }, (_, at) => `l${at}`)
  return anOrder({
    lines: ids.map((id, at) => aLine({ id, title: `Shelf part ${at + 1}`, ...shipped })),
    shipments: ids.map((id, at) =>
      aShipment(at < 5 ? 'delivered' : at < 7 ? 'out_for_delivery' : 'in_transit', {
        shipmentId: id,
        statusAt: at < 5 ? `2026-03-0${at + 4}T15:00:00.000Z` : '2026-03-10T12:00:00.000Z',
        expectedDelivery: `2026-03-${12 + at}`,
        lines: [{ id, quantity: 1 }],
        checkpoints: scans,
      }),
    ),
  })
}

const forty = () =>
  anOrder({
    lines: Array.from({ length: 40 }, (_, at) =>
      aLine({
        id: `l${at}`,
        title: `Camping part number ${at + 1}`,
        quantity: (at % 3) + 1,
        backorder: at % 4 === 0 ? aBackorder('2026-03-20', { quantity: (at % 3) + 1 }) : null,
      }),
    ),
  })

const LONG =
  'Ultralight Four-Season Expedition Tunnel Tent with Extended Vestibule, Replaceable Aluminium Poles and Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung'

const asked = () =>
  anOrder({
    lines: [aLine({ backorder: aBackorder('2026-03-20', { allocated: 1 }) })],
    cancellationRequest: {
      eventId: 'evt_ask',
      at: '2026-03-09T15:00:00.000Z',
      by: 'shopper',
      lines: [{ id: 'line_1', quantity: 1, total: 1 }],
      reason: null,
    },
  })

const gone = () =>
  anOrder({
    lines: [aLine({ cancelled: 1 })],
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
  })

const hostile = () =>
  anOrder({
    orderNumber: '"><script>alert(1)</script>',
    lines: [aLine({ title: '<img src=x onerror=alert(1)>', variant: '</style><b>' })],
    shipments: [
      aShipment('pre_transit', {
        carrier: '<svg onload=alert(1)>',
        trackingUrl: 'javascript:alert(1)',
        checkpoints: [aCheckpoint('</ol><script>alert(1)</script>')],
      }),
    ],
  })

/** Every state that is designed, by name: pictures, axe and the layout tests all walk this list. */
export const pageStates: Record<string, () => Page> = {
  'waiting-dated': () => page(anOrder({ lines: [waiting('2026-03-20')] })),
  'waiting-slipped': () => page(slipped()),
  'waiting-no-date': () => page(anOrder({ lines: [waiting(null)] })),
  'waiting-missed': () => page(anOrder({ lines: [waiting('2026-03-06')] })),
  preparing: () => page(anOrder()),
  kept: () =>
    page(
      anOrder({
        split: 'hold',
        lines: [aLine(), aLine({ id: 'b', title: 'Rope', backorder: aBackorder('2026-03-20') })],
      }),
    ),
  restocked: () =>
    page(anOrder({ lines: [aLine({ backorder: aBackorder('2026-03-13', { allocated: 1 }) })] })),
  label: () => page(oneOf('pre_transit', { checkpoints: [] })),
  moving: () => page(oneOf('in_transit', { expectedDelivery: '2026-03-11' })),
  'moving-overdue': () => page(oneOf('in_transit', { expectedDelivery: '2026-03-05' })),
  'out-for-delivery': () =>
    page(oneOf('out_for_delivery', { statusAt: '2026-03-10T11:00:00.000Z' })),
  pickup: () => page(oneOf('available_for_pickup')),
  delayed: () => page(oneOf('delayed', { expectedDelivery: '2026-03-13' })),
  exception: () => page(oneOf('exception')),
  returning: () => page(oneOf('return_to_sender')),
  lost: () => page(oneOf('lost')),
  delivered: () => page(oneOf('delivered')),
  split: () => page(split()),
  'three-packages': () => page(threePackages()),
  'twelve-packages': () => page(twelve()),
  'forty-lines': () => page(forty()),
  'long-names': () =>
    page(anOrder({ lines: [aLine({ title: LONG, backorder: aBackorder('2026-03-20') })] }), {
      merchant: aMerchant({ name: LONG.slice(0, 90) }),
    }),
  'cancel-requested': () => page(asked()),
  cancelled: () => page(gone()),
  'no-details-yet': () => page(anOrder({ placed: null, lines: [] })),
  plain: () =>
    page(split(), {
      merchant: aMerchant({ brand: {} }),
      contact: aContact({ email: null, phone: null, name: null, address: null }),
    }),
  hostile: () => page(hostile()),
  'cancel-one': () => cancelPage({ ...inputFor(slipped()), scope: 'all', lines: [] }),
  'cancel-some': () => cancelPage({ ...inputFor(split()), scope: 'waiting', lines: [] }),
  'cancel-ask': () =>
    cancelPage({
      ...inputFor(anOrder({ lines: [aLine({ backorder: aBackorder(null, { allocated: 1 }) })] })),
      scope: 'all',
      lines: [],
    }),
  'cancel-mixed': () =>
    cancelPage({
      ...inputFor(
        anOrder({
          lines: [
            aLine({ backorder: aBackorder(null, { allocated: 1 }) }),
            aLine({ id: 'line_2', title: 'Camp Kettle', backorder: aBackorder(null) }),
          ],
        }),
      ),
      scope: 'all',
      lines: [],
    }),
  'cancel-done': () =>
    cancelledPage({
      ...inputFor(gone()),
      decision: { made: [{ id: 'line_1', quantity: 1 }], requested: [] },
    }),
  'cancel-asked': () =>
    cancelledPage({
      ...inputFor(asked()),
      decision: { made: [], requested: [{ id: 'line_1', quantity: 1 }] },
    }),
  'cancel-again': () =>
    cancelledPage({ ...inputFor(gone()), decision: { made: [], requested: [] } }),
  'cancel-nothing': () => cancelPage({ ...inputFor(oneOf('in_transit')), scope: 'all', lines: [] }),
  ...brandStates(inputFor),
  ...choiceStates(inputFor),
  ...delayStates(inputFor),
  ...visitStates(inputFor),
  ...edgeStates(inputFor),
  ...partedStates(inputFor),
  ...toldStates(inputFor),
  lookup: () => lookupPage({ merchant: aMerchant(), action: '/m/acme/track', locale }),
  'lookup-unknown': () =>
    lookupPage({
      merchant: aMerchant(),
      action: '/m/acme/track',
      locale,
      problem: 'unknown',
      orderNumber: '1001',
    }),
  'link-expired': () =>
    knownNotice('expired', { locale, merchant: aMerchant(), links: { lookup: '/m/acme/track' } }),
  'link-wrong': () => knownNotice('wrong', { locale, merchant: null }),
  fault: () => knownNotice('fault', { locale, merchant: null }),
  stale: () => knownNotice('stale', { locale, merchant: aMerchant(), links: { self: '/t/tok' } }),
}
