import { Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { type ConsoleEnv, ROWS_PER_PAGE } from './console-env.ts'
import { MessagePage } from './message-page.tsx'
import { OutboxPage } from './outbox-page.tsx'
import { messagePath, undeliveredPath, withQuery } from './paths.ts'
import { MESSAGE_POLICY } from './security.ts'
import { UndeliveredPage } from './undelivered-page.tsx'

const asked = z.object({
  cursor: z.string().min(1).max(1024).nullable().catch(null),
  message: z.string().min(1).max(255).nullable().catch(null),
})

const AGAIN = 'It goes again, as it is true today: the new one stands on the page of its order.'

export function messageRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/outbox', async (c) => {
      const { id } = c.var.merchant
      const { cursor, message } = asked.parse(c.req.query())
      const outbox = await operations.listOutbox(id, { cursor, limit: ROWS_PER_PAGE })
      const first = message ?? outbox.rows[0]?.messageId ?? null
      const shown = first === null ? null : await operations.loadMessageView(id, first)
      return c.html(<OutboxPage place={c.var} cursor={cursor} outbox={outbox} shown={shown} />)
    })
    .get('/undelivered', async (c) => {
      const { cursor } = asked.parse(c.req.query())
      const input = { cursor, limit: ROWS_PER_PAGE }
      const found = await operations.listUndelivered(c.var.merchant.id, input)
      return c.html(<UndeliveredPage place={c.var} cursor={cursor} found={found} />)
    })
    .post('/messages/:messageId/resend', async (c) => {
      const { id, slug } = c.var.merchant
      const messageId = c.req.param('messageId')
      const { from } = await c.req.parseBody()
      await operations.sendAgain(id, messageId, c.var.user.email)
      const shown = withQuery(messagePath(slug, messageId), { done: 'again' })
      return c.redirect(from === 'message' ? shown : undeliveredPath(slug), 303)
    })
    .get('/messages/:messageId', async (c) => {
      const message = await operations.loadMessageView(c.var.merchant.id, c.req.param('messageId'))
      const notice = c.req.query('done') === 'again' ? AGAIN : null
      return c.html(<MessagePage place={c.var} message={message} notice={notice} />)
    })
    .get('/messages/:messageId/mail', async (c) => {
      const { html } = await operations.loadMessageView(c.var.merchant.id, c.req.param('messageId'))
      if (html === null) throw new DomainError('not_found', 'This message has no HTML')
      return c.html(html, 200, { 'content-security-policy': MESSAGE_POLICY })
    })
}
