import { createHmac } from 'node:crypto'
import { findConnector } from '../../src/connectors/index.ts'
import { createConnection, receiveDelivery } from '../../src/operations/connections.ts'
import { headersOf } from '../connectors/shopify/support.ts'
import type { Shop } from './shop.ts'

const SECRET = 'the client secret of an app'
type Body = Record<string, unknown>

/** The connection of a Shopify shop, to which deliveries are made as Shopify signs them. */
export async function connectShopify({ services, merchant }: Shop) {
  const { id, url } = await createConnection(services, merchant.id, {
    connector: 'shopify',
    secret: SECRET,
  })
  let count = 0
  const send = (raw: string | Uint8Array, headers: Record<string, string>, connectionId = id) =>
    receiveDelivery(services, findConnector, {
      connector: 'shopify',
      connectionId,
      raw: Buffer.from(raw),
      headers: headersOf(headers),
    })

  return {
    id,
    url,
    send,
    /** What happened to it: stored, ignored, or known already. */
    async deliver(topic: string, body: Body | string, headers: Record<string, string> = {}) {
      count += 1
      const raw = typeof body === 'string' ? body : JSON.stringify(body)
      const own = {
        'x-shopify-topic': topic,
        'x-shopify-webhook-id': `webhook-${count}`,
        'x-shopify-shop-domain': 'fern.myshopify.com',
        'x-shopify-hmac-sha256': signed(raw),
      }
      return (await send(raw, { ...own, ...headers })).answer
    },
  }
}

export const signed = (raw: string | Uint8Array) =>
  createHmac('sha256', SECRET).update(raw).digest('base64')
