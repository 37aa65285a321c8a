import { insertAudit } from '../db/audit.ts'
import type { Db } from '../db/open.ts'
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  lockEndpoints,
  saveEndpoint,
  saveSecrets,
} from '../db/webhook-endpoints.ts'
import { countParked, wakeWaiting } from '../db/webhook-messages.ts'
import { DomainError, type Fault } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Instant } from '../domain/order.ts'
import { ENDPOINTS_MAX, typesFrom, type WebhookEndpoint } from '../domain/webhook.ts'
import { randomToken, seal } from '../lib/crypto.ts'
import { merchantOf } from '../lib/id.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'

export type EndpointView = WebhookEndpoint & { parked: number }
/** `events` null is every type, also one that is added some day. */
export type EndpointInput = { url: string; events: string[] | null; description: string | null }
export type EndpointChange = Partial<EndpointInput> & { enabled?: boolean }

/** How far parked events are counted. */
export const PARKED_COUNTED_MAX = 1_000
/** So long a secret that was replaced signs beside the new one. */
const OLD_SECRET_HOURS = 24
/** A signature more for each, in one header; whoever rotates more often loses the oldest. */
export const OLD_SECRETS_MAX = 4
const SECRET_BYTES = 32

/**
 * Registers an endpoint, which hears what happens from now on. Its secret is shown this once. Throws
 * `conflict` where the merchant has as many as it may have.
 */
export async function createEndpoint(
  services: Services,
  merchant: Merchant,
  { input, actor }: { input: EndpointInput; actor: string },
): Promise<{ endpoint: EndpointView; secret: string }> {
  refuseUrl(services, input.url)
  const secret = newSecret()
  const endpoint = await services.writer.write(async (db) => {
    await lockEndpoints(db, merchant.id)
    const others = await listEndpoints(db, merchant.id)
    if (others.length >= ENDPOINTS_MAX)
      throw new DomainError('conflict', `A merchant has at most ${ENDPOINTS_MAX} endpoints`)
    const now = await timeOf(services, db, merchant)
    const made: WebhookEndpoint = {
      id: services.newId('whe', merchant.id),
      url: input.url,
      description: input.description,
      types: typesFrom(input.events, {}, now),
      status: 'enabled',
      disabledWhy: null,
      createdAt: now,
      updatedAt: now,
      failures: 0,
      failingSince: null,
      pausedUntil: null,
    }
    await insertEndpoint(db, merchant.id, made, seal(secret, services.secrets))
    await trace(services, db, merchant, { actor, act: 'created', endpoint: made, now })
    return made
  })
  return { endpoint: { ...endpoint, parked: 0 }, secret }
}

export async function readEndpoints(
  { read }: Services,
  { id: merchantId }: Merchant,
): Promise<EndpointView[]> {
  const endpoints = await listEndpoints(read, merchantId)
  return Promise.all(
    endpoints.map(async (endpoint) => ({
      ...endpoint,
      parked: await countParked(read, merchantId, endpoint.id, PARKED_COUNTED_MAX),
    })),
  )
}

/** Throws `not_found`. */
export async function loadEndpoint(
  { read }: Services,
  merchant: Merchant,
  id: string,
): Promise<EndpointView> {
  const endpoint = await findOwn(read, merchant, id)
  const parked = await countParked(read, merchant.id, id, PARKED_COUNTED_MAX)
  return { ...endpoint, parked }
}

/** Changes what is named and leaves the rest. What is turned on again hears what happens from then. */
export async function changeEndpoint(
  services: Services,
  merchant: Merchant,
  { id, change, actor }: { id: string; change: EndpointChange; actor: string },
): Promise<EndpointView> {
  if (change.url !== undefined) refuseUrl(services, change.url)
  await services.writer.write(async (db) => {
    await lockEndpoints(db, merchant.id)
    const before = await findOwn(db, merchant, id)
    const now = await timeOf(services, db, merchant)
    const endpoint = changed(before, change, now)
    await saveEndpoint(db, merchant.id, endpoint)
    await trace(services, db, merchant, { actor, act: 'changed', endpoint, now })
    // What waits is looked at now: at the new address, or to be withdrawn.
    await wakeWaiting(db, { merchantId: merchant.id, endpointId: id, now })
  })
  services.wake()
  return loadEndpoint(services, merchant, id)
}

