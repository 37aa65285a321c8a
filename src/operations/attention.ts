import { listFeedHours } from '../db/feed.ts'
import type { OrderRecord } from '../db/orders.ts'
import { type Attention, attentionOf } from '../domain/attention.ts'
import type { CadenceContext } from '../domain/cadence/context.ts'
import { feedSilentSince } from '../domain/feed.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import { isWaiting, type OrderState } from '../domain/order.ts'
import { awaitsFeed } from '../domain/timed-decision.ts'
import { asHeard } from './heard-order.ts'
import type { Services } from './services.ts'
import { cadenceContext } from './settle-order.ts'

/** What waits for a person, of an order that somebody looks at: only read, nothing is settled. */
export async function readAttention(
  services: Services,
  merchant: Merchant,
  { state, contact }: Pick<OrderRecord, 'state' | 'contact'>,
): Promise<Attention> {
  const now = merchantNow(merchant, services.clock.now())
  const context = cadenceContext(merchant, contact, now)
  const order = isWaiting(state) ? await asHeard(services.read, merchant.id, state) : state
  return attentionOf(order, await asFed(services, merchant, order, context))
}

/** Whether the feed looks dead is asked only where a wait would end but for that. */
async function asFed(
  { read }: Services,
  merchant: Merchant,
  order: OrderState,
  context: CadenceContext,
): Promise<CadenceContext> {
  if (!awaitsFeed(order, context)) return context
  const since = feedSilentSince(await listFeedHours(read, merchant.id), context.now, merchant)
  return { ...context, feedSilentSince: since }
}
