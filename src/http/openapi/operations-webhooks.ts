import { z } from 'zod'
import { WEBHOOK_EVENT_TYPES } from '../../domain/merchant-notice.ts'
import { DELIVERY_STATUSES } from '../../operations/webhook-deliveries.ts'
import {
  deliveriesQuery,
  endpointInput,
  endpointPatch,
  endpointPut,
  replayInput,
} from '../webhook-inputs.ts'
import { listedMessage, message } from './answers-messages.ts'
import type { Operation } from './operation.ts'

const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const
const instant = z.iso.datetime()
const id = { endpoint_id: 'Id of the endpoint' }
const BASE = '/v1/webhook_endpoints'

export const webhookEndpoint = z.strictObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).describe('`*` is every type.'),
  description: z.string().nullable(),
  status: z.enum(['enabled', 'disabled']),
  disabled_why: z.string().nullable(),
  failing_since: instant.nullable().describe('Since when no attempt has been taken.'),
  parked: z.int().min(0).describe('Events that were tried for three days; counted up to 1,000.'),
  created_at: instant,
  updated_at: instant,
})
const created = webhookEndpoint.extend({ secret: z.string().describe('Shown this once.') })
const rotated = z.strictObject({ id: z.string(), secret: z.string(), old_secret_until: instant })
const list = z.strictObject({ data: z.array(webhookEndpoint), next_cursor: z.null() })
const delivery = listedMessage.extend({
  kind: z.enum([...WEBHOOK_EVENT_TYPES, 'ping']),
  channel: z.literal('webhook'),
  status: z.enum(DELIVERY_STATUSES),
  order_id: z.string().nullable(),
})
const deliveries = z.strictObject({
  data: z.array(delivery),
  next_cursor: z.string().nullable(),
})
const replayed = z.strictObject({ replayed: z.int().min(0), has_more: z.boolean() })

const changed: Pick<Operation, 'auth' | 'params' | 'answers' | 'problems'> = {
  auth: 'merchant',
  params: id,
  answers: { 200: { description: 'The endpoint as it is now', schema: webhookEndpoint } },
  problems: ['not_found', ...readable],
}

