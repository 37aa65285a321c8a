import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations, OrderRow, Page } from '../operations/console-types.ts'
import { CancelPage, REASON_MAX } from './cancel-page.tsx'
import { type ConsoleEnv, ROWS_PER_PAGE } from './console-env.ts'
import { CLOSED_NOTICE } from './inquiries-page.tsx'
import { LinkPage } from './link-page.tsx'
import { OrderPage } from './order-page.tsx'
import { OrdersPage, type Search } from './orders-page.tsx'
import { orderPath, withQuery } from './paths.ts'

const search = z.object({
  q: z.string().trim().max(255).catch(''),
  status: z
    .enum(['open', 'partially_shipped', 'shipped', 'delivered', 'cancelled'])
    .nullable()
    .catch(null),
  look: z.literal('1').nullable().catch(null),
  cursor: z.string().min(1).max(1024).nullable().catch(null),
})
/** How many entries the page of a timeline leaves below it. */
const asOf = z.object({ before: z.coerce.number().int().positive().nullable().catch(null) })
const cancellation = z.object({
  scope: z.enum(['all', 'waiting']),
  reason: z.string().trim().max(REASON_MAX).catch(''),
})

export function orderRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/', async (c) => {
      const { look, ...typed } = search.parse(c.req.query())
      const asked = { ...typed, needsLook: look !== null }
      const found = await operations.searchOrders(c.var.merchant.id, {
        ...asked,
        limit: ROWS_PER_PAGE,
      })
      const only = findOnlyMatch(asked, found)
      if (only) return c.redirect(orderPath(c.var.merchant.slug, only.orderId))
      return c.html(<OrdersPage place={c.var} search={asked} found={found} />)
    })
    .get('/orders/:orderId', async (c) => {
      const view = await operations.loadSupportView(c.var.merchant.id, c.req.param('orderId'))
      const notice = NOTICES.get(c.req.query('done') ?? '') ?? null
      const { before } = asOf.parse(c.req.query())
      return c.html(<OrderPage place={c.var} view={view} notice={notice} before={before} />)
    })
    .get('/orders/:orderId/cancel', (c) => showCancel(c, c.req.param('orderId')))
    .post('/orders/:orderId/cancel', async (c) => {
      const orderId = c.req.param('orderId')
      const chosen = cancellation.safeParse(await c.req.parseBody())
      if (!chosen.success)
        return showCancel(c, orderId, { status: 422, said: 'Choose what is cancelled.' })

      const { scope, reason } = chosen.data
      const act = { scope, reason: reason || null, by: c.var.user.email }
      try {
        await operations.cancelOrder(c.var.merchant.id, orderId, act)
      } catch (error) {
        if (error instanceof DomainError && error.code === 'conflict') {
          return showCancel(c, orderId, { status: 409, said: error.message })
        }
        throw error
      }
      return c.redirect(
        withQuery(orderPath(c.var.merchant.slug, orderId), { done: 'cancelled' }),
        303,
      )
    })
    .get('/orders/:orderId/link', async (c) => {
      const view = await operations.loadSupportView(c.var.merchant.id, c.req.param('orderId'))
      return c.html(<LinkPage place={c.var} view={view} />)
    })
    .post('/orders/:orderId/link', async (c) => {
      const orderId = c.req.param('orderId')
      await operations.revokeLink(c.var.merchant.id, orderId, c.var.user.email)
      return c.redirect(
        withQuery(orderPath(c.var.merchant.slug, orderId), { done: 'revoked' }),
        303,
      )
    })

  async function showCancel(c: Context<ConsoleEnv>, orderId: string, fault?: Fault) {
    const view = await operations.loadSupportView(c.var.merchant.id, orderId)
    const page = <CancelPage place={c.var} view={view} fault={fault?.said ?? null} />
    return c.html(page, fault?.status ?? 200)
  }
}

type Fault = { status: 409 | 422; said: string }

const NOTICES: ReadonlyMap<string, string> = new Map([
  [
    'cancelled',
    'The cancellation is recorded. What the customer is told of it stands in the timeline.',
  ],
  [
    'revoked',
    'No link that was sent opens the order any more. The next message carries a new one.',
  ],
  ['declined', 'The no is recorded, and the customer is told of it with your reason.'],
  ['kept', 'The customer’s yes is recorded with your name. The order goes on waiting.'],
  ['closed', CLOSED_NOTICE],
  ['reopened', 'The question is open again, and its time runs on from when it came.'],
  ['written', 'It is on its way; how it went stands in the timeline.'],
])

/** A full order number is asked for to see that order: the list between is a click for nothing. */
function findOnlyMatch({ q, status, needsLook, cursor }: Search, found: Page<OrderRow>) {
  const [only] = found.rows
  if (!only || found.rows.length > 1 || found.nextCursor || status || needsLook || cursor)
    return null
  return bare(only.orderNumber) === bare(q) ? only : null
}

const bare = (number: string) => number.replace(/^#/, '').toLowerCase()
