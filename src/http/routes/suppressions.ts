import { Hono } from 'hono'
import {
  liftSuppression,
  readSuppressions,
  type Suppression,
} from '../../operations/lift-suppression.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'
import { suppressionQuery } from '../inputs.ts'
import { parseWith } from '../parse.ts'

const BASE = '/v1/suppressions'

/** Addresses that must not be written to: what was given up, and taking one back by hand. */
export const suppressionRoutes = (services: Services, merchants: MerchantDoor) =>
  new Hono<HttpEnv>()
    .use(BASE, merchants.require)
    .use(`${BASE}/*`, merchants.require)
    .get(BASE, async (c) => {
      const query = parseWith(suppressionQuery, c.req.query(), 'The query')
      const { rows, nextCursor } = await readSuppressions(services, c.var.merchant, query)
      return c.json({ data: rows.map(shapeSuppression), next_cursor: nextCursor })
    })
    .delete(`${BASE}/:suppression_id`, async (c) => {
      const id = c.req.param('suppression_id')
      await liftSuppression(services, c.var.merchant, { id, actor: 'api' })
      return c.body(null, 204)
    })

const shapeSuppression = ({ orderId, messageId, ...rest }: Suppression) => ({
  ...rest,
  order_id: orderId,
  message_id: messageId,
})
