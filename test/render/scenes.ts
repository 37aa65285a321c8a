import { newOrder } from '../../src/domain/apply-event.ts'
import { noContact } from '../../src/domain/contact.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import { type MessageKind, type NoticeFacts, noFacts } from '../../src/domain/message.ts'
import type { Backorder, Line, OrderState, Shipment } from '../../src/domain/order.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { MessageInput } from '../../src/render/message.ts'

/** A shop's day: Monday, March 10, 2025, noon in New York. */
export const NOW = '2025-03-10T16:00:00.000Z'
export const TRACKING = 'https://tidings.example/t/tk_8Jq2mXv0bW4'
export const CANCEL = `${TRACKING}/cancel`

export const merchantOf = (changes: Partial<Merchant> = {}): Merchant => ({
  id: 'm_1',
  slug: 'harbor-goods',
  name: 'Harbor Goods',
  mode: 'test',
  timeZone: 'America/New_York',
  country: 'US',
  locale: 'en',
  sender: { email: 'orders@harbor.example', name: 'Harbor Goods', smsFrom: null },
  notifyEmail: null,
  brand: { color: '#0b6e4f', support_email: 'help@harbor.example' },
  policy: defaultPolicy(),
  clock: null,
  publishableKey: 'pk_1',
  ...changes,
})

export const lineOf = (id: string, changes: Partial<Line> = {}): Line => ({
  id,
  title: 'Widget Pro',
  sku: null,
  variant: null,
  quantity: 1,
  unitPrice: null,
  imageUrl: null,
  productUrl: null,
  requiresShipping: true,
  shipped: 0,
  cancelled: 0,
  cancelAsked: { ours: 0, theirs: 0 },
  backorder: null,
  ...changes,
})

/** A line that waits, with its promise; null is "ships when restocked". */
export const waitingLine = (
  id: string,
  shipsBy: string | null,
  changes: Partial<Line> = {},
  backorder: Partial<Backorder> = {},
): Line =>
  lineOf(id, {
    ...changes,
    backorder: {
      quantity: changes.quantity ?? 1,
      kind: 'standard',
      supplier: null,
      shownShipsBy: null,
      expectedAt: null,
      statedBy: 'e_1',
      statedAt: NOW,
      reason: null,
      allocated: 0,
      allocation: null,
      unfulfillable: 0,
      promise: shipsBy === null ? null : promiseOf(shipsBy),
      history: [],
      ...backorder,
    },
  })

export const promiseOf = (shipsBy: string, expectedAt = shipsBy): Backorder['promise'] => ({
  shipsBy,
  earliest: expectedAt,
  basis: {
    expectedAt,
    supplyId: null,
    placeInQueue: null,
    bufferDays: 0,
    rule: 'default',
    samples: 0,
    confidence: null,
    eventId: 'e_1',
  },
})

export const shipmentOf = (
  shipmentId: string,
  lines: Shipment['lines'],
  changes: Partial<Shipment> = {},
): Shipment => ({
  shipmentId,
  eventId: `e_${shipmentId}`,
  carrier: 'UPS',
  trackingNumber: '1Z999AA10123456784',
  trackingUrl: 'https://carrier.example/track/1Z999AA10123456784',
  shippedAt: NOW,
  expectedDelivery: '2025-03-13',
  status: 'in_transit',
  statusAt: NOW,
  lines,
  checkpoints: [],
  voided: false,
  imported: false,
  ...changes,
})

export const orderOf = (lines: Line[], changes: Partial<OrderState> = {}): OrderState => ({
  ...newOrder('o_1'),
  placed: { eventId: 'e_0', at: NOW, heardAt: NOW, imported: false },
  orderNumber: '#1001',
  currency: 'USD',
  paymentStatus: 'paid',
  priority: 0,
  split: null,
  lines,
  ...changes,
})

export const factsOf = (changes: Partial<NoticeFacts> = {}): NoticeFacts => ({
  ...noFacts(),
  ...changes,
})

/** The same message to a reader of another language. */
export const readBy = (input: MessageInput, locale: string): MessageInput => ({
  ...input,
  contact: { ...input.contact, locale },
})

export const inputOf = (
  kind: MessageKind,
  order: OrderState,
  changes: Partial<MessageInput> = {},
): MessageInput => ({
  kind,
  facts: noFacts(),
  order,
  contact: { ...noContact(), name: 'Ann Lee', email: 'ann@example.test' },
  merchant: merchantOf(),
  links: { tracking: TRACKING, cancel: CANCEL },
  now: NOW,
  ...changes,
})
