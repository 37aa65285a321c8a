import { type Context, Hono } from 'hono'
import { DomainError } from '../../domain/error.ts'
import {
  createConnection,
  type FindConnector,
  receiveDelivery,
} from '../../operations/connections.ts'
import type { Services } from '../../operations/services.ts'
import { isAdmin, type MerchantDoor } from '../bearer.ts'
import { readBytes, readJson } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { connectionInput } from '../inputs.ts'
import { parseWith } from '../parse.ts'
import { readEvents, recordBody } from '../read-events.ts'

type Doors = { merchants: MerchantDoor; adminToken: string | null; findConnector: FindConnector }

/** The installation's own accounts belong to no merchant; a merchant's bearer makes the merchant's. */
export function connectionRoutes(services: Services, doors: Doors) {
  const { merchants, adminToken, findConnector } = doors
  const ownerOf = async (c: Context) => (isAdmin(c, adminToken) ? '' : (await merchants.find(c)).id)

  return new Hono<HttpEnv>()
    .post('/v1/connections', async (c) => {
      const owner = await ownerOf(c)
      const input = parseWith(connectionInput, await readJson(c), 'The connection')
      if (!findConnector(input.connector)) throw unknownConnector()
      return c.json(await createConnection(services, owner, input), 201)
    })
    .post('/webhooks/:connector/:connection_id', async (c) => {
      const max = findConnector(c.req.param('connector'))?.bodyMaxBytes
      const raw = await readBytes(c, max)
      const received = await receiveDelivery(services, findConnector, {
        connector: c.req.param('connector'),
        connectionId: c.req.param('connection_id'),
        raw,
        headers: (name) => c.req.header(name),
        search: new URL(c.req.url).search,
      })
      if (received.answer !== 'events') {
        const { answer, own } = received
        return own ? c.body(own.body, 200, { 'content-type': own.type }) : c.json({ answer })
      }
      const body = readEvents(raw, c.req.header('content-type'))
      return c.json(
        { results: await recordBody(services, received.merchant, body, 'standard') },
        202,
      )
    })
}

const unknownConnector = () =>
  new DomainError('invalid', 'The connection is not valid', [
    { pointer: '/connector', message: 'is none of the connectors of this installation' },
  ])