function changed(
  before: WebhookEndpoint,
  { url, events, description, enabled }: EndpointChange,
  now: Instant,
): WebhookEndpoint {
  const isTurnedOn = enabled === true && before.status === 'disabled'
  const taken = events === undefined ? before.types : typesFrom(events, before.types, now)
  const types = isTurnedOn
    ? Object.fromEntries(Object.keys(taken).map((type) => [type, now]))
    : taken
  const isNewStart = isTurnedOn || (url !== undefined && url !== before.url)
  return {
    ...before,
    types,
    url: url ?? before.url,
    description: description === undefined ? before.description : description,
    ...(enabled === undefined ? {} : { status: enabled ? 'enabled' : 'disabled' }),
    ...(enabled === undefined ? {} : { disabledWhy: enabled ? null : 'Turned off.' }),
    ...(isNewStart && { failures: 0, failingSince: null, pausedUntil: null }),
    updatedAt: now,
  }
}

export async function removeEndpoint(
  services: Services,
  merchant: Merchant,
  { id, actor }: { id: string; actor: string },
): Promise<void> {
  await services.writer.write(async (db) => {
    await lockEndpoints(db, merchant.id)
    const endpoint = await findOwn(db, merchant, id)
    const now = await timeOf(services, db, merchant)
    await deleteEndpoint(db, merchant.id, id)
    await trace(services, db, merchant, { actor, act: 'removed', endpoint, now })
    await wakeWaiting(db, { merchantId: merchant.id, endpointId: id, now })
  })
  services.wake()
}

/**
 * A new secret, shown this once; the one before it signs beside it for a day. So does the one before
 * that, if its day is not over: who rotates twice in an hour, for the first new one went to the wrong
 * place, has a receiver that still knows neither.
 */
export async function rotateSecret(
  services: Services,
  merchant: Merchant,
  { id, actor }: { id: string; actor: string },
): Promise<{ secret: string; oldSecretUntil: Instant }> {
  const secret = newSecret()
  const systemNow = services.clock.now()
  const until = new Date(systemNow.getTime() + OLD_SECRET_HOURS * 3_600_000).toISOString()
  await services.writer.write(async (db) => {
    await lockEndpoints(db, merchant.id)
    const endpoint = await findOwn(db, merchant, id)
    const now = await timeOf(services, db, merchant)
    await saveSecrets(db, merchant.id, id, {
      secret: seal(secret, services.secrets),
      old: [
        { secret: endpoint.secrets.secret, until },
        ...endpoint.secrets.old.filter((one) => one.until > systemNow.toISOString()),
      ].slice(0, OLD_SECRETS_MAX),
    })
    await trace(services, db, merchant, { actor, act: 'secret_rotated', endpoint, now })
  })
  return { secret, oldSecretUntil: until }
}

/** What else a path may hold, a NUL for one, is not asked of the database. */
export async function findOwn(db: Db, merchant: Merchant, id: string) {
  const isOwn = /^whe_\w{1,64}$/.test(id) && merchantOf(id) === merchant.id
  const endpoint = isOwn ? await findEndpoint(db, merchant.id, id) : null
  if (!endpoint) throw new DomainError('not_found', `There is no webhook endpoint ${id}`)
  return endpoint
}

function refuseUrl({ channels }: Services, url: string) {
  const message = channels.webhook.refuse(url)
  if (message === null) return
  const faults: Fault[] = [{ pointer: '/url', message }]
  throw new DomainError('invalid', 'The webhook endpoint is not valid', faults)
}

/** As Standard Webhooks writes a symmetric secret: 24 to 64 bytes of chance in base64. */
const newSecret = () =>
  `whsec_${Buffer.from(randomToken(SECRET_BYTES), 'base64url').toString('base64')}`

type Traced = { actor: string; act: string; endpoint: WebhookEndpoint; now: Instant }

export const trace = (
  services: Services,
  db: Db,
  merchant: Merchant,
  { actor, act, endpoint: { id, url, types, status }, now }: Traced,
) =>
  insertAudit(db, merchant.id, {
    id: services.newId('aud', merchant.id),
    at: now,
    actor,
    action: `webhook_endpoint.${act}`,
    orderId: null,
    detail: JSON.stringify({ id, url, events: Object.keys(types), status }),
  })