/** The routes of endpoints, and what an endpoint has to know to take our events. */
export const webhookOperations: Operation[] = [
  {
    id: 'createWebhookEndpoint',
    method: 'post',
    path: BASE,
    tag: 'Webhooks',
    summary: 'Hear our own events',
    description: `Each event is a POST of \`{"id", "type", "timestamp", "data"}\`, signed by Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature): check it with that library and the secret that stands here and nowhere again. The types: ${WEBHOOK_EVENT_TYPES.join(', ')}. Answer 2xx within 15 seconds. Anything else, a redirect too, is tried again for three days, later and later, and honours Retry-After; then the event is parked until you replay it. 410 turns the endpoint off. Events come at least once, with the same webhook-id, and those of one order in its order: one that you do not take holds up that order's later ones. It hears what happens from now on. What needs an act of yours and no endpoint takes, or has not taken for three days, goes by mail to notify_email. Only public https addresses, unless the installation says otherwise; at most 16 a merchant.`,
    auth: 'merchant',
    bodies: [{ type: 'application/json', schema: endpointInput }],
    answers: { 201: { description: 'The endpoint, with its secret', schema: created } },
    problems: ['conflict', ...readable],
    example: `-X POST BASE/v1/webhook_endpoints \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"url": "https://shop.example/tidings", "events": ["order.cancelled", "refund.due"]}'`,
  },
  {
    id: 'listWebhookEndpoints',
    method: 'get',
    path: BASE,
    tag: 'Webhooks',
    summary: 'All endpoints',
    auth: 'merchant',
    answers: { 200: { description: 'The endpoints, the oldest first', schema: list } },
  },
  {
    id: 'getWebhookEndpoint',
    method: 'get',
    path: `${BASE}/{endpoint_id}`,
    tag: 'Webhooks',
    summary: 'One endpoint',
    auth: 'merchant',
    params: id,
    answers: { 200: { description: 'The endpoint', schema: webhookEndpoint } },
    problems: ['not_found'],
  },
  {
    id: 'putWebhookEndpoint',
    method: 'put',
    path: `${BASE}/{endpoint_id}`,
    tag: 'Webhooks',
    summary: 'Set an endpoint anew',
    description: 'The whole of it: what is left out is as it would be on a new one.',
    ...changed,
    bodies: [{ type: 'application/json', schema: endpointPut }],
  },
  {
    id: 'patchWebhookEndpoint',
    method: 'patch',
    path: `${BASE}/{endpoint_id}`,
    tag: 'Webhooks',
    summary: 'Change an endpoint, or turn it off and on',
    description:
      'Only what is named. Turned off, what it has not taken yet is withdrawn, and said by mail where it needs an act.',
    ...changed,
    bodies: [{ type: 'application/json', schema: endpointPatch }],
    example: `-X PATCH BASE/v1/webhook_endpoints/whe_… \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"enabled": false}'`,
  },
  {
    id: 'deleteWebhookEndpoint',
    method: 'delete',
    path: `${BASE}/{endpoint_id}`,
    tag: 'Webhooks',
    summary: 'Remove an endpoint',
    description: 'What it has not taken yet is withdrawn, and said by mail where it needs an act.',
    auth: 'merchant',
    params: id,
    answers: { 204: { description: 'It is gone' } },
    problems: ['not_found'],
  },
  {
    id: 'rotateWebhookSecret',
    method: 'post',
    path: `${BASE}/{endpoint_id}/rotate_secret`,
    tag: 'Webhooks',
    summary: 'A new secret',
    description:
      'For 24 hours the one before it signs beside it: webhook-signature then holds two, separated by a space. Rotated again within that day, each signs until its own 24 hours are over, the four newest at most.',
    auth: 'merchant',
    params: id,
    answers: { 200: { description: 'The secret, shown this once', schema: rotated } },
    problems: ['not_found'],
  },
  {
    id: 'testWebhookEndpoint',
    method: 'post',
    path: `${BASE}/{endpoint_id}/test`,
    tag: 'Webhooks',
    summary: 'See whether an endpoint answers',
    description:
      'Sends an event of type `ping`, once, and waits for the answer: `delivered`, or `failed` with what came back in `attempts`.',
    auth: 'merchant',
    params: id,
    answers: { 200: { description: 'The event, and how it went', schema: message } },
    problems: ['not_found', 'conflict'],
    example: `-X POST BASE/v1/webhook_endpoints/whe_…/test -H "Authorization: Bearer $TIDINGS_KEY"`,
  },
  {
    id: 'listWebhookDeliveries',
    method: 'get',
    path: `${BASE}/{endpoint_id}/deliveries`,
    tag: 'Webhooks',
    summary: 'What was told to an endpoint',
    description:
      'The newest first; `failed` are those that are parked. `GET /v1/messages/{id}` has the body of each and its attempts.',
    auth: 'merchant',
    params: id,
    query: {
      schema: deliveriesQuery,
      notes: {
        status: 'One status alone',
        cursor: '`next_cursor` of the page before',
        limit: 'Rows a page',
      },
    },
    answers: { 200: { description: 'A page of events', schema: deliveries } },
    problems: ['not_found', 'invalid'],
  },
  {
    id: 'replayWebhookEndpoint',
    method: 'post',
    path: `${BASE}/{endpoint_id}/replay`,
    tag: 'Webhooks',
    summary: 'Send parked events again',
    description:
      'The oldest first, 500 at a call, each as it was and under its own webhook-id; with `message_id` that one alone. They are tried at once, whatever pause the endpoint had, and then for three days anew.',
    auth: 'merchant',
    params: id,
    bodies: [{ type: 'application/json', schema: replayInput, optional: true }],
    answers: { 202: { description: 'How many go, and whether more are parked', schema: replayed } },
    problems: ['not_found', 'conflict', ...readable],
  },
]
