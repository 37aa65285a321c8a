import { listShopMessages, toStoredNotices } from '../db/messages.ts'
import type { Db } from '../db/open.ts'
import type { MessageRow } from '../db/schema.ts'
import { findEndpoint } from '../db/webhook-endpoints.ts'
import { because, readBecause } from '../domain/because.ts'
import type { Merchant } from '../domain/merchant.ts'
import {
  type EndpointNoticeKind,
  isEndpointNotice,
  type MailedNotice,
  type MerchantNotice,
  merchantFacts,
} from '../domain/merchant-notice.ts'
import type { Instant } from '../domain/order.ts'
import { planNotices } from '../domain/plan-notices.ts'
import { savePlan } from './save-plan.ts'
import type { Services } from './services.ts'

/** The messages of the shop itself, which are of no order. */
const NO_ORDER = ''

type Down = { kind: EndpointNoticeKind; endpointId: string; since: Instant; now: Instant }

/**
 * Tells the merchant by mail, once each time, that an endpoint is turned off or takes nothing. By
 * mail whatever other endpoints there are: who looks after them is not who reads this. Called in the
 * transaction that finds it out, after it has written the endpoint's row: there two wait for each
 * other, so the second sees what the first has planned.
 */
export async function noteEndpointDown(services: Services, db: Db, merchant: Merchant, down: Down) {
  const { kind, endpointId, since } = down
  const notice: MerchantNotice = {
    kind,
    key: `${kind}:${endpointId}:${since}`,
    dueAt: down.now,
    why:
      kind === 'endpoint.disabled'
        ? `The endpoint ${endpointId} answered 410 Gone, so it is turned off.`
        : `The endpoint ${endpointId} has taken nothing since ${since}: an event is parked.`,
    because: because(kind.replace('.', '_'), { endpoint: endpointId, since }),
    facts: merchantFacts({ since }),
  }
  await plan(services, db, merchant, { key: notice.key, kind, wanted: [notice], now: down.now })
}

/**
 * What is wanted of it as its mail goes: nothing where somebody has turned the endpoint on again or
 * taken it away, or where it has taken events since.
 */
export async function askEndpointAgain(
  services: Services,
  db: Db,
  merchant: Merchant,
  row: MessageRow,
  now: Instant,
): Promise<MailedNotice | undefined> {
  const { kind, key, due_at: dueAt, why } = row
  if (!isEndpointNotice(kind)) return undefined
  const [, endpointId = '', ...rest] = key.split(':')
  const since = rest.join(':')
  const endpoint = await findEndpoint(db, merchant.id, endpointId)
  const isDown =
    kind === 'endpoint.disabled'
      ? endpoint?.status === 'disabled'
      : endpoint?.status === 'enabled' && endpoint.failures > 0
  if (!endpoint || !isDown) {
    await plan(services, db, merchant, { key, kind, wanted: [], now })
    return undefined
  }
  // Its host alone: a path or a query may hold a key.
  const told = readBecause(row.because) ?? because(kind.replace('.', '_'), { since })
  const facts = merchantFacts({ since, endpoint: new URL(endpoint.url).host })
  const status = merchant.notifyEmail === null ? 'held' : 'planned'
  return { kind, key, dueAt, why, because: told, facts, channel: 'notify', status }
}

async function plan(
  services: Services,
  db: Db,
  merchant: Merchant,
  {
    key,
    kind,
    wanted,
    now,
  }: { key: string; kind: EndpointNoticeKind; wanted: MerchantNotice[]; now: Instant },
) {
  const all = toStoredNotices(await listShopMessages(db, merchant.id, kind))
  // Those of other endpoints are none of its business: left out of what is wanted, they would go.
  const stored = all.filter((one) => one.key === key)
  const hasNotifyEmail = merchant.notifyEmail !== null
  const found = planNotices(wanted, stored, { now, hasNotifyEmail, webhooks: [] })
  const wake = { before: null, at: null }
  await savePlan(services, db, merchant, NO_ORDER, { plans: [found], wake, now })
}
