import { brandSchema } from '../../domain/brand.ts'
import { merchantInput } from '../../domain/merchant-input.ts'
import { policySchema } from '../../domain/policy.ts'
import { advanceInput, connectionInput, simulationInput, versionsQuery } from '../inputs.ts'
import { advanced, clock, connection, delivery, merchant } from './answers.ts'
import { brandKept, ownDomainAnswer } from './answers-brand.ts'
import { policyVersions, simulation } from './answers-policy.ts'
import type { Operation } from './operation.ts'

const readable = ['unreadable', 'too_large', 'unsupported_media_type', 'invalid'] as const

/** A policy says which version it is. */
const versioned = (name: 'policy' | 'brand') =>
  name === 'policy' ? { headers: { etag: 'Number of its version' } } : {}

const settings = (
  name: 'policy' | 'brand',
  schema: typeof policySchema | typeof brandSchema,
  what: string,
  description: string,
  kept: typeof schema | typeof brandKept = schema,
): Operation[] => [
  {
    id: `get_${name}`,
    method: 'get',
    path: `/v1/${name}`,
    tag: 'Settings',
    summary: `Read the ${what}`,
    auth: 'merchant',
    answers: { 200: { description: `The ${what}`, schema, ...versioned(name) } },
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
    answers: {
      200: { description: `The ${what} as it holds now`, schema: kept, ...versioned(name) },
    },
    problems: [...readable],
  },
]

const POLICY_NOTE = [
  'The whole of it: what is left out goes back to its default. A policy with a fault is refused whole, with every fault.',
  'What is no merchant’s to choose is in no field: that whoever waits hears of it, of a date that moves or passes, and how to cancel;',
  'that messages wait or say less, and never go missing, for a cap or by night; which kinds may go by text at all;',
  'and of delays (16 CFR 435.2) when an offer goes (15:00 of the day at the latest, three days ahead where no date was given),',
  'what it says, what silence means and from when the days count.',
  '`split`, `delay_options` and `expiry` are one for all kinds of backorder, for an order has one of each.',
].join(' ')

export const setupOperations: Operation[] = [
  ...settings('policy', policySchema, 'policy', POLICY_NOTE),
  {
    id: 'listPolicyVersions',
    method: 'get',
    path: '/v1/policy/versions',
    tag: 'Settings',
    summary: 'Every policy that ever held',
    description: 'Newest first. The number of the one that holds is the `ETag` of the policy.',
    auth: 'merchant',
    query: {
      schema: versionsQuery,
      notes: { cursor: '`next_cursor` of the page before', limit: 'Rows of a page' },
    },
    answers: { 200: { description: 'A page of versions', schema: policyVersions } },
    problems: ['invalid'],
  },
  {
    id: 'simulatePolicy',
    method: 'post',
    path: '/v1/policy/simulate',
    tag: 'Settings',
    summary: 'What a policy would have sent',
    description:
      'Over orders that are recorded, against what was sent. It changes nothing. `longest_silence` is the longest time that a customer who waited and could be reached heard nothing; `over_budget` counts orders where it went over the budget. Of the orders that differ, the newest hundred are shown. One simulation of a merchant runs at a time: another is refused with 409.',
    auth: 'merchant',
    bodies: [{ type: 'application/json', schema: simulationInput }],
    answers: { 200: { description: 'Was and would', schema: simulation } },
    problems: ['conflict', ...readable],
    example: `-X POST BASE/v1/policy/simulate \\
  -H "Authorization: Bearer $TIDINGS_KEY" \\
  -d '{"policy": {"silence_budget_days": 5}, "limit": 500}'`,
  },
  ...settings(
    'brand',
    brandSchema,
    'brand',
    'The whole of it. The logo is a data URL, so that no page or mail asks a third party for it. The answer says which colours are drawn in another shade, and why.',
    brandKept,
  ),
  {
    id: 'getBrandDomain',
    method: 'get',
    path: '/v1/brand/domain',
    tag: 'Settings',
    summary: 'Your own domain, and how far it is proven',
    description:
      'With the records to set at your name server. `null` where the brand names no `domain`.',
    auth: 'merchant',
    answers: { 200: { description: 'The domain', schema: ownDomainAnswer.nullable() } },
  },
  {
    id: 'checkBrandDomain',
    method: 'post',
    path: '/v1/brand/domain/check',
    tag: 'Settings',
    summary: 'Prove your own domain',
    description:
      'Looks the TXT record up and asks the domain itself. Once it is proven, links in messages lead there, and only your shoppers’ pages answer under it. A domain that another shop has proven is refused with 409.',
    auth: 'merchant',
    answers: { 200: { description: 'What was found', schema: ownDomainAnswer } },
    problems: ['conflict'],
  },
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
      "With a merchant's key for that merchant's shop or accounts; with the admin token for the installation's own. Give the answered `url` to the sender. `sendgrid` (what became of mails): the public key that SendGrid shows for its signed Event Webhook; tick Processed, Dropped, Delivered, Deferred, Bounced, Spam Reports and Unsubscribes. `twilio` (what became of texts): the account's auth token; each text then names this URL by itself, where `BASE_URL` is public. `sendgrid-inbound` (replies by mail): a password of your own as the secret, put into the URL that SendGrid gets (`https://any:PASSWORD@host/webhooks/…`), or its public key where you have signatures turned on. `twilio-inbound` (replies by text): the account's auth token.",
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
      'The signature of the sender is checked over the raw body. A verified delivery is answered 200, also where it is not understood: it is stored and counted as ignored. `twilio` and `twilio-inbound` are answered in TwiML. Receipts of a batch are stored each once, in any order; they change nothing that a later word has settled. For `standard` (Standard Webhooks) the body and the answer are those of `POST /v1/events`.',
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
