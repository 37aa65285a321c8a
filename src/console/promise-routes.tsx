import { Hono } from 'hono'
import { z } from 'zod'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { ConsoleEnv } from './console-env.ts'
import { PromisesPage } from './promises-page.tsx'

const asked = z.object({ by: z.enum(['supplier', 'sku', 'month']).catch('supplier') })

export function promiseRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>().get('/promises', async (c) => {
    const { by } = asked.parse(c.req.query())
    const report = await operations.readPromiseReport(c.var.merchant.id, { by })
    return c.html(<PromisesPage place={c.var} report={report} />)
  })
}
