import type { Headers, Translation } from '../connector.ts'
import { shopifyHeader } from './headers.ts'
import { shortHash } from './make-event.ts'

/** What the headers of a delivery say beside its body. */
export type Delivery = {
  id: string
  topic: string
  shop: string | undefined
  /** A test order, or the sample that "Send test notification" sends. */
  isTest: boolean
  /** Of fixed width, so that it sorts as text; '-' where the header is missing. */
  triggeredAt: string
}

/** What one topic's payload says; the parts that it leaves out are empty. */
export type Said = Partial<Omit<Translation, 'deliveryId' | 'topic'>>

const HEADER_MAX = 100
const TRIGGERED = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/

/**
 * `X-Shopify-Event-Id` alone names a merchant's act, and one act can be told on several topics and
 * of several orders; so the topic and the body belong to the id. A retry carries the original
 * payload (shopify.dev, changelog of 2024-09-10) and therefore has the same id.
 */
export function readDelivery(raw: string, headers: Headers): Delivery {
  const read = (name: string) => shopifyHeader(headers, name)?.slice(0, HEADER_MAX)
  const topic = (read('topic') ?? '').trim().toLowerCase()
  const sender = read('event-id') ?? read('webhook-id') ?? 'no-id'
  return {
    id: `${topic}:${sender}:${shortHash(raw)}`,
    topic,
    shop: read('shop-domain'),
    isTest: read('test')?.toLowerCase() === 'true',
    triggeredAt: readTriggered(read('triggered-at')),
  }
}

function readTriggered(value = ''): string {
  const [, seconds, fraction = ''] = TRIGGERED.exec(value) ?? []
  return seconds ? `${seconds}.${fraction.padEnd(9, '0')}Z` : '-'
}
