import { Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { type ConsoleEnv, ROWS_PER_PAGE } from './console-env.ts'
import { suppressionsPath, withQuery } from './paths.ts'
import { SuppressionsPage } from './suppressions-page.tsx'

const asked = z.object({
  cursor: z.string().min(1).max(255).nullable().catch(null),
  address: z.string().trim().min(1).max(255).nullable().catch(null),
})
const NOTICES: ReadonlyMap<string, string> = new Map([
  ['lifted', 'It is written to again: its orders are planned by it at once.'],
  ['gone', 'It was taken back already.'],
])

/** Addresses that are not written to, and taking one back. */
export function suppressionRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/suppressions', async (c) => {
      const { cursor, address } = asked.parse(c.req.query())
      const input = { cursor, address, limit: ROWS_PER_PAGE }
      const found = await operations.listSuppressions(c.var.merchant.id, input)
      const notice = NOTICES.get(c.req.query('done') ?? '') ?? null
      return c.html(<SuppressionsPage place={c.var} {...{ cursor, address, found, notice }} />)
    })
    .post('/suppressions/:id/lift', async (c) => {
      const { merchant, user } = c.var
      const isLifted = await wasThere(
        operations.liftSuppression(merchant.id, c.req.param('id'), user.email),
      )
      const done = isLifted ? 'lifted' : 'gone'
      return c.redirect(withQuery(suppressionsPath(merchant.slug), { done }), 303)
    })
}

/** Two agents may press the same button: the second one is told so, on the list as it is then. */
async function wasThere(act: Promise<void>): Promise<boolean> {
  try {
    await act
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return false
    throw error
  }
}
