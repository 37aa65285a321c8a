import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { AnswerPage } from './answer-page.tsx'
import { REASON_MAX } from './cancel-page.tsx'
import type { ConsoleEnv } from './console-env.ts'
import { inquiriesPath, orderPath, withQuery } from './paths.ts'

const answering = z.object({
  answer: z.enum(['accept', 'decline', 'keep']),
  about: z.string().min(1).max(255),
  reason: z.string().trim().max(REASON_MAX).catch(''),
})

/** From the list of questions one goes back to it: the next one waits there. */
const closing = z.object({ back: z.literal('list').nullable().catch(null) })

/** What is done about an order that waits for a person. */
export function attentionRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/orders/:orderId/answer', (c) => showAnswer(c, c.req.param('orderId')))
    .post('/orders/:orderId/answer', async (c) => {
      const orderId = c.req.param('orderId')
      const given = answering.safeParse(await c.req.parseBody())
      if (!given.success) return showAnswer(c, orderId, { status: 422, said: 'Choose an answer.' })

      try {
        await record(c, orderId, given.data)
      } catch (error) {
        if (error instanceof DomainError && error.code === 'conflict')
          return showAnswer(c, orderId, { status: 409, said: `${error.message}.` })
        throw error
      }
      const path = orderPath(c.var.merchant.slug, orderId)
      return c.redirect(withQuery(path, { done: DONE[given.data.answer] }), 303)
    })
    .post('/orders/:orderId/inquiries/:inquiryId/close', async (c) => {
      const { orderId, inquiryId } = c.req.param()
      const { merchant, user } = c.var
      const { back } = closing.parse(await c.req.parseBody())
      await operations.closeInquiry(merchant.id, orderId, inquiryId, user.email)
      const done = back
        ? withQuery(inquiriesPath(merchant.slug), { done: 'closed', order: orderId })
        : withQuery(orderPath(merchant.slug, orderId), { done: 'closed' })
      return c.redirect(done, 303)
    })
    .post('/orders/:orderId/inquiries/:inquiryId/reopen', async (c) => {
      const { orderId, inquiryId } = c.req.param()
      const { merchant, user } = c.var
      await operations.reopenInquiry(merchant.id, orderId, inquiryId, user.email)
      return c.redirect(withQuery(orderPath(merchant.slug, orderId), { done: 'reopened' }), 303)
    })

  async function record(
    c: Context<ConsoleEnv>,
    orderId: string,
    { answer, about, reason }: z.infer<typeof answering>,
  ) {
    const by = c.var.user.email
    const merchantId = c.var.merchant.id
    if (answer === 'keep') return operations.keepOrder(merchantId, orderId, by)
    // A reason beside a yes is one that was typed before it: nobody reads it.
    const told = answer === 'decline' ? reason || null : null
    return operations.answerCancellation(merchantId, orderId, { answer, reason: told, by, about })
  }

  async function showAnswer(c: Context<ConsoleEnv>, orderId: string, fault?: Fault) {
    const view = await operations.loadSupportView(c.var.merchant.id, orderId)
    const page = <AnswerPage place={c.var} view={view} fault={fault?.said ?? null} />
    return c.html(page, fault?.status ?? 200)
  }
}

type Fault = { status: 409 | 422; said: string }

const DONE = { accept: 'cancelled', decline: 'declined', keep: 'kept' } as const
