import { listOrderMessages, toStoredNotices } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import type { Merchant } from '../domain/merchant.ts'
import { type MerchantNotice, merchantFacts } from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import { planNotices } from '../domain/plan-notices.ts'
import { savePlan } from './save-plan.ts'
import type { Services } from './services.ts'

/** The messages of the shop itself, which are of no order. */
const NO_ORDER = ''

/**
 * Tells the merchant, once, that its feed looks dead since `since`; null takes back what has not
 * gone out yet. Called where that is found out, in its transaction: asked again it changes nothing.
 */
export async function noteFeedSilence(
  services: Services,
  db: Db,
  merchant: Merchant,
  { since, now }: { since: Instant | null; now: Instant },
) {
  const stored = toStoredNotices(await listOrderMessages(db, merchant.id, NO_ORDER))
  const context = { now, hasNotifyEmail: merchant.notifyEmail !== null }
  const plan = planNotices(since ? [silentSince(since)] : [], stored, context)
  await savePlan(services, db, merchant, NO_ORDER, [plan], now)
}

const silentSince = (since: Instant): MerchantNotice => ({
  kind: 'feed.silent',
  key: `feed.silent:${since}`,
  dueAt: since,
  why: `The shop sent events on most days, and none since ${since}.`,
  facts: merchantFacts({ since }),
})
