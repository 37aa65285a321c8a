import { Hono } from 'hono'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { ConsoleEnv } from './console-env.ts'
import { webhooksPath, withQuery } from './paths.ts'
import { WebhooksPage } from './webhooks-page.tsx'

/** Where a merchant hears our own events: how that goes, and by hand what did not. */
export function webhookRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/webhooks', async (c) => {
      const view = await operations.listWebhooks(c.var.merchant.id)
      const notice = NOTICES.get(c.req.query('done') ?? '') ?? null
      return c.html(<WebhooksPage place={c.var} view={view} notice={notice} />)
    })
    .post('/webhooks/messages/:messageId/replay', async (c) => {
      const { merchant, user } = c.var
      const asked = { messageId: c.req.param('messageId'), by: user.email }
      const done = await orRefused(operations.replayWebhooks(merchant.id, asked))
      return c.redirect(donePath(merchant.slug, done ? 'replayed' : 'refused'), 303)
    })
    .post('/webhooks/:endpointId/replay', async (c) => {
      const { merchant, user } = c.var
      const asked = { endpointId: c.req.param('endpointId'), by: user.email }
      const done = await orRefused(operations.replayWebhooks(merchant.id, asked))
      return c.redirect(donePath(merchant.slug, done ? 'replayed' : 'refused'), 303)
    })
    .post('/webhooks/:endpointId/test', async (c) => {
      const { merchant } = c.var
      const asked = { endpointId: c.req.param('endpointId') }
      const done = await orRefused(operations.pingWebhook(merchant.id, asked))
      const word = done === null ? 'refused' : done.delivered ? 'answered' : 'unanswered'
      return c.redirect(donePath(merchant.slug, word), 303)
    })
}

const donePath = (slug: string, done: string) => withQuery(webhooksPath(slug), { done })

/** Null where it no longer can be done: the page that follows shows how it stands. */
async function orRefused<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return null
    throw error
  }
}

const NOTICES: ReadonlyMap<string, string> = new Map([
  ['replayed', 'It goes again, the oldest first; how it went stands below.'],
  ['answered', 'The endpoint took the test event.'],
  ['unanswered', 'The endpoint did not take the test event; why stands below.'],
  ['refused', 'That cannot be done as it stands now.'],
])
