import { cancelInput, cancellationAnswerInput, messagesQuery, orderQuery } from '../inputs.ts'
import { cancelled, order, orderList } from './answers.ts'
import { revokedLinks } from './answers-link.ts'
import { message, messageList } from './answers-messages.ts'
import type { Operation } from './operation.ts'

const params = { order_id: 'Your id of the order, URL-encoded' }
const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const

export const orderOperations: Operation[] = [
  {
    id: 'listOrders',
    method: 'get',
    path: '/v1/orders',
    tag: 'Orders',
    summary: 'Find orders, newest first',
    auth: 'merchant',
    query: {
      schema: orderQuery,
      notes: {
        q: 'Number, e-mail, phone, name or tracking number; empty lists all',
        status: 'Only orders in this status',
        cursor: '`next_cursor` of the page before',
        limit: 'Rows a page',
      },
    },
    answers: { 200: { description: 'A page of orders', schema: orderList } },
    problems: ['invalid'],
    example: `"BASE/v1/orders?q=1001" -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'getOrder',
    method: 'get',
    path: '/v1/orders/{order_id}',
    tag: 'Orders',
    summary: 'One order as it stands',
    description:
      '`promise` is the one date that the customer is told, with what it rests on; null where a waiting line has no date, or nothing waits. `anomalies` lists what does not fit together yet, such as a shipment of an order that has not come. `silent_since` is the last word to a customer who still waits, and `silence` why they have heard nothing since and what comes next.',
    auth: 'merchant',
    params,
    answers: { 200: { description: 'The order', schema: order } },
    problems: ['not_found'],
    example: `BASE/v1/orders/1001 -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'listMessages',
    method: 'get',
    path: '/v1/orders/{order_id}/messages',
    tag: 'Orders',
    summary: 'Everything its customer was told or will be',
    description:
      'Oldest first, planned, held and withdrawn messages too, each with why. `sent_at` is null until a message was handed over.',
    auth: 'merchant',
    params,
    query: {
      schema: messagesQuery,
      notes: { cursor: '`next_cursor` of the page before', limit: 'Rows a page' },
    },
    answers: { 200: { description: 'A page of messages', schema: messageList } },
    problems: ['not_found', 'invalid'],
    example: `BASE/v1/orders/1001/messages -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'cancelOrder',
    method: 'post',
    path: '/v1/orders/{order_id}/cancel',
    tag: 'Orders',
    summary: 'Cancel what can still be cancelled',
    description:
      'Without a body: everything that has not shipped. `scope: "waiting"` takes only what waits for stock, `lines` only the named ones. What is being prepared already is asked of the merchant: `result` is then `requested`. A second call finds nothing left, answers `nothing` and changes nothing.',
    auth: 'merchant',
    params,
    bodies: [{ type: 'application/json', schema: cancelInput, optional: true }],
    answers: { 200: { description: 'What came of it, and the order after it', schema: cancelled } },
    problems: ['not_found', ...readable],
    example: `-X POST BASE/v1/orders/1001/cancel \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"scope": "waiting", "reason": "Customer called"}'`,
  },
  {
    id: 'answerCancellation',
    method: 'post',
    path: '/v1/orders/{order_id}/cancellation',
    tag: 'Orders',
    summary: 'Answer a request to cancel',
    description:
      'The reason of a decline is told to the customer. With `expiry: confirm`, `accept` also confirms the end of a wait whose day is over (`delay.expiring` with `since`); that one cannot be declined.',
    auth: 'merchant',
    params,
    bodies: [{ type: 'application/json', schema: cancellationAnswerInput }],
    answers: { 200: { description: 'The order after it', schema: order } },
    problems: ['not_found', 'conflict', ...readable],
    example: `-X POST BASE/v1/orders/1001/cancellation \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"answer": "decline", "reason": "It is packed already"}'`,
  },
  {
    id: 'revokeLink',
    method: 'post',
    path: '/v1/orders/{order_id}/link/revoke',
    tag: 'Orders',
    summary: 'End the link to the page of an order',
    description:
      'For a link that reached somebody whom it was not meant for. Every link that was sent for the order answers from then on like one that never was; the next message carries a new one, and so does `tracking_url` of the order. The end of news in a mail (`List-Unsubscribe`) goes on working. `revoked` says how many links opened the order; 0 where none did, as after a second call.',
    auth: 'merchant',
    params,
    answers: { 200: { description: 'How many links were ended', schema: revokedLinks } },
    problems: ['not_found'],
    example: `-X POST BASE/v1/orders/1001/link/revoke -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'getMessage',
    method: 'get',
    path: '/v1/messages/{message_id}',
    tag: 'Messages',
    summary: 'One message, exactly as sent',
    description:
      '`html`, `text` and `headers` are what its reader gets; `handed_over` is what the provider was handed, byte for byte, and `sha256` its hash. They are null while the message is only planned, and of a customer who was erased. They hold the link to the order’s page: who has them can act as the customer.',
    auth: 'merchant',
    params: { message_id: 'Id of the message' },
    answers: { 200: { description: 'The message', schema: message } },
    problems: ['not_found'],
    example: `BASE/v1/messages/msg_… -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
]
