import { Hono } from 'hono'
import { loadMessage } from '../../operations/read-message.ts'
import { resendMessage } from '../../operations/resend-message.ts'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'
import { shapeListedMessage, shapeMessage } from '../shapes/message.ts'

export function messageRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>()
    .get('/v1/messages/:message_id', merchants.require, async (c) =>
      c.json(shapeMessage(await loadMessage(services, c.var.merchant, c.req.param('message_id')))),
    )
    .post('/v1/messages/:message_id/resend', merchants.require, async (c) => {
      const { merchant } = c.var
      const asked = { id: c.req.param('message_id'), by: 'api' }
      return c.json(shapeListedMessage(await resendMessage(services, merchant, asked)), 201)
    })
}
