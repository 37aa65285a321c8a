import { insertAudit } from '../db/audit.ts'
import { setBrand, setPolicy } from '../db/merchants.ts'
import type { Brand } from '../domain/brand.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { Policy } from '../domain/policy.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'

/** A merchant's cadence, in place of the one before; what is planned follows at its next look. */
export function putPolicy(services: Services, merchant: Merchant, policy: Policy): Promise<Policy> {
  return services.writer.write(async (db) => {
    await setPolicy(db, merchant.id, policy)
    const at = await timeOf(services, db, merchant)
    const id = services.newId('aud', merchant.id)
    const detail = JSON.stringify({ before: merchant.policy, after: policy })
    await insertAudit(db, merchant.id, {
      id,
      at,
      actor: 'api',
      action: 'policy.put',
      orderId: null,
      detail,
    })
    return policy
  })
}

export function putBrand(services: Services, merchant: Merchant, brand: Brand): Promise<Brand> {
  return services.writer.write(async (db) => {
    await setBrand(db, merchant.id, brand)
    return brand
  })
}
