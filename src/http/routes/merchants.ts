import { Hono } from 'hono'
import { merchantInput } from '../../domain/merchant-input.ts'
import { createMerchant } from '../../operations/merchants.ts'
import type { Services } from '../../operations/services.ts'
import { adminDoor } from '../bearer.ts'
import { readJson } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { parseWith } from '../parse.ts'
import { shapeMerchant } from '../shapes/merchant.ts'

/** The admin API: the installation's own token, and no merchant's. */
export function merchantRoutes(services: Services, adminToken: string | null) {
  return new Hono<HttpEnv>().post('/v1/merchants', adminDoor(adminToken), async (c) => {
    const input = parseWith(merchantInput, await readJson(c), 'The merchant')
    const { merchant, apiKey, signingSecret } = await createMerchant(services, input)
    const shown = shapeMerchant(merchant, services.clock.now())
    return c.json({ ...shown, api_key: apiKey, signing_secret: signingSecret }, 201)
  })
}
