import { insertAudit } from '../db/audit.ts'
import { setBrand, setPolicy } from '../db/merchants.ts'
import { insertPolicyVersion, listPolicyVersions, type PolicyVersion } from '../db/policies.ts'
import { endWalksOf } from '../db/walks.ts'
import type { Brand } from '../domain/brand.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Policy } from '../domain/policy.ts'
import { withDrawnLogo } from './keep-logo.ts'
import { claimDomain } from './own-domain.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import { startWalk } from './start-walk.ts'

export type PutPolicy = { policy: Policy; version: number }
export type { PolicyVersion }

/** `over`: the version that it is to take the place of; where another holds by now it is refused. */
type PolicyPut = { actor?: string; over?: number | null }

const POLICY_WALK = { kind: 'policy', subject: '' }

/**
 * A merchant's cadence, in place of the one before, kept as its next version. In the same
 * transaction stands the walk that plans every order anew which it still matters to: all of them in
 * here would hold up everybody. A walk for a policy before it is over, since this one goes further.
 */
export async function putPolicy(
  services: Services,
  merchant: Merchant,
  policy: Policy,
  { actor = 'api', over = null }: PolicyPut = {},
): Promise<PutPolicy> {
  const put = await services.writer.write(async (db) => {
    await setPolicy(db, merchant.id, policy)
    const now = await timeOf(services, db, merchant)
    const version = await insertPolicyVersion(db, merchant.id, { at: now, actor, policy })
    if (over !== null && version - 1 > over) {
      const message = `Somebody has kept version ${version - 1} since version ${over} was read`
      throw new DomainError('conflict', message)
    }
    await insertAudit(db, merchant.id, {
      id: services.newId('aud', merchant.id),
      at: now,
      actor,
      action: 'policy.put',
      orderId: null,
      detail: JSON.stringify({ before: merchant.policy, after: policy }),
    })
    await endWalksOf(db, merchant.id, { ...POLICY_WALK, at: now })
    await startWalk(services, db, merchant, { ...POLICY_WALK, now })
    return { policy, version }
  })
  services.wake()
  return put
}

/** The number of the policy that holds. */
export async function policyVersionOf(services: Services, merchantId: string): Promise<number> {
  const page = { before: null, limit: 1 }
  return (await listPolicyVersions(services.read, merchantId, page))[0]?.version ?? 1
}

/** Every policy that ever held, newest first, a page at a time. */
export async function readPolicyVersions(
  services: Services,
  merchantId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ rows: PolicyVersion[]; next: number | null }> {
  const page = { before, limit: limit + 1 }
  const found = await listPolicyVersions(services.read, merchantId, page)
  const rows = found.slice(0, limit)
  return { rows, next: found.length > limit ? (rows.at(-1)?.version ?? null) : null }
}

/** A merchant's dress, in place of the one before. */
export async function putBrand(
  services: Services,
  merchant: Merchant,
  given: Brand,
): Promise<Brand> {
  const stored = merchant.brand.logo ?? null
  const brand = await withDrawnLogo(services, given, { stored, pointer: '/logo' })
  return services.writer.write(async (db) => {
    await claimDomain(services, db, merchant, brand.domain ?? null)
    await setBrand(db, merchant.id, brand)
    return brand
  })
}
