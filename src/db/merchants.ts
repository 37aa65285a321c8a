import type { Selectable } from 'kysely'
import { readBrand } from '../domain/brand.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { TemplatesInUse } from '../domain/own-template.ts'
import { storedPolicy } from '../domain/policy.ts'
import { readOnce } from '../lib/read-once.ts'
import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { MerchantsTable } from './schema.ts'

export type NewMerchant = Merchant & {
  signingSecretSealed: string
  apiKeyHash: string
  createdAt: string
}

/** False where somebody else took the slug: then nothing was written. */
export async function insertMerchant(db: Db, merchant: NewMerchant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('merchants')
    .values({
      id: merchant.id,
      slug: merchant.slug,
      name: merchant.name,
      mode: merchant.mode,
      time_zone: merchant.timeZone,
      country: merchant.country,
      locale: merchant.locale,
      sender: JSON.stringify(merchant.sender),
      notify_email: merchant.notifyEmail,
      brand: JSON.stringify(merchant.brand),
      policy: JSON.stringify(merchant.policy),
      clock_at: merchant.clock?.at ?? null,
      clock_running_since: merchant.clock?.runningSince ?? null,
      publishable_key: merchant.publishableKey,
      signing_secret: merchant.signingSecretSealed,
      created_at: merchant.createdAt,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) return false

  await insertApiKey(db, merchant.id, merchant.apiKeyHash, merchant.createdAt)
  return true
}

/** Another key for a merchant; the same one again changes nothing. */
export async function insertApiKey(db: Db, merchantId: string, keyHash: string, createdAt: string) {
  await db
    .insertInto('api_keys')
    .values({ merchant_id: merchantId, key_hash: keyHash, created_at: createdAt, revoked_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findMerchant(db: Db, id: string): Promise<Merchant | null> {
  const [row] = (await selectMerchant(db, id)).rows
  return row ? toMerchant(row) : null
}

const selectMerchant = compileOnce((db, id: string) =>
  db.selectFrom('merchants').selectAll().where('id', '=', id),
)

export async function findMadeAt(db: Db, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('merchants')
    .select('created_at')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.created_at ?? null
}

export async function findMerchantBySlug(db: Db, slug: string): Promise<Merchant | null> {
  const row = await db
    .selectFrom('merchants')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row ? toMerchant(row) : null
}

/** With the number of its policy: who asks by a key may remember the answer for a while. */
export async function findMerchantByKey(
  db: Db,
  merchantId: string,
  keyHash: string,
): Promise<Merchant | null> {
  const row = await db
    .selectFrom('merchants')
    .innerJoin('api_keys', 'api_keys.merchant_id', 'merchants.id')
    .selectAll('merchants')
    .select(({ selectFrom }) =>
      selectFrom('policy_versions')
        .select(({ fn }) => fn.max<number>('version').as('version'))
        .where('merchant_id', '=', merchantId)
        .as('policy_version'),
    )
    .where('api_keys.merchant_id', '=', merchantId)
    .where('api_keys.key_hash', '=', keyHash)
    .where('api_keys.revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { ...toMerchant(row), policyVersion: row.policy_version ?? 0 } : null
}

/** Slugs that begin with one: to find the next free number behind a name. */
export async function findSlugsLike(db: Db, slug: string): Promise<string[]> {
  const rows = await db
    .selectFrom('merchants')
    .select('slug')
    .where('slug', '>=', slug)
    .where('slug', '<', `${slug}-~`)
    .limit(SLUGS_MAX)
    .execute()
  return rows.map((row) => row.slug)
}

/** Test merchants whose clock runs on by itself: the worker looks after each with its own time. */
export async function listRunningMerchants(db: Db): Promise<Merchant[]> {
  const rows = await db
    .selectFrom('merchants')
    .selectAll()
    .where('clock_running_since', 'is not', null)
    .limit(RUNNING_MAX)
    .execute()
  return rows.map(toMerchant)
}

/**
 * Merchants that send from one of these addresses or numbers; a number may also be the
 * installation's own, which serves all that name none.
 */
export async function listMerchantsOfSender(
  db: Db,
  senders: readonly string[],
): Promise<Merchant[]> {
  const wanted = new Set(senders.slice(0, SENDERS_MAX))
  if (wanted.size === 0) return []
  const isNumber = [...wanted].some((sender) => sender.startsWith('+'))
  const rows = await db.selectFrom('merchants').selectAll().limit(MERCHANTS_MAX).execute()
  return rows.map(toMerchant).filter(({ sender: { email, smsFrom } }) => {
    if (smsFrom === null) return isNumber || wanted.has(email.toLowerCase())
    return wanted.has(smsFrom) || wanted.has(email.toLowerCase())
  })
}

const SENDERS_MAX = 50
/** An installation with more shops gives each a connection of its own. */
const MERCHANTS_MAX = 1_000

export async function setClock(db: Db, id: string, at: string, runningSince: string | null) {
  await db
    .updateTable('merchants')
    .set({ clock_at: at, clock_running_since: runningSince })
    .where('id', '=', id)
    .execute()
}

export async function setPolicy(db: Db, id: string, policy: Merchant['policy']) {
  await db
    .updateTable('merchants')
    .set({ policy: JSON.stringify(policy) })
    .where('id', '=', id)
    .execute()
}

export async function setBrand(db: Db, id: string, brand: Merchant['brand']) {
  await db
    .updateTable('merchants')
    .set({ brand: JSON.stringify(brand) })
    .where('id', '=', id)
    .execute()
}

const SLUGS_MAX = 10_000
const RUNNING_MAX = 100

const brandOf = readOnce((text) => readBrand(JSON.parse(text)))
const templatesOf = readOnce((text) => JSON.parse(text) as TemplatesInUse)
const readPolicy = readOnce((text) => storedPolicy(JSON.parse(text)))

function toMerchant(row: Selectable<MerchantsTable>): Merchant {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    mode: row.mode,
    timeZone: row.time_zone,
    country: row.country,
    locale: row.locale,
    sender: JSON.parse(row.sender),
    notifyEmail: row.notify_email,
    brand: brandOf(row.brand),
    policy: readPolicy(row.policy),
    clock: row.clock_at ? { at: row.clock_at, runningSince: row.clock_running_since } : null,
    publishableKey: row.publishable_key,
    webhooks: JSON.parse(row.webhooks),
    templates: templatesOf(row.templates),
  }
}
