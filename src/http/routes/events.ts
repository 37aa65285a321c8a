import { Hono } from 'hono'
import type { Services } from '../../operations/services.ts'
import type { MerchantDoor } from '../bearer.ts'
import { readBytes } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { readEvents, recordBody } from '../read-events.ts'

/** Merchants post here. 202 means durable, with the messages that it causes; nothing is sent inside a request. */
export function eventRoutes(services: Services, merchants: MerchantDoor) {
  return new Hono<HttpEnv>().post('/v1/events', merchants.require, async (c) => {
    const body = readEvents(await readBytes(c), c.req.header('content-type'))
    return c.json({ results: await recordBody(services, c.var.merchant, body) }, 202)
  })
}
