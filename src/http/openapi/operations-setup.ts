import { brandSchema } from '../../domain/brand.ts'
import { merchantInput } from '../../domain/merchant-input.ts'
import { policySchema } from '../../domain/policy.ts'
import { advanceInput, connectionInput } from '../inputs.ts'
import { advanced, clock, connection, delivery, merchant } from './answers.ts'
import type { Operation } from './operation.ts'

const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const

const settings = (
  name: 'policy' | 'brand',
  schema: typeof policySchema | typeof brandSchema,
  what: string,
  description: string,
): Operation[] => [
  {
    id: `get_${name}`,
    method: 'get',
    path: `/v1/${name}`,
    tag: 'Settings',
    summary: `Read the ${what}`,
    auth: 'merchant',
    answers: { 200: { description: `The ${what}`, schema } },
  },
  {
    id: `put_${name}`,
    method: 'put',
    path: `/v1/${name}`,
    tag: 'Settings',
    summary: `Replace the ${what}`,
    description,
    auth: 'merchant',
    bodies: [{ type: 'application/json', schema }],
    answers: { 200: { description: `The ${what} as it holds now`, schema } },
    problems: [...readable],
  },
]

export const setupOperations: Operation[] = [
  ...settings(
    'policy',
    policySchema,
    'policy',
    'The whole of it: what is left out goes back to its default. A policy with a fault is refused whole, with every fault.',
  ),
  ...settings(
    'brand',
    brandSchema,
    'brand',
    'The whole of it. The logo is a data URL, so that no page or mail asks a third party for it.',
  ),
  {
    id: 'getClock',
    method: 'get',
    path: '/v1/clock',
    tag: 'Clock',
    summary: 'What time it is for this merchant',
    auth: 'merchant',
    answers: { 200: { description: 'The time', schema: clock } },
  },
  {
    id: 'advanceClock',
    method: 'post',
    path: '/v1/clock/advance',
    tag: 'Clock',
    summary: "Move a test merchant's clock",
    description:
      'Either `by`, an ISO 8601 duration, or `to`, a moment. Everything that falls due on the way is sent at its own moment, and listed in the answer. The past is refused with 409, and so is a live merchant.',
    auth: 'merchant',
    bodies: [{ type: 'application/json', schema: advanceInput }],
    answers: { 200: { description: 'The time now, and what was sent', schema: advanced } },
    problems: ['conflict', ...readable],
    example: `-X POST BASE/v1/clock/advance \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"by": "PT48H"}'`,
  },
  {
    id: 'createMerchant',
    method: 'post',
    path: '/v1/merchants',
    tag: 'Merchants',
    summary: 'Set up a merchant',
    description:
      'The API key and the signing secret are shown here and never again. A test merchant writes to the local outbox whatever providers are set, and has a clock of its own. Without a slug one is made from the name.',
    auth: 'admin',
    bodies: [{ type: 'application/json', schema: merchantInput }],
    answers: { 201: { description: 'The merchant with its keys', schema: merchant } },
    problems: ['conflict', ...readable],
    example: `-X POST BASE/v1/merchants \\
  -H "Authorization: Bearer $TIDINGS_ADMIN_TOKEN" \\
  -d '{
    "name": "Alder", "mode": "test", "time_zone": "America/New_York", "country": "US",
    "sender": {"email": "hello@alder.example", "name": "Alder"},
    "clock": "2026-03-02T15:00:00Z"
  }'`,
  },
  {
    id: 'createConnection',
    method: 'post',
    path: '/v1/connections',
    tag: 'Connections',
    summary: 'Set up a connector',
    description:
      "With a merchant's key for that merchant's shop or accounts; with the admin token for the installation's own. Give the answered `url` to the sender.",
    auth: 'merchant_or_admin',
    bodies: [{ type: 'application/json', schema: connectionInput }],
    answers: { 201: { description: 'Where the sender delivers to', schema: connection } },
    problems: [...readable],
    example: `-X POST BASE/v1/connections \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"connector": "shopify", "secret": "the secret that Shopify shows"}'`,
  },
  {
    id: 'receiveDelivery',
    method: 'post',
    path: '/webhooks/{connector}/{connection_id}',
    tag: 'Connections',
    summary: 'Take a delivery of a connector',
    description:
      'The signature of the sender is checked over the raw body. A verified delivery is answered 200, also where it is not understood: it is stored and counted as ignored. For `standard` (Standard Webhooks) the body and the answer are those of `POST /v1/events`.',
    auth: 'signature',
    params: { connector: 'Name of the connector', connection_id: 'Id of the connection' },
    bodies: [{ type: 'application/json', schema: { ref: 'Delivery' } }],
    answers: {
      200: { description: 'Verified', schema: delivery },
      202: { description: '`standard`: a verdict for each event', schema: { ref: 'Verdicts' } },
    },
    problems: ['not_found', ...readable],
  },
]
