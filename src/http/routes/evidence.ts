import { type Context, Hono } from 'hono'
import {
  type EvidenceFile,
  makeEvidenceJson,
  makeEvidencePdf,
} from '../../operations/evidence-files.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'

/** What a merchant hands in at a dispute, as data and as a document. */
export function evidenceRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .get('/v1/orders/:order_id/evidence.json', merchants.require, async (c) => {
      const file = await makeEvidenceJson(services, c.var.merchant, c.req.param('order_id'))
      return sendFile(c, file, 'application/json')
    })
    .get('/v1/orders/:order_id/evidence.pdf', merchants.require, async (c) => {
      const file = await makeEvidencePdf(services, c.var.merchant, c.req.param('order_id'))
      return sendFile(c, file, 'application/pdf')
    })
}

const sendFile = (c: Context, { name, bytes }: EvidenceFile, type: string) =>
  c.body(bytes, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  })
