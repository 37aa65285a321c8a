import { Hono } from 'hono'
import { z } from 'zod'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { ConsoleEnv } from './console-env.ts'
import { FeedbackPage } from './feedback-page.tsx'

const asked = z.object({ by: z.enum(['month', 'carrier']).catch('month') })

export function feedbackRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>().get('/feedback', async (c) => {
    const { by } = asked.parse(c.req.query())
    const report = await operations.readFeedbackReport(c.var.merchant.id, { by })
    return c.html(<FeedbackPage place={c.var} report={report} />)
  })
}
