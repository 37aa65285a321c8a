import { Hono } from 'hono'
import { LOGO_BYTES_MAX } from '../../domain/picture.ts'
import { keepLogo } from '../../operations/keep-logo.ts'
import { loadMerchant } from '../../operations/merchants.ts'
import { checkOwnDomain, type OwnDomain, readOwnDomain } from '../../operations/own-domain.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import { readBytes } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'

/** A merchant's logo as a file; its own domain: what it has to set, and whether it is proven. */
export function brandRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .use('/v1/brand/*', merchants.require)
    .put('/v1/brand/logo', async (c) => {
      const brand = await keepLogo(services, c.var.merchant.id, await readBytes(c, LOGO_BYTES_MAX))
      merchants.forget(c.var.merchant.id)
      return c.json(brand)
    })
    .delete('/v1/brand/logo', async (c) => {
      const brand = await keepLogo(services, c.var.merchant.id, null)
      merchants.forget(c.var.merchant.id)
      return c.json(brand)
    })
    .get('/v1/brand/domain', async (c) => {
      const found = await readOwnDomain(services, await loadMerchant(services, c.var.merchant.id))
      return c.json(found && shapeOf(found))
    })
    .post('/v1/brand/domain/check', async (c) => {
      const merchant = await loadMerchant(services, c.var.merchant.id)
      return c.json(shapeOf(await checkOwnDomain(services, merchant)))
    })
}

const shapeOf = ({ domain, state, reason, checkedAt, record, target }: OwnDomain) => ({
  domain,
  state,
  reason,
  checked_at: checkedAt,
  records: [{ name: domain, type: 'CNAME' as const, value: target }, record],
})
