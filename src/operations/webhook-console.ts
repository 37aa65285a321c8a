import { findOrderNumbers } from '../db/orders.ts'
import type { MessageRow } from '../db/schema.ts'
import { listAttempts } from '../db/sent.ts'
import { listDeliveries } from '../db/webhook-messages.ts'
import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { MessageStatus } from '../domain/message.ts'
import { eventsOf } from '../domain/webhook.ts'
import { loadMerchant } from './merchants.ts'
import type { Services } from './services.ts'
import type { WebhookConsole, WebhookRow, WebhooksView } from './webhook-console-types.ts'
import {
  DELIVERY_STATUSES,
  pingEndpoint,
  replayEndpoint,
  replayMessage,
} from './webhook-deliveries.ts'
import { type EndpointView, readEndpoints } from './webhook-endpoints.ts'

const PARKED_SHOWN_MAX = 50
const LATEST_SHOWN_MAX = 30

/** The part of what the support pages may ask that is about endpoints. */
export const webhookConsole = (services: Services): WebhookConsole => ({
  listWebhooks: (merchantId) => listWebhooks(services, merchantId),
  async pingWebhook(merchantId, { endpointId }) {
    const merchant = await loadMerchant(services, merchantId)
    const { message, attempts } = await pingEndpoint(services, merchant, endpointId)
    const detail = attempts.at(-1)?.detail ?? null
    return { delivered: message.status === 'delivered', detail }
  },
  async replayWebhooks(merchantId, { by: actor, ...asked }) {
    const merchant = await loadMerchant(services, merchantId)
    return 'messageId' in asked
      ? replayMessage(services, merchant, { ...asked, actor })
      : replayEndpoint(services, merchant, { id: asked.endpointId, messageId: null, actor })
  },
})

async function listWebhooks(services: Services, merchantId: string): Promise<WebhooksView> {
  const merchant = await loadMerchant(services, merchantId)
  const endpoints = await readEndpoints(services, merchant)
  const rowsOf = async (statuses: readonly MessageStatus[], limit: number) => {
    const found = await Promise.all(
      endpoints.map(({ id: endpointId }) =>
        listDeliveries(services.read, merchantId, { endpointId, statuses, before: null, limit }),
      ),
    )
    const newest = (a: MessageRow, b: MessageRow) => (a.id < b.id ? 1 : -1)
    const rows = found.flat().sort(newest).slice(0, limit)
    return withNumbers(services, merchantId, { endpoints, rows })
  }
  return {
    endpoints: endpoints.map((endpoint) => ({ ...endpoint, events: eventsOf(endpoint) })),
    parked: (await rowsOf(['failed'], PARKED_SHOWN_MAX)).filter(({ kind }) => kind !== 'ping'),
    latest: await rowsOf(DELIVERY_STATUSES, LATEST_SHOWN_MAX),
  }
}

async function withNumbers(
  { read }: Services,
  merchantId: string,
  { endpoints, rows }: { endpoints: EndpointView[]; rows: MessageRow[] },
): Promise<WebhookRow[]> {
  const orderIds = [...new Set(rows.map(({ order_id }) => order_id).filter(Boolean))]
  const numbers = await findOrderNumbers(read, merchantId, orderIds)
  return Promise.all(
    rows.map(async (row) => {
      const { id: messageId, order_id: orderId, key, status } = row
      const endpoint = endpoints.find(({ id }) => key.startsWith(id))
      const attempts = status === 'delivered' ? [] : await listAttempts(read, merchantId, messageId)
      return {
        messageId,
        endpointId: endpoint?.id ?? '',
        url: endpoint?.url ?? '',
        kind: row.kind as MerchantNoticeKind,
        orderId: orderId || null,
        orderNumber: numbers.get(orderId) ?? orderId,
        status: status as MessageStatus,
        at: row.sent_at ?? row.due_at,
        detail: attempts.findLast(({ detail }) => detail !== null)?.detail ?? null,
      }
    }),
  )
}
