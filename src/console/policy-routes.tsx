import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { ConsoleEnv } from './console-env.ts'
import { policyPath, withQuery } from './paths.ts'
import { type PolicyDraft, type PolicyFaults, readPolicyForm } from './policy-form.ts'
import { PolicyPage } from './policy-page.tsx'

const VERSION_MAX = 1_000_000_000
const versionNumber = z.coerce.number().int().min(1).max(VERSION_MAX)
const asked = z.object({ before: versionNumber.nullable().catch(null) })

type Shown = {
  draft?: PolicyDraft
  faults?: PolicyFaults
  refusal?: string | null
  notice?: string | null
}

/** What customers hear while they wait: read in words, set by a form, refused as the API refuses. */
export function policyRoutes(operations: ConsoleOperations) {
  const show = async (c: Context<ConsoleEnv>, shown: Shown) => {
    const { before } = asked.parse({ before: c.req.query('before') ?? null })
    const view = await operations.readPolicy(c.var.merchant.id, { before })
    const { draft = null, faults = new Map(), refusal = null, notice = null } = shown
    const page = <PolicyPage place={c.var} {...{ view, draft, faults, refusal, notice }} />
    const status = refusal !== null ? 409 : faults.size > 0 ? 422 : 200
    return c.html(page, status)
  }

  return new Hono<ConsoleEnv>()
    .get('/policy', (c) => show(c, { notice: c.req.query('done') === 'saved' ? SAVED : null }))
    .post('/policy', async (c) => {
      const { id, slug } = c.var.merchant
      const typed = await c.req.parseBody({ all: true })
      const { policy: stored } = await operations.readPolicy(id, { before: null })
      const { draft, policy, faults } = readPolicyForm(stored, typed)
      if (!policy) return show(c, { draft, faults })
      const over = versionNumber.safeParse(typed.over)
      try {
        const save = { policy, over: over.data ?? 0, by: c.var.user.email }
        await operations.savePolicy(id, save)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
        return show(c, { draft, refusal: error.message })
      }
      return c.redirect(withQuery(policyPath(slug), { done: 'saved' }), 303)
    })
}

const SAVED = 'Kept. Orders that wait are planned anew by it.'
