import { Hono } from 'hono'
import { brandInput } from '../../domain/brand.ts'
import { type ColorAdjustment, colorAdjustments } from '../../domain/brand-colors.ts'
import { policySchema } from '../../domain/policy.ts'
import { loadMerchant } from '../../operations/merchants.ts'
import type { Services } from '../../operations/services.ts'
import {
  policyVersionOf,
  putBrand,
  putPolicy,
  readPolicyVersions,
} from '../../operations/settings.ts'
import { simulatePolicy } from '../../operations/simulate-policy.ts'
import { simulationShape } from '../../operations/simulation-shape.ts'
import type { MerchantDoor } from '../bearer.ts'
import { readJson } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { simulationInput, versionsQuery } from '../inputs.ts'
import { parseWith } from '../parse.ts'

/** A merchant's settings. A PUT replaces the whole; a bad one is refused whole with its faults. */
export function settingsRoutes(services: Services, merchants: MerchantDoor) {
  const fresh = (merchantId: string) => loadMerchant(services, merchantId)

  return new Hono<HttpEnv>()
    .use('/v1/policy', merchants.require)
    .use('/v1/brand', merchants.require)
    .use('/v1/policy/*', merchants.require)
    .get('/v1/policy', async (c) => {
      const { id, policy } = await fresh(c.var.merchant.id)
      c.header('etag', tagOf(await policyVersionOf(services, id)))
      return c.json(policy)
    })
    .get('/v1/policy/versions', async (c) => {
      const { cursor, limit } = parseWith(versionsQuery, c.req.query(), 'The query')
      const page = { before: cursor, limit }
      const { rows, next } = await readPolicyVersions(services, c.var.merchant.id, page)
      return c.json({ data: rows, next_cursor: next === null ? null : String(next) })
    })
    .get('/v1/brand', async (c) => c.json((await fresh(c.var.merchant.id)).brand))
    .post('/v1/policy/simulate', async (c) => {
      const input = parseWith(simulationInput, await readJson(c), 'The simulation')
      const { from = null, to = null, ...query } = input
      const merchant = await fresh(c.var.merchant.id)
      return c.json(
        simulationShape(await simulatePolicy(services, merchant, { ...query, from, to })),
      )
    })
    .put('/v1/policy', async (c) => {
      const policy = parseWith(policySchema, await readJson(c), 'The policy')
      const put = await putPolicy(services, await fresh(c.var.merchant.id), policy)
      merchants.forget(c.var.merchant.id)
      c.header('etag', tagOf(put.version))
      return c.json(put.policy)
    })
    .put('/v1/brand', async (c) => {
      // An answer that is put again says what was adjusted then, which is no part of the brand.
      const { adjusted: _, ...brand } = parseWith(brandInput, await readJson(c), 'The brand')
      const put = await putBrand(services, c.var.merchant, brand)
      merchants.forget(c.var.merchant.id)
      return c.json({ ...put, adjusted: colorAdjustments(put).map(shapeAdjustment) })
    })
}

const shapeAdjustment = ({ ratioAfter, ...check }: ColorAdjustment) => ({
  ...check,
  ratio_after: ratioAfter,
})

/** Which version of the policy it is. */
const tagOf = (version: number) => `"${version}"`
