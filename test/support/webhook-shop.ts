import type { Handle } from '../../src/db/open.ts'
import type { MessageRow } from '../../src/db/schema.ts'
import type { HandedOver, Outcome } from '../../src/domain/outcome.ts'
import type { WebhookCall, WebhookChannel } from '../../src/domain/webhook-call.ts'
import { webhookEvent } from '../../src/http/openapi/webhook-events.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { createEndpoint } from '../../src/operations/webhook-endpoints.ts'
import { openShop, type Shop, shopOf } from './shop.ts'

export const TAKEN: Outcome = { status: 'accepted', providerId: null }
export const DOWN: Outcome = {
  status: 'try_later',
  code: 'http_500',
  detail: 'HTTP 500: ',
  retryAfterSeconds: null,
}
export const GONE_410: Outcome = { status: 'rejected', code: 'gone', detail: 'HTTP 410: ' }

type Answer = (call: WebhookCall) => Outcome | Promise<Outcome>

/** Whatever a test makes happen, what is told of it is what the documents say. */
function asDocumented(body: string) {
  const event = JSON.parse(body)
  if (event.type !== 'ping') webhookEvent(event.type).parse(event)
}

/** Endpoints that keep what they were called with, and answer as they are told to. */
export function fakeEndpoints() {
  const calls: WebhookCall[] = []
  const fake = {
    calls,
    answer: (() => TAKEN) as Answer,
    /** What was told, in short: the types in their order. */
    types: () => calls.map(({ body }) => JSON.parse(body).type as string),
    channel: {
      name: 'webhook',
      refuse: (url: string) => (url.startsWith('https://') ? null : 'must be an https URL'),
      async send(call: WebhookCall): Promise<HandedOver> {
        calls.push(call)
        asDocumented(call.body)
        return { outcome: await fake.answer(call), bytes: call.body }
      },
    } satisfies WebhookChannel,
  }
  return fake
}

export type HookedShop = Shop & {
  endpoints: ReturnType<typeof fakeEndpoints>
  /** Registers one; the shop that is answered knows of it, as every door does from then on. */
  register(events?: string[] | null, url?: string): Promise<{ id: string; secret: string }>
  /** The merchant as every door sees it after a change of its endpoints. */
  refresh(): Promise<void>
  hooks(status?: string): Promise<MessageRow[]>
}

/** A shop whose webhooks go to fake endpoints. */
export async function openHookedShop(
  handle: Handle,
  input: Record<string, unknown> = {},
  webhook?: WebhookChannel,
): Promise<HookedShop> {
  const endpoints = fakeEndpoints()
  const opened = await openShop(handle, input)
  const { channels } = opened.services
  const services = {
    ...opened.services,
    channels: { ...channels, webhook: webhook ?? endpoints.channel },
  }
  const shop: HookedShop = {
    ...shopOf(services, opened.merchant, opened),
    endpoints,
    async register(events = null, url = 'https://shop.example/hooks') {
      const made = await createEndpoint(services, opened.merchant, {
        input: { url, events, description: null },
        actor: 'test',
      })
      await shop.refresh()
      return { id: made.endpoint.id, secret: made.secret }
    },
    async refresh() {
      const merchant = await loadMerchant(services, opened.merchant.id)
      Object.assign(shop, shopOf(services, merchant, opened))
    },
    async hooks(status) {
      const rows = await handle.read
        .selectFrom('messages')
        .selectAll()
        .where('channel', '=', 'webhook')
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.filter((row) => status === undefined || row.status === status)
    },
  }
  return shop
}
