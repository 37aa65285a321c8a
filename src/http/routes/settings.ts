import { Hono } from 'hono'
import { brandSchema } from '../../domain/brand.ts'
import { policySchema } from '../../domain/policy.ts'
import { loadMerchant } from '../../operations/merchants.ts'
import type { Services } from '../../operations/services.ts'
import { putBrand, putPolicy } from '../../operations/settings.ts'
import type { MerchantDoor } from '../bearer.ts'
import { readJson } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { parseWith } from '../parse.ts'

/** A merchant's settings. A PUT replaces the whole; a bad one is refused whole with its faults. */
export function settingsRoutes(services: Services, merchants: MerchantDoor) {
  const fresh = (merchantId: string) => loadMerchant(services, merchantId)

  return new Hono<HttpEnv>()
    .use('/v1/policy', merchants.require)
    .use('/v1/brand', merchants.require)
    .get('/v1/policy', async (c) => c.json((await fresh(c.var.merchant.id)).policy))
    .get('/v1/brand', async (c) => c.json((await fresh(c.var.merchant.id)).brand))
    .put('/v1/policy', async (c) => {
      const policy = parseWith(policySchema, await readJson(c), 'The policy')
      const put = await putPolicy(services, await fresh(c.var.merchant.id), policy)
      merchants.forget(c.var.merchant.id)
      return c.json(put)
    })
    .put('/v1/brand', async (c) => {
      const brand = parseWith(brandSchema, await readJson(c), 'The brand')
      const put = await putBrand(services, c.var.merchant, brand)
      merchants.forget(c.var.merchant.id)
      return c.json(put)
    })
}
