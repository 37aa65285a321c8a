import type { WebhooksView } from '../../src/operations/webhook-console-types.ts'

const ENDPOINT = 'whe_aaaaaaaaaaaa_00000000000000000000000001'
const GONE = 'whe_aaaaaaaaaaaa_00000000000000000000000002'
const row = {
  messageId: 'msg_w1',
  endpointId: ENDPOINT,
  url: 'https://shop.example/tidings',
  kind: 'order.cancelled',
  orderId: 'ord_1',
  orderNumber: '#1001',
  status: 'failed',
  at: '2026-03-10T15:00:00.000Z',
  detail: 'HTTP 500: <b>boom</b>',
} as const

export const webhooks: WebhooksView = {
  endpoints: [
    {
      id: ENDPOINT,
      url: 'https://shop.example/tidings',
      events: null,
      description: 'Shop',
      status: 'enabled',
      disabledWhy: null,
      failingSince: '2026-03-10T15:00:00.000Z',
      parked: 1,
    },
    {
      id: GONE,
      url: 'https://old.example/',
      events: ['refund.due'],
      description: null,
      status: 'disabled',
      disabledWhy: 'It answered 410 Gone.',
      failingSince: null,
      parked: 0,
    },
  ],
  parked: [row],
  latest: [row, { ...row, messageId: 'msg_w2', kind: 'ping', orderId: null, orderNumber: '' }],
}
