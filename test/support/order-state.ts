import { type Contact, noContact } from '../../src/domain/contact.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import type {
  Backorder,
  Checkpoint,
  Day,
  Line,
  OrderState,
  PromiseChange,
  Promised,
  Shipment,
  ShipmentStatus,
} from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'

/** An order as the fold would leave it: placed and paid, one Widget Pro in stock. */
export function anOrder(over: Partial<OrderState> = {}): OrderState {
  return {
    orderId: 'ord_1',
    placed: {
      eventId: 'evt_placed',
      at: '2026-03-01T15:00:00.000Z',
      heardAt: '2026-03-01T15:00:00.000Z',
      imported: false,
    },
    orderNumber: '1001',
    currency: 'USD',
    paymentStatus: 'paid',
    priority: 0,
    split: null,
    lines: [aLine()],
    shipments: [],
    cancellations: [],
    cancellationRequest: null,
    cancellationDeclined: null,
    crossings: [],
    refunds: [],
    substitutes: [],
    consents: [],
    expiries: [],
    splitChosen: null,
    kept: [],
    waitlist: [],
    available: [],
    inquiries: [],
    letters: [],
    resends: [],
    said: [],
    pending: [],
    ...over,
  }
}

export function aLine(over: Partial<Line> = {}): Line {
  return {
    id: 'line_1',
    title: 'Widget Pro',
    sku: 'WID-PRO',
    variant: null,
    quantity: 1,
    unitPrice: { amount: '19.90', currency: 'USD' },
    imageUrl: null,
    productUrl: null,
    requiresShipping: true,
    shipped: 0,
    cancelled: 0,
    cancelAsked: { ours: 0, theirs: 0 },
    backorder: null,
    ...over,
  }
}

/** A backorder that ships by `shipsBy`; null is "ships when restocked". */
export function aBackorder(shipsBy: Day | null, over: Partial<Backorder> = {}): Backorder {
  return {
    quantity: 1,
    kind: 'standard',
    supplier: null,
    shownShipsBy: null,
    expectedAt: shipsBy,
    statedBy: 'evt_placed',
    statedAt: '2026-03-01T15:00:00.000Z',
    reason: null,
    allocated: 0,
    allocation: null,
    unfulfillable: 0,
    promise: shipsBy ? aPromise(shipsBy) : null,
    history: [aDate(shipsBy)],
    ...over,
  }
}

export const aPromise = (shipsBy: Day): Promised => ({
  shipsBy,
  earliest: shipsBy,
  basis: {
    expectedAt: shipsBy,
    supplyId: null,
    placeInQueue: null,
    bufferDays: 0,
    rule: 'default',
    samples: 0,
    confidence: null,
    eventId: 'evt_placed',
  },
})

export const aDate = (shipsBy: Day | null, over: Partial<PromiseChange> = {}): PromiseChange => ({
  shipsBy,
  eventId: 'evt_placed',
  at: '2026-03-01T15:00:00.000Z',
  heardAt: '2026-03-01T15:00:00.000Z',
  reason: null,
  imported: false,
  ...over,
})

/** A package with the carrier that holds one of line_1; `status` alone makes most states. */
export function aShipment(status: ShipmentStatus, over: Partial<Shipment> = {}): Shipment {
  return {
    shipmentId: 'ship_1',
    eventId: 'evt_shipped',
    carrier: 'UPS',
    trackingNumber: '1Z999AA10123456784',
    trackingUrl: 'https://carrier.example/track/1Z999AA10123456784',
    shippedAt: status === 'pre_transit' ? null : '2026-03-08T18:00:00.000Z',
    expectedDelivery: null,
    status,
    statusAt: '2026-03-09T13:15:00.000Z',
    lines: [{ id: 'line_1', quantity: 1 }],
    checkpoints: [],
    voided: false,
    imported: false,
    ...over,
  }
}

export const aCheckpoint = (message: string, over: Partial<Checkpoint> = {}): Checkpoint => ({
  at: '2026-03-09T13:15:00.000Z',
  status: 'in_transit',
  message,
  city: 'Louisville',
  region: 'KY',
  country: 'US',
  ...over,
})

export const aContact = (over: Partial<Contact> = {}): Contact => ({
  ...noContact(),
  name: 'Jon Snow',
  email: 'jon.snow@example.com',
  phone: '+15025550123',
  address: {
    name: 'Jon Snow',
    line1: '123 Amoebobacterieae St',
    line2: null,
    city: 'Shippington',
    region: 'KY',
    postalCode: '40003',
    country: 'US',
  },
  ...over,
})

export function aMerchant(over: Partial<Merchant> = {}): Merchant {
  return {
    id: 'mer_1',
    slug: 'acme',
    name: 'Acme Outdoor',
    mode: 'test',
    timeZone: 'America/New_York',
    country: 'US',
    locale: 'en-US',
    sender: { email: 'orders@acme.example', name: 'Acme Outdoor', smsFrom: null },
    notifyEmail: null,
    brand: {
      color: '#0b6b4f',
      color_dark: '#3fbf93',
      support_email: 'help@acme.example',
      support_phone: '+1 502 555 0100',
      support_url: 'https://acme.example/help',
      shop_url: 'https://acme.example/',
      footer: 'Acme Outdoor, 1 Main Street, Louisville KY',
    },
    policy: defaultPolicy(),
    clock: null,
    publishableKey: 'pk_test_1',
    ...over,
  }
}
