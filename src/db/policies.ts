import { sql } from 'kysely'
import type { Policy } from '../domain/policy.ts'
import { storedPolicy } from '../domain/policy.ts'
import type { Db } from './open.ts'

export type PolicyVersion = { version: number; at: string; actor: string; policy: Policy }

/**
 * Keeps a policy as the merchant's next version, and says which. The merchant's row must have been
 * written in this transaction before: of two at once, the second waits there, and then counts on.
 */
export async function insertPolicyVersion(
  db: Db,
  merchantId: string,
  { at, actor, policy }: Omit<PolicyVersion, 'version'>,
): Promise<number> {
  const { version } = await db
    .insertInto('policy_versions')
    .columns(['merchant_id', 'version', 'at', 'actor', 'policy'])
    .expression((eb) =>
      eb
        .selectFrom('policy_versions')
        .where('merchant_id', '=', merchantId)
        .select([
          sql<string>`cast(${merchantId} as text)`.as('merchant_id'),
          sql<number>`coalesce(max(version), 0) + 1`.as('version'),
          sql<string>`cast(${at} as text)`.as('at'),
          sql<string>`cast(${actor} as text)`.as('actor'),
          sql<string>`cast(${JSON.stringify(policy)} as text)`.as('policy'),
        ]),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Newest first; `before` is the last version of the page before. */
export async function listPolicyVersions(
  db: Db,
  merchantId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<PolicyVersion[]> {
  const rows = await db
    .selectFrom('policy_versions')
    .select(['version', 'at', 'actor', 'policy'])
    .where('merchant_id', '=', merchantId)
    .$if(before !== null, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, policy: storedPolicy(JSON.parse(row.policy)) }))
}
