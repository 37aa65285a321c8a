import type { Selectable } from 'kysely'
import { subscriptionsOf, type WebhookEndpoint } from '../domain/webhook.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { WebhookEndpointsTable } from './schema-webhooks.ts'

/** Sealed; each of `old` signs beside it until its moment, the newest first. */
export type EndpointSecrets = { secret: string; old: { secret: string; until: string }[] }

/** Everything that changes which endpoints there are goes one after the other, by this row. */
export async function lockEndpoints(db: Db, merchantId: string) {
  if (!isPostgres(db)) return
  await db
    .selectFrom('merchants')
    .select('id')
    .where('id', '=', merchantId)
    .forNoKeyUpdate()
    .execute()
}

export async function listEndpoints(db: Db, merchantId: string): Promise<WebhookEndpoint[]> {
  const rows = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .orderBy('id')
    .execute()
  return rows.map(toEndpoint)
}

export async function findEndpoint(
  db: Db,
  merchantId: string,
  id: string,
): Promise<(WebhookEndpoint & { secrets: EndpointSecrets }) | null> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const secrets = { secret: row.secret, old: JSON.parse(row.old_secrets) }
  return { ...toEndpoint(row), secrets }
}

export async function insertEndpoint(
  db: Db,
  merchantId: string,
  endpoint: WebhookEndpoint,
  sealedSecret: string,
) {
  await db
    .insertInto('webhook_endpoints')
    .values({
      merchant_id: merchantId,
      id: endpoint.id,
      url: endpoint.url,
      description: endpoint.description,
      types: JSON.stringify(endpoint.types),
      status: endpoint.status,
      disabled_why: endpoint.disabledWhy,
      secret: sealedSecret,
      old_secrets: '[]',
      created_at: endpoint.createdAt,
      updated_at: endpoint.updatedAt,
      failures: endpoint.failures,
      failing_since: endpoint.failingSince,
      paused_until: endpoint.pausedUntil,
    })
    .execute()
  await refreshSubscriptions(db, merchantId)
}

/** What its merchant set. */
export async function saveEndpoint(db: Db, merchantId: string, endpoint: WebhookEndpoint) {
  const { url, description, types, status, disabledWhy, updatedAt } = endpoint
  await db
    .updateTable('webhook_endpoints')
    .set({
      url,
      description,
      types: JSON.stringify(types),
      status,
      disabled_why: disabledWhy,
      updated_at: updatedAt,
      failures: endpoint.failures,
      failing_since: endpoint.failingSince,
      paused_until: endpoint.pausedUntil,
    })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', endpoint.id)
    .execute()
  await refreshSubscriptions(db, merchantId)
}

/** How its attempts go; no plan of an order looks at that. */
export async function saveHealth(
  db: Db,
  merchantId: string,
  {
    id,
    failures,
    failingSince,
    pausedUntil,
  }: Pick<WebhookEndpoint, 'id' | 'failures' | 'failingSince' | 'pausedUntil'>,
) {
  await db
    .updateTable('webhook_endpoints')
    .set({ failures, failing_since: failingSince, paused_until: pausedUntil })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
}

export async function saveSecrets(
  db: Db,
  merchantId: string,
  id: string,
  { secret, old }: EndpointSecrets,
) {
  await db
    .updateTable('webhook_endpoints')
    .set({ secret, old_secrets: JSON.stringify(old) })
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
}

export async function deleteEndpoint(db: Db, merchantId: string, id: string) {
  await db
    .deleteFrom('webhook_endpoints')
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .execute()
  await refreshSubscriptions(db, merchantId)
}

/** The merchant's own row says what its orders need to know. */
async function refreshSubscriptions(db: Db, merchantId: string) {
  const webhooks = JSON.stringify(subscriptionsOf(await listEndpoints(db, merchantId)))
  await db.updateTable('merchants').set({ webhooks }).where('id', '=', merchantId).execute()
}

const toEndpoint = (row: Selectable<WebhookEndpointsTable>): WebhookEndpoint => ({
  id: row.id,
  url: row.url,
  description: row.description,
  types: JSON.parse(row.types),
  status: row.status,
  disabledWhy: row.disabled_why,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  failures: row.failures,
  failingSince: row.failing_since,
  pausedUntil: row.paused_until,
})
