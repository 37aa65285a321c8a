import { Hono } from 'hono'
import { readFeedbackReport } from '../../operations/read-feedback-report.ts'
import { readPromiseReport } from '../../operations/read-promise-report.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'
import { feedbackReportQuery, promiseReportQuery } from '../inputs.ts'
import { parseWith } from '../parse.ts'
import { feedbackReportShape } from '../shapes/feedback-report.ts'
import { promiseReportShape } from '../shapes/promise-report.ts'

/** What came of what was promised. */
export function reportRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .use('/v1/reports/*', merchants.require)
    .get('/v1/reports/feedback', async (c) => {
      const query = parseWith(feedbackReportQuery, c.req.query(), 'The query')
      const report = await readFeedbackReport(services, c.var.merchant.id, query)
      return c.json(feedbackReportShape(report))
    })
    .get('/v1/reports/promises', async (c) => {
      const query = parseWith(promiseReportQuery, c.req.query(), 'The query')
      return c.json(promiseReportShape(await readPromiseReport(services, c.var.merchant.id, query)))
    })
}
