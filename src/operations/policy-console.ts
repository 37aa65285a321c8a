import { loadMerchant } from './merchants.ts'
import type { PolicyConsole } from './policy-console-types.ts'
import type { Services } from './services.ts'
import { policyVersionOf, putPolicy, readPolicyVersions } from './settings.ts'

const VERSIONS_SHOWN = 20

export function policyConsole(services: Services): PolicyConsole {
  return {
    async readPolicy(merchantId, { before }) {
      const { policy } = await loadMerchant(services, merchantId)
      const page = { before, limit: VERSIONS_SHOWN }
      const { rows: versions, next } = await readPolicyVersions(services, merchantId, page)
      return { policy, version: await policyVersionOf(services, merchantId), versions, next }
    },
    async savePolicy(merchantId, { policy, over, by }) {
      const merchant = await loadMerchant(services, merchantId)
      await putPolicy(services, merchant, policy, { actor: by, over })
    },
  }
}
