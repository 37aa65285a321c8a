import type { OrderState } from '../../src/domain/order.ts'
import {
  askedPage,
  cancelPage,
  inquiryPage,
  knownNotice,
  lookupPage,
  type Page,
  type TrackingPageInput,
  trackingPage,
} from '../../tracking-page/index.ts'
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

type InputFor = (order: OrderState, over?: Partial<TrackingPageInput>) => TrackingPageInput

const AT = '2026-03-09T15:00:00.000Z'
const backordered = (shipsBy: string | null, over = {}) =>
  anOrder({ lines: [aLine({ backorder: aBackorder(shipsBy, over) })] })
const cancelled = (over: Partial<OrderState> = {}) =>
  anOrder({
    cancellations: [
      {
        eventId: 'evt_cancel',
        at: AT,
        by: 'shopper',
        lines: [{ id: 'line_1', quantity: 1 }],
        reason: null,
        imported: false,
      },
    ],
    ...over,
  })

/** Nine lines, each cancelled on a day of its own, and one that is under way. */
function lineByLine() {
  const ids = Array.from({ length: 9 }, (_, at) => `0${at + 1}`)
  const goods = ids.map((id) => aLine({ id, title: `Camp Chair ${id}`, cancelled: 1 }))
  return cancelled({
    lines: [aLine({ id: 'kept', shipped: 1 }), ...goods],
    shipments: [aShipment('in_transit', { lines: [{ id: 'kept', quantity: 1 }] })],
    cancellations: ids.map((id) => ({
      eventId: `evt_${id}`,
      at: `2026-03-${id}T15:00:00.000Z`,
      by: 'shopper',
      lines: [{ id, quantity: 1 }],
      reason: null,
      imported: false,
    })),
  })
}

/** One of three was cancelled and refunded; one is under way, one waits. */
const partlyCancelled = () =>
  cancelled({
    lines: [
      aLine({ cancelled: 1 }),
      aLine({ id: 'b', title: 'Camp Kettle', shipped: 1 }),
      aLine({ id: 'c', title: 'Rope, 20 m', backorder: aBackorder('2026-03-20') }),
    ],
    shipments: [
      aShipment('in_transit', {
        expectedDelivery: '2026-03-11',
        lines: [{ id: 'b', quantity: 1 }],
      }),
    ],
    refunds: [
      {
        eventId: 'evt_refund',
        at: AT,
        amount: { amount: '19.90', currency: 'USD' },
        imported: false,
      },
    ],
  })

const allDelivered = () => {
  const ids = ['a', 'b', 'c']
  return anOrder({
    lines: ids.map((id, at) => aLine({ id, title: `Shelf part ${at + 1}`, shipped: 1 })),
    shipments: ids.map((id, at) =>
      aShipment('delivered', {
        shipmentId: id,
        statusAt: `2026-03-0${at + 6}T15:00:00.000Z`,
        lines: [{ id, quantity: 1 }],
        checkpoints: [aCheckpoint('Delivered, front door', { status: 'delivered' })],
      }),
    ),
  })
}

const manyMoves = () =>
  backordered('2026-04-24', {
    history: ['2026-03-10', '2026-03-20', null, '2026-04-10', '2026-04-24'].map((day, at) =>
      aDate(day, {
        at: `2026-03-0${at + 1}T15:00:00.000Z`,
        reason: at % 2 ? 'The factory lost a week to a storm that closed its harbour' : null,
      }),
    ),
  })

