import { Hono } from 'hono'
import { readPromiseReport } from '../../operations/read-promise-report.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'
import { promiseReportQuery } from '../inputs.ts'
import { parseWith } from '../parse.ts'
import { promiseReportShape } from '../shapes/promise-report.ts'

/** What came of what was promised. */
export function reportRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .use('/v1/reports/*', merchants.require)
    .get('/v1/reports/promises', async (c) => {
      const query = parseWith(promiseReportQuery, c.req.query(), 'The query')
      return c.json(promiseReportShape(await readPromiseReport(services, c.var.merchant.id, query)))
    })
}
