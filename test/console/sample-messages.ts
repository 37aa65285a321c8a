import type {
  MessageView,
  OrderRow,
  OutboxRow,
  UndeliveredRow,
} from '../../src/operations/console-types.ts'
import { whyOf } from './sample-timeline.ts'

export const message: MessageView = {
  messageId: 'msg_1',
  orderId: 'ord/1001',
  orderNumber: '#1001',
  kind: 'backorder_confirmed',
  channel: 'email',
  status: 'delivered',
  dueAt: '2026-03-04T14:30:00.000Z',
  sentAt: '2026-03-04T14:30:02.000Z',
  to: 'maya@example.test',
  subject: 'Order #1001 confirmed: Widget Pro ships by Mon, Mar 16',
  why: whyOf('backorder_confirmed', '2026-03-04T14:30:00.000Z'),
  because: {
    rule: 'backorder_confirmed',
    facts: { lines: ['L1'], now: { L1: '2026-03-16' }, events: ['evt_1'] },
  },
  withdrawnBecause: null,
  provider: 'outbox',
  providerId: null,
  html: '<!doctype html><html lang="en"><head><title>Mail</title></head><body style="font-family:sans-serif;max-width:560px;margin:24px auto"><h1 style="font-size:20px">Your Widget Pro ships by Monday, March 16</h1><p>Hello Maya, the cable ships first, the Widget Pro follows.</p><p><a href="https://tidings.example.test/t/…">See your order</a></p></body></html>',
  text: 'Your Widget Pro ships by Monday, March 16.\n\nHello Maya, the cable ships first, the Widget Pro follows.\n\nhttps://tidings.example.test/t/…\n',
  headers: {
    From: 'Harbour Supply <orders@example.test>',
    'Message-ID': '<msg_1@tidings.example.test>',
    'List-Unsubscribe': '<https://tidings.example.test/u/…>',
  },
  handedOver:
    '{"to":[{"email":"maya@example.test"}],"html":"… https://tidings.example.test/t/… …"}',
  parts: null,
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  attempts: [
    { n: 1, begunAt: '2026-03-04T14:30:01.000Z', outcome: 'try_later', detail: '429' },
    { n: 2, begunAt: '2026-03-04T14:30:02.000Z', outcome: 'accepted', detail: null },
  ],
  receipts: [{ at: '2026-03-04T14:30:09.000Z', kind: 'delivered', detail: '250 OK' }],
}

export const text: MessageView = {
  ...message,
  messageId: 'msg_4',
  kind: 'eta_slipped',
  channel: 'sms',
  to: '+15005550006',
  subject: null,
  html: null,
  text: 'Harbour Supply: your Widget Pro now ships by Wed, Mar 25 (was Mon, Mar 16). https://tidings.example.test/t/… STOP to end texts',
  headers: {},
  handedOver: 'Body=Harbour+Supply&To=%2B15005550006',
  parts: { segments: 1, encoding: 'GSM-7' },
}

const row: OrderRow = {
  orderId: 'ord/1001',
  orderNumber: '#1001',
  customerName: 'Maya Chen',
  email: 'maya@example.test',
  status: 'partially_shipped',
  placedAt: '2026-03-04T14:30:00.000Z',
  silentSince: '2026-03-11T18:16:00.000Z',
  promise: '2026-03-25',
  waits: true,
  nextMessage: { kind: 'backorder_update', dueAt: '2026-03-18T14:00:00.000Z' },
  anomalies: 1,
}

export const rows: OrderRow[] = [
  {
    ...row,
    orderId: 'ord_9',
    orderNumber: '#1009',
    customerName: 'Bartholomew Featherstonehaugh-Cholmondeley of the Long Name',
    email: 'bartholomew.featherstonehaugh-cholmondeley@mail.a-very-long-domain.example.test',
    status: 'open',
    placedAt: '2026-03-14T14:12:00.000Z',
    silentSince: null,
    promise: null,
    nextMessage: { kind: 'backorder_confirmed', dueAt: '2026-03-14T14:32:00.000Z' },
    anomalies: 0,
  },
  row,
  {
    ...row,
    orderId: 'ord_5',
    orderNumber: '#1000',
    customerName: null,
    email: null,
    status: 'shipped',
    waits: false,
    promise: null,
    nextMessage: null,
    anomalies: 0,
  },
  {
    ...row,
    orderId: 'ord_4',
    orderNumber: '#999',
    customerName: 'Jonas Lind',
    email: 'jonas@example.test',
    status: 'delivered',
    waits: false,
    promise: null,
    nextMessage: { kind: 'delivery_feedback', dueAt: '2026-03-15T14:00:00.000Z' },
    anomalies: 0,
  },
  {
    ...row,
    orderId: 'ord_3',
    orderNumber: '#998',
    customerName: 'Amina Diallo',
    email: 'amina@example.test',
    status: 'cancelled',
    waits: false,
    promise: null,
    nextMessage: null,
    anomalies: 0,
  },
]

export const outbox: OutboxRow[] = [text, message].map((one) => ({
  messageId: one.messageId,
  orderId: one.orderId,
  orderNumber: one.orderNumber,
  kind: one.kind,
  channel: one.channel,
  to: one.to,
  subject: one.subject,
  text: one.text,
  sentAt: one.sentAt,
  merchantSlug: 'harbour',
}))

export const undelivered: UndeliveredRow[] = [
  {
    messageId: 'msg_1',
    orderId: 'ord_1',
    orderNumber: '#1001',
    kind: 'shipped',
    channel: 'email',
    to: 'dana@example.test',
    status: 'bounced',
    at: '2026-03-05T15:00:00.000Z',
    reason: '550 <b>no such user</b>',
  },
]
