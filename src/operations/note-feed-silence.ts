import { listShopMessages, toStoredNotices } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import type { MessageRow } from '../db/schema.ts'
import { because } from '../domain/because.ts'
import type { Merchant } from '../domain/merchant.ts'
import {
  isEndpointNotice,
  type MailedNotice,
  type MerchantNotice,
  merchantFacts,
} from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import { planNotices } from '../domain/plan-notices.ts'
import { wantedOfShop } from './compose-notice.ts'
import { askEndpointAgain } from './note-endpoint-down.ts'
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
  const stored = toStoredNotices(await listShopMessages(db, merchant.id, 'feed.silent'))
  const { webhooks = [] } = merchant
  const context = { now, hasNotifyEmail: merchant.notifyEmail !== null, webhooks }
  const plan = planNotices(since ? [silentSince(since)] : [], stored, context)
  const wake = { before: null, at: null }
  await savePlan(services, db, merchant, NO_ORDER, { plans: [plan], wake, now })
}

/**
 * What is wanted of it, asked once more before its mail goes: the address may have been taken away,
 * or an endpoint be there instead.
 */
export async function askShopAgain(
  services: Services,
  db: Db,
  merchant: Merchant,
  row: MessageRow,
  now: Instant,
): Promise<MailedNotice | undefined> {
  if (isEndpointNotice(row.kind)) return askEndpointAgain(services, db, merchant, row, now)
  const since = row.key.slice(`${row.kind}:`.length)
  if (row.kind === 'feed.silent') await noteFeedSilence(services, db, merchant, { since, now })
  return wantedOfShop(row, merchant)
}

const silentSince = (since: Instant): MerchantNotice => ({
  kind: 'feed.silent',
  key: `feed.silent:${since}`,
  dueAt: since,
  why: `The shop sent events on most days, and none since ${since}.`,
  because: because('feed_silent', { since }),
  facts: merchantFacts({ since }),
})
