import { type Context, Hono } from 'hono'
import { DomainError } from '../../domain/error.ts'
import { answerCancellation, cancelOrder } from '../../operations/cancel-order.ts'
import { closeInquiry, reopenInquiry } from '../../operations/close-inquiry.ts'
import { findOrders, listMessages, loadOrder } from '../../operations/read-orders.ts'
import { revokeOrderLinks } from '../../operations/revoke-links.ts'
import type { Services } from '../../operations/services.ts'
import { writeLetter } from '../../operations/write-letter.ts'
import type { MerchantDoor } from '../bearer.ts'
import { parseJson, readJson, readText } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import {
  cancelInput,
  cancellationAnswerInput,
  letterInput,
  messagesQuery,
  orderQuery,
} from '../inputs.ts'
import { parseWith } from '../parse.ts'
import { shapeListedMessage } from '../shapes/message.ts'
import { shapeOrder, shapeSummary } from '../shapes/order.ts'

/** What the merchant reads of orders, and does to them. */
export function orderRoutes(services: Services, merchants: MerchantDoor) {
  const shown = async (c: Context<HttpEnv>) =>
    shapeOrder(await loadOrder(services, c.var.merchant, orderIdOf(c)))

  return new Hono<HttpEnv>()
    .use('/v1/orders/*', merchants.require)
    .get('/v1/orders', async (c) => {
      const query = parseWith(orderQuery, givenQuery(c), 'The query')
      const { rows, nextCursor } = await findOrders(services, c.var.merchant, query)
      return c.json({ data: rows.map(shapeSummary), next_cursor: nextCursor })
    })
    .get('/v1/orders/:order_id', async (c) => c.json(await shown(c)))
    .get('/v1/orders/:order_id/messages', async (c) => {
      const { cursor, limit } = parseWith(messagesQuery, c.req.query(), 'The query')
      const page = { cursor, limit: limit + 1 }
      const found = await listMessages(services, c.var.merchant, orderIdOf(c), page)
      const rows = found.slice(0, limit)
      const next = found.length > limit ? (rows.at(-1)?.message.id ?? null) : null
      return c.json({ data: rows.map(shapeListedMessage), next_cursor: next })
    })
    .post('/v1/orders/:order_id/messages', async (c) => {
      const input = parseWith(letterInput, await readJson(c), 'The message')
      const { text, subject = null, inquiry_id: inquiryId = null } = input
      const letter = { text, subject, inquiryId, by: 'api' }
      const message = await writeLetter(services, c.var.merchant, orderIdOf(c), letter)
      return c.json(shapeListedMessage(message), 201)
    })
    .post('/v1/orders/:order_id/cancel', async (c) => {
      const input = parseWith(cancelInput, await readOptionalJson(c), 'The cancellation')
      const { result } = await cancelOrder(services, c.var.merchant, orderIdOf(c), {
        scope: input.scope ?? 'all',
        lines: input.lines?.map(({ id, quantity }) => ({ id, quantity: quantity ?? null })) ?? null,
        reason: input.reason ?? null,
        waitlist: input.waitlist ?? false,
        by: 'merchant',
        actor: 'api',
      })
      return c.json({ result, order: await shown(c) })
    })
    .post('/v1/orders/:order_id/cancellation', async (c) => {
      const input = parseWith(cancellationAnswerInput, await readOptionalJson(c), 'The answer')
      const { answer, reason = null } = input
      const act = { answer, reason, actor: 'api' }
      await answerCancellation(services, c.var.merchant, orderIdOf(c), act)
      return c.json(await shown(c))
    })
    .post('/v1/orders/:order_id/inquiries/:inquiry_id/close', async (c) => {
      const act = { inquiryId: c.req.param('inquiry_id'), actor: 'api' }
      return c.json(await closeInquiry(services, c.var.merchant, orderIdOf(c), act))
    })
    .post('/v1/orders/:order_id/inquiries/:inquiry_id/reopen', async (c) => {
      const act = { inquiryId: c.req.param('inquiry_id'), actor: 'api' }
      return c.json(await reopenInquiry(services, c.var.merchant, orderIdOf(c), act))
    })
    .post('/v1/orders/:order_id/link/revoke', async (c) => {
      const by = { actor: 'api' }
      const revoked = await revokeOrderLinks(services, c.var.merchant, orderIdOf(c), by)
      return c.json({ revoked })
    })
}

const ORDER_ID_MAX = 255

/** What no order can be called is not asked of the database: PostgreSQL has no text with a NUL. */
function orderIdOf(c: Context): string {
  const orderId = c.req.param('order_id') ?? ''
  if (orderId.length > ORDER_ID_MAX || orderId.includes('\0')) {
    throw new DomainError('not_found', 'There is no such order')
  }
  return orderId
}

/** `?status=` means that it is not set. */
const givenQuery = (c: Context) =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))

/** Every field of these bodies may be left out, and so may the body. */
async function readOptionalJson(c: Context): Promise<unknown> {
  const text = await readText(c)
  return text.trim() === '' ? {} : parseJson(text)
}
