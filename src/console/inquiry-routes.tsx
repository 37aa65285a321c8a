import { Hono } from 'hono'
import { z } from 'zod'
import { DomainError } from '../domain/error.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { type ConsoleEnv, ROWS_PER_PAGE } from './console-env.ts'
import { InquiriesPage } from './inquiries-page.tsx'
import { LETTER_MAX } from './order-questions.tsx'
import { orderPath, withQuery } from './paths.ts'

const asked = z.object({
  cursor: z.string().min(1).max(1024).nullable().catch(null),
  done: z.literal('closed').nullable().catch(null),
  order: z.string().min(1).max(255).nullable().catch(null),
})
const letter = z.object({
  text: z.string().trim().min(1).max(LETTER_MAX),
  inquiry_id: z.string().min(1).max(64).nullable().catch(null),
  letter_id: z.string().min(1).max(80).nullable().catch(null),
})

export function inquiryRoutes(operations: ConsoleOperations) {
  return new Hono<ConsoleEnv>()
    .get('/inquiries', async (c) => {
      const { cursor, done, order } = asked.parse(c.req.query())
      const found = await operations.listInquiries(c.var.merchant.id, {
        cursor,
        limit: ROWS_PER_PAGE,
      })
      const props = { place: c.var, cursor, found, closedOf: done && order }
      return c.html(<InquiriesPage {...props} />)
    })
    .post('/orders/:orderId/letters', async (c) => {
      const written = letter.safeParse(await c.req.parseBody())
      if (!written.success)
        throw new DomainError('invalid', `Write 1 to ${LETTER_MAX} characters, and send it again.`)

      const { text, inquiry_id: inquiryId, letter_id: letterId } = written.data
      const orderId = c.req.param('orderId')
      const by = c.var.user.email
      const words = { text: text.replaceAll('\r\n', '\n'), inquiryId, letterId, by }
      await operations.writeLetter(c.var.merchant.id, orderId, words)
      const path = orderPath(c.var.merchant.slug, orderId)
      return c.redirect(withQuery(path, { done: 'written' }), 303)
    })
}