const LONG = 'Königlich-Niederländische Paketbeförderungsgesellschaft für Übersee'
const longPackage = () =>
  anOrder({
    orderNumber: 'WEB-2026-000000000000123456789-INTERNATIONAL',
    lines: [aLine({ title: `${LONG}, Modell Sieben`, variant: 'Nachtblau, XXL', shipped: 1 })],
    shipments: [
      aShipment('in_transit', {
        carrier: LONG,
        trackingNumber: 'JJD000390007894561230000000000000000000000',
        expectedDelivery: '2026-04-30',
        checkpoints: [
          aCheckpoint(
            'The shipment has been processed in the parcel centre of origin and is being prepared for onward transport to the country of destination',
            { city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', region: 'WLS' },
          ),
        ],
      }),
    ],
  })

const crossed = () =>
  anOrder({
    lines: [aLine({ shipped: 1 })],
    shipments: [aShipment('in_transit', { expectedDelivery: '2026-03-11' })],
    crossings: [
      {
        eventId: 'evt_shipped',
        at: '2026-03-08T18:00:00.000Z',
        imported: false,
        shipmentId: 'ship_1',
        lines: [{ id: 'line_1', quantity: 1, wished: true }],
      },
    ],
  })

const declined = () =>
  anOrder({
    lines: [aLine({ backorder: aBackorder('2026-03-20', { kind: 'custom' }) })],
    cancellationDeclined: {
      eventId: 'evt_no',
      at: AT,
      lines: ['line_1'],
      reason: 'It is cut to your size, and the cutting has begun.',
    },
  })

/** Set from right to left, as for a reader of Hebrew: no such words yet, but the page is ready. */
function mirrored(page: Page): Page {
  return { ...page, html: page.html.replace(' dir="ltr"', ' dir="rtl"') }
}

const HEBREW = [
  aLine({ title: 'מטריה מתקפלת', shipped: 1 }),
  aLine({ id: 'b', title: 'كشاف تخييم', quantity: 2, backorder: aBackorder('2026-03-20') }),
]

/** What is rare, long, strange or late: where a page that was drawn for the usual breaks. */
export function edgeStates(inputFor: InputFor): Record<string, () => Page> {
  const page = (order: OrderState, over: Partial<TrackingPageInput> = {}) =>
    trackingPage(inputFor(order, over))
  const plain = (order = anOrder()) => inputFor(order)
  const places = new Map([['line_1', { orders: 12, isMore: false }]])
  return {
    'waiting-in-line': () => page(backordered('2026-03-20'), { places }),
    'waiting-many-moves': () => page(manyMoves()),
    'waiting-preorder': () => page(backordered('2026-05-08', { kind: 'preorder' })),
    'waiting-making': () => page(backordered(null, { kind: 'custom' })),
    'partly-cancelled': () => page(partlyCancelled()),
    'cancelled-line-by-line': () => page(lineByLine()),
    'all-delivered': () => page(allDelivered()),
    'cancel-crossed': () => page(crossed()),
    'cancel-declined': () => page(declined()),
    'cancelled-unfulfillable': () =>
      page(
        cancelled({
          lines: [aLine({ cancelled: 1, backorder: aBackorder(null, { unfulfillable: 1 }) })],
        }),
      ),
    'long-package': () => page(longPackage()),
    'from-right-to-left': () =>
      mirrored(
        page(
          anOrder({
            lines: HEBREW,
            shipments: [
              aShipment('in_transit', {
                expectedDelivery: '2026-03-11',
                checkpoints: [
                  aCheckpoint('הגיע למרכז המיון', { city: 'חיפה', region: null }),
                  aCheckpoint('Departed facility'),
                ],
              }),
            ],
          }),
          { merchant: aMerchant({ name: 'סוכת הנדודים' }), contact: aContact({ name: 'דנה' }) },
        ),
      ),
    'cancel-unreadable': () =>
      cancelPage({ ...plain(), scope: 'all', lines: [], problem: 'unreadable' }),
    inquiry: () => inquiryPage(plain()),
    'inquiry-empty': () => inquiryPage({ ...plain(), problem: 'empty' }),
    'inquiry-too-many': () =>
      inquiryPage({ ...plain(), problem: 'tooMany', text: 'Can it come to my office instead?' }),
    'inquiry-asked': () => askedPage(plain()),
    'lookup-too-many': () =>
      lookupPage({
        merchant: aMerchant(),
        action: '/m/acme/track',
        locale: plain().locale,
        problem: 'too_many',
        orderNumber: '1001',
      }),
    forbidden: () => knownNotice('forbidden', { locale: plain().locale, merchant: null }),
    'too-large': () => knownNotice('too_large', { locale: plain().locale, merchant: null }),
  }
}
