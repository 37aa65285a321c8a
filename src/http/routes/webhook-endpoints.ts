import { Hono } from 'hono'
import { ALL_TYPES } from '../../domain/webhook.ts'
import type { Services } from '../../operations/services.ts'
import {
  pingEndpoint,
  readDeliveries,
  replayEndpoint,
} from '../../operations/webhook-deliveries.ts'
import {
  changeEndpoint,
  createEndpoint,
  type EndpointChange,
  loadEndpoint,
  readEndpoints,
  removeEndpoint,
  rotateSecret,
} from '../../operations/webhook-endpoints.ts'
import type { MerchantDoor } from '../bearer.ts'
import { parseJson, readJson, readText } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { parseWith } from '../parse.ts'
import { shapeMessage } from '../shapes/message.ts'
import { shapeDelivery, shapeEndpoint } from '../shapes/webhook-endpoint.ts'
import {
  deliveriesQuery,
  endpointInput,
  endpointPatch,
  endpointPut,
  replayInput,
} from '../webhook-inputs.ts'

const BASE = '/v1/webhook_endpoints'
const actor = 'api'

/** Where a merchant hears our own events, and how that goes. */
export const webhookEndpointRoutes = (services: Services, merchants: MerchantDoor) =>
  new Hono<HttpEnv>()
    .use(BASE, merchants.require)
    .use(`${BASE}/*`, merchants.require)
    .route('/', settingRoutes(services, merchants))
    .route('/', deliveryRoutes(services))

function settingRoutes(services: Services, merchants: MerchantDoor) {
  /** What is planned looks at the merchant: this process is to see the change at once. */
  const change = async (
    merchant: HttpEnv['Variables']['merchant'],
    id: string,
    to: EndpointChange,
  ) => {
    const endpoint = await changeEndpoint(services, merchant, { id, change: to, actor })
    merchants.forget(merchant.id)
    return shapeEndpoint(endpoint)
  }

  return new Hono<HttpEnv>()
    .get(BASE, async (c) => {
      const endpoints = await readEndpoints(services, c.var.merchant)
      return c.json({ data: endpoints.map(shapeEndpoint), next_cursor: null })
    })
    .post(BASE, async (c) => {
      const { url, events, description = null } = parseWith(endpointInput, await readJson(c), WHAT)
      const input = { url, events: typesOf(events), description }
      const made = await createEndpoint(services, c.var.merchant, { input, actor })
      merchants.forget(c.var.merchant.id)
      return c.json({ ...shapeEndpoint(made.endpoint), secret: made.secret }, 201)
    })
    .get(`${BASE}/:endpoint_id`, async (c) =>
      c.json(
        shapeEndpoint(await loadEndpoint(services, c.var.merchant, c.req.param('endpoint_id'))),
      ),
    )
    .put(`${BASE}/:endpoint_id`, async (c) => {
      const {
        events,
        description = null,
        ...rest
      } = parseWith(endpointPut, await readJson(c), WHAT)
      const to = { ...rest, events: typesOf(events), description }
      return c.json(await change(c.var.merchant, c.req.param('endpoint_id'), to))
    })
    .patch(`${BASE}/:endpoint_id`, async (c) => {
      const given = parseWith(endpointPatch, await readJson(c), WHAT)
      const { events, url, description, enabled } = given
      const to = {
        ...(url !== undefined && { url }),
        ...(events !== undefined && { events: typesOf(events) }),
        ...(description !== undefined && { description }),
        ...(enabled !== undefined && { enabled }),
      }
      return c.json(await change(c.var.merchant, c.req.param('endpoint_id'), to))
    })
    .delete(`${BASE}/:endpoint_id`, async (c) => {
      await removeEndpoint(services, c.var.merchant, { id: c.req.param('endpoint_id'), actor })
      merchants.forget(c.var.merchant.id)
      return c.body(null, 204)
    })
}

function deliveryRoutes(services: Services) {
  return new Hono<HttpEnv>()
    .post(`${BASE}/:endpoint_id/rotate_secret`, async (c) => {
      const id = c.req.param('endpoint_id')
      const { secret, oldSecretUntil } = await rotateSecret(services, c.var.merchant, { id, actor })
      return c.json({ id, secret, old_secret_until: oldSecretUntil })
    })
    .post(`${BASE}/:endpoint_id/test`, async (c) =>
      c.json(
        shapeMessage(await pingEndpoint(services, c.var.merchant, c.req.param('endpoint_id'))),
      ),
    )
    .get(`${BASE}/:endpoint_id/deliveries`, async (c) => {
      const query = parseWith(deliveriesQuery, c.req.query(), 'The query')
      const id = c.req.param('endpoint_id')
      const { rows, nextCursor } = await readDeliveries(services, c.var.merchant, id, query)
      return c.json({ data: rows.map(shapeDelivery), next_cursor: nextCursor })
    })
    .post(`${BASE}/:endpoint_id/replay`, async (c) => {
      const text = await readText(c)
      const given = text.trim() === '' ? {} : parseJson(text)
      const { message_id: messageId = null } = parseWith(replayInput, given, 'The replay')
      const asked = { id: c.req.param('endpoint_id'), messageId, actor }
      const { replayed, isAll } = await replayEndpoint(services, c.var.merchant, asked)
      return c.json({ replayed, has_more: !isAll }, 202)
    })
}

const WHAT = 'The webhook endpoint'

/** Null is every type. */
const typesOf = (events: readonly string[] | null | undefined): string[] | null =>
  !events || events.includes(ALL_TYPES) ? null : [...new Set(events)]
