import { newOrder } from '../../src/domain/apply-event.ts'
import { noContact } from '../../src/domain/contact.ts'
import type { Line, OrderState } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type {
  ConsoleMerchant,
  InquiryRow,
  QuestionView,
  SupportView,
} from '../../src/operations/console-types.ts'
import { silence, silenceBefore } from './sample-silence.ts'
import { timeline } from './sample-timeline.ts'

export * from './sample-messages.ts'

/** Names that a shop could be sent: each must stand on the page as text. */
export const HOSTILE = '<img src=x onerror="document.title=1">&"\''

export const now = '2026-03-14T14:32:00.000Z'
export const merchant: ConsoleMerchant = {
  id: 'm_1',
  slug: 'harbour',
  name: 'Harbour Supply',
  mode: 'test',
  timeZone: 'America/New_York',
  now,
}
export const otherMerchant: ConsoleMerchant = {
  ...merchant,
  id: 'm_2',
  slug: 'north',
  name: 'North & Sons',
  mode: 'live',
}

const line = (id: string, title: string, quantity: number): Line => ({
  id,
  title,
  sku: `SKU-${id}`,
  variant: null,
  quantity,
  unitPrice: { amount: '19.90', currency: 'USD' },
  imageUrl: null,
  productUrl: null,
  requiresShipping: true,
  shipped: 0,
  cancelled: 0,
  cancelAsked: { ours: 0, theirs: 0 },
  backorder: null,
})

export const order: OrderState = {
  ...newOrder('ord/1001'),
  placed: {
    eventId: 'evt_1',
    at: '2026-03-04T14:30:00.000Z',
    heardAt: '2026-03-04T14:30:00.000Z',
    imported: false,
  },
  orderNumber: '#1001',
  currency: 'USD',
  paymentStatus: 'paid',
  priority: 0,
  split: null,
  lines: [
    {
      ...line('1', 'Widget Pro', 2),
      backorder: {
        quantity: 2,
        kind: 'standard',
        supplier: 'Acme Works',
        shownShipsBy: null,
        expectedAt: '2026-03-21',
        statedBy: 'evt_4',
        statedAt: '2026-03-11T18:05:00.000Z',
        reason: 'supplier late',
        allocated: 0,
        allocation: null,
        unfulfillable: 0,
        promise: {
          shipsBy: '2026-03-25',
          earliest: '2026-03-21',
          basis: {
            expectedAt: '2026-03-21',
            supplyId: 'po-77',
            placeInQueue: 3,
            bufferDays: 4,
            rule: 'default',
            samples: 0,
            confidence: null,
            eventId: 'evt_4',
          },
        },
        history: [
          {
            shipsBy: '2026-03-16',
            eventId: 'evt_1',
            at: '2026-03-04T14:30:00.000Z',
            heardAt: '2026-03-04T14:30:01.000Z',
            reason: null,
            imported: false,
          },
          {
            shipsBy: '2026-03-25',
            eventId: 'evt_4',
            at: '2026-03-11T18:05:00.000Z',
            heardAt: '2026-03-11T18:05:02.000Z',
            reason: 'supplier late',
            imported: false,
          },
        ],
      },
    },
    { ...line('2', 'Braided cable', 3), variant: '2 m', shipped: 2, cancelled: 1 },
    { ...line('3', 'Extended warranty', 1), requiresShipping: false },
  ],
  shipments: [
    {
      shipmentId: 'shp_1',
      eventId: 'evt_3',
      carrier: 'UPS',
      trackingNumber: '1Z999AA10123456784',
      trackingUrl: 'https://www.example.test/track/1Z999AA10123456784',
      shippedAt: '2026-03-06T20:10:00.000Z',
      expectedDelivery: '2026-03-10',
      status: 'in_transit',
      statusAt: '2026-03-09T11:00:00.000Z',
      lines: [{ id: '2', quantity: 2 }],
      checkpoints: [
        {
          at: '2026-03-07T02:00:00.000Z',
          status: 'in_transit',
          message: 'Departed facility',
          city: 'Newark',
          region: 'NJ',
          country: 'US',
        },
        {
          at: '2026-03-09T11:00:00.000Z',
          status: 'in_transit',
          message: 'Arrived at facility',
          city: 'Columbus',
          region: 'OH',
          country: 'US',
        },
      ],
      voided: false,
      imported: false,
    },
  ],
  cancellations: [],
  cancellationRequest: null,
  cancellationDeclined: null,
  crossings: [],
  refunds: [
    {
      eventId: 'evt_6',
      at: '2026-03-12T09:00:00.000Z',
      amount: { amount: '19.90', currency: 'USD' },
      imported: false,
    },
  ],
  substitutes: [],
  said: [],
  pending: [
    {
      eventId: 'evt_7',
      type: 'shipment.created',
      at: '2026-03-12T10:00:00.000Z',
      why: 'ships 2 of line 9, which the order does not have',
      lines: ['9'],
    },
  ],
}

