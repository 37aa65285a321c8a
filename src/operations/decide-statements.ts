import type { EventSource } from '../db/events.ts'
import type { Db } from '../db/open.ts'
import { findOrder } from '../db/orders.ts'
import type { MerchantEvent } from '../domain/event.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { type Decided, isImported } from '../domain/own-event.ts'
import { type SkuSetting, settingsFor } from '../domain/sku-setting.ts'
import { decideBuffers } from './decide-buffers.ts'
import type { Services } from './services.ts'

/**
 * What is decided of the dates that an event states, or leaves to the merchant's settings, as it is
 * recorded. Null where there is nothing to decide, as for most events.
 */
export async function decideStatements(
  services: Services,
  db: Db,
  merchant: Merchant,
  event: MerchantEvent,
  { source, now }: { source: EventSource; now: Instant },
): Promise<Decided | null> {
  const settings = await decideSettings(db, merchant, event, { source, now })
  const buffers = await decideBuffers(services, db, merchant, event, { settings, now })
  if (!settings && !buffers) return null
  return { ...(buffers && { buffers }), ...(settings && { settings }) }
}

/**
 * Not of an import: it was placed before the page said what it says now. What Shopify leaves unsaid
 * is filled last of all, for the same delivery may say that it has shipped.
 */
async function decideSettings(
  db: Db,
  { id, policy }: Merchant,
  event: MerchantEvent,
  { source, now }: { source: EventSource; now: Instant },
): Promise<Record<string, SkuSetting> | null> {
  if (Object.keys(policy.sku_backorders).length === 0 || !('order_id' in event.data)) return null
  if (isImported({ ...event, receivedAt: now })) return null
  const isNew = event.type === 'order.placed'
  const known = isNew ? null : await findOrder(db, id, String(event.data.order_id))
  const lines = new Map(known?.state.lines.map((line) => [line.id, line] as const))
  return settingsFor(event, policy, { lines, fills: source !== 'shopify' })
}
