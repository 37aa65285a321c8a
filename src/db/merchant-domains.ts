import type { Db } from './open.ts'
import type { MerchantDomainsTable } from './schema-domains.ts'

/** The one domain that a merchant names: what it named before is anybody's again. */
export async function setDomain(db: Db, merchantId: string, domain: string | null) {
  await db
    .deleteFrom('merchant_domains')
    .where('merchant_id', '=', merchantId)
    .where('domain', '!=', domain ?? '')
    .execute()
  if (domain === null) return
  await db
    .insertInto('merchant_domains')
    .values({ domain, merchant_id: merchantId, proven_at: null, checked_at: null, reason: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findDomain(
  db: Db,
  merchantId: string,
  domain: string,
): Promise<MerchantDomainsTable | null> {
  const row = await db
    .selectFrom('merchant_domains')
    .selectAll()
    .where('domain', '=', domain)
    .where('merchant_id', '=', merchantId)
    .executeTakeFirst()
  return row ?? null
}

/** Who names a domain, and whose it is proven to be. */
export async function findHolders(
  db: Db,
  domain: string,
): Promise<{ merchantId: string; isProven: boolean }[]> {
  const rows = await db
    .selectFrom('merchant_domains')
    .select(['merchant_id', 'proven_at'])
    .where('domain', '=', domain)
    .limit(HOLDERS_MAX)
    // Proven first on both databases, wherever they put null.
    .orderBy((eb) => eb.case().when('proven_at', 'is', null).then(1).else(0).end())
    .execute()
  return rows.map((row) => ({ merchantId: row.merchant_id, isProven: row.proven_at !== null }))
}

const HOLDERS_MAX = 20

export async function noteDomainCheck(
  db: Db,
  { domain, merchantId }: { domain: string; merchantId: string },
  fields: Pick<MerchantDomainsTable, 'proven_at' | 'checked_at' | 'reason'>,
) {
  await db
    .updateTable('merchant_domains')
    .set(fields)
    .where('domain', '=', domain)
    .where('merchant_id', '=', merchantId)
    .execute()
}