/** Asked a day before the sample's now, and an hour more: its answer is late. */
export const question: QuestionView = {
  inquiryId: 'inq_1',
  via: 'email',
  from: 'maya@example.test',
  subject: 'Re: Order #1001',
  text: 'Does it come with <b>a cable</b>?',
  attachments: 1,
  receivedAt: '2026-03-12T09:00:00.000Z',
  answeredAt: null,
  isClosed: false,
  answerDueAt: '2026-03-13T09:00:00.000Z',
}
export const inquiries: InquiryRow[] = [{ ...question, orderId: 'o_1', orderNumber: '#1001' }]

export const view: SupportView = {
  letterId: 'let_1',
  questions: [question],
  order,
  contact: {
    ...noContact(),
    name: 'Maya Chen',
    email: 'maya@example.test',
    phone: '+15005550006',
    smsConsent: true,
    locale: 'en-US',
    address: {
      name: 'Maya Chen',
      line1: '12 Pier Road',
      line2: null,
      city: 'Portland',
      region: 'ME',
      postalCode: '04101',
      country: 'US',
    },
  },
  merchant: {
    id: 'm_1',
    slug: 'harbour',
    name: 'Harbour Supply',
    mode: 'test',
    timeZone: 'America/New_York',
    country: 'US',
    locale: 'en-US',
    sender: { email: 'orders@example.test', name: 'Harbour Supply', smsFrom: null },
    notifyEmail: null,
    brand: {},
    policy: defaultPolicy(),
    clock: null,
    publishableKey: 'pk_1',
  },
  now,
  trackingUrlMasked: 'https://tidings.example.test/t/…',
  status: 'partially_shipped',
  silentSince: '2026-03-11T18:16:00.000Z',
  silence,
  timeline,
  attention: { heldEnd: null, unreached: null },
}

/** Only a shipment has come so far: the order itself is not known yet. */
const bare: SupportView = {
  ...view,
  contact: noContact(),
  status: 'open',
  silentSince: null,
  silence: silenceBefore,
  timeline: [],
  order: {
    ...order,
    orderId: 'bare',
    orderNumber: '',
    placed: null,
    lines: [],
    shipments: [],
    refunds: [],
  },
}

/** Asked to cancel, and answered by nobody yet; a question of theirs was closed. */
const asked: SupportView = {
  ...view,
  questions: [{ ...question, answeredAt: now, isClosed: true, text: 'Thanks, that is all!' }],
  order: {
    ...order,
    orderId: 'asked',
    cancellationRequest: {
      eventId: 'evt_asked',
      at: '2026-03-13T10:00:00.000Z',
      by: 'shopper',
      lines: [{ id: '1', quantity: 2, total: 2 }],
      reason: 'I bought <b>another</b>',
    },
  },
}

/** Its day is over and it is not cancelled by itself; and no message reaches its customer. */
const held: SupportView = {
  ...view,
  order: { ...order, orderId: 'held', pending: [] },
  contact: { ...view.contact, suppressed: { email: 'hard_bounce' } },
  attention: {
    heldEnd: {
      lines: [{ id: '1', quantity: 2, deadline: '2026-03-11' }],
      since: '2026-03-12T04:00:00.000Z',
      held: 'confirm',
      keepable: ['1'],
    },
    unreached: { since: '2026-03-12T15:00:00.000Z', why: 'The order waits; nobody hears of it.' },
  },
}

const FORTY = Array.from({ length: 40 }, (_, at) => String(at))

const large: SupportView = {
  ...view,
  order: {
    ...order,
    orderId: 'large',
    orderNumber: '#1002',
    lines: FORTY.map((id) => ({
      ...line(id, `A widget with a name that is as long as shops like to make them, no. ${id}`, 12),
      shipped: 10,
    })),
    shipments: FORTY.slice(0, 12).flatMap((id) =>
      order.shipments.map((shipment) => ({ ...shipment, shipmentId: `shp_${id}` })),
    ),
  },
}

const endless: SupportView = {
  ...view,
  order: { ...order, orderId: 'endless' },
  timeline: [...FORTY, ...FORTY].flatMap(() => timeline),
}

export const views = new Map(
  [view, bare, asked, held, large, endless].map((one) => [one.order.orderId, one]),
)
