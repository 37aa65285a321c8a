import { Hono } from 'hono'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { ConsoleEnv } from './console-env.ts'

const TYPES = { pdf: 'application/pdf', json: 'application/json' } as const

/** What to hand in at a dispute, to be downloaded from the page of its order. */
export function evidenceRoutes(operations: ConsoleOperations) {
  const routes = new Hono<ConsoleEnv>()
  for (const kind of ['pdf', 'json'] as const) {
    routes.get(`/orders/:orderId/evidence.${kind}`, async (c) => {
      const orderId = c.req.param('orderId')
      const { name, bytes } = await operations.makeEvidence(c.var.merchant.id, orderId, kind)
      return c.body(bytes, 200, {
        'content-type': TYPES[kind],
        'content-disposition': `attachment; filename="${name}"`,
      })
    })
  }
  return routes
}
