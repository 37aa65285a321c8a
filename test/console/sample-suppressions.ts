import type {
  SuppressionConsole,
  SuppressionRow,
} from '../../src/operations/suppression-console-types.ts'

export const suppressions: SuppressionRow[] = [
  {
    id: 'sup_2',
    channel: 'email',
    address: 'ada.lovelace+a-very-long-name-of-a-mailbox@mail.example.test',
    reason: 'hard_bounce',
    source: 'sendgrid',
    orderId: 'ord/1001',
    orderNumber: '#1001',
    messageId: 'msg_1',
    at: '2026-03-12T09:30:00.000Z',
  },
  {
    id: 'sup_1',
    channel: 'sms',
    address: null,
    reason: 'invalid',
    source: 'twilio',
    orderId: 'ord_1',
    orderNumber: '#1002',
    messageId: 'msg_4',
    at: '2026-03-10T16:00:00.000Z',
  },
]

export const suppressionSamples: SuppressionConsole = {
  listSuppressions: async (merchantId, { address, cursor }) => ({
    rows:
      merchantId !== 'm_1'
        ? []
        : suppressions.filter((row) => address === null || row.address === address),
    nextCursor: merchantId === 'm_1' && !address && !cursor ? 'sup_1' : null,
  }),
  liftSuppression: async () => {},
}
