import { type Context, Hono } from 'hono'
import { askedPage, inquiryPage, knownNotice, QUESTION_MAX } from '../../../tracking-page/index.ts'
import { receiveInquiry } from '../../operations/receive-inquiry.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { createRateLimiter } from '../rate-limit.ts'
import { type View, viewOf } from '../tracking-view.ts'

/** The longest question in the script that takes most bytes, each of them percent-encoded. */
const FORM_MAX_BYTES = 65_536
/** Five at once is somebody who forgot something; after that one in ten minutes. */
export const QUESTIONS_OF_ORDER = { burst: 5, secondsEach: 600, keysMax: 10_000 }

/** Asking a question from the page of an order. */
export function inquiryRoutes(services: Services) {
  const limiter = createRateLimiter(QUESTIONS_OF_ORDER)
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token/inquiry', async (c) => answerPage(c, inquiryPage(await viewOf(services, c))))
    .post('/t/:token/inquiry', async (c) => {
      if (isForeignOrigin(c, services.baseUrl))
        return answerPage(c, knownNotice('forbidden', { merchant: null }))

      const form = await readForm(c, FORM_MAX_BYTES)
      const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
      const view = await viewOf(services, c)
      if (text === '') return answerPage(c, inquiryPage({ ...view, problem: 'empty' }))
      if (text.length > QUESTION_MAX)
        return answerPage(c, inquiryPage({ ...view, problem: 'tooLong', text }))

      const key = `${view.merchant.id} ${view.order.orderId}`
      const wait = limiter.take(key, services.clock.now())
      return wait > 0 ? tooMany(c, view, text, wait) : ask(c, view, text)
    })

  async function ask(c: Context, view: View, text: string) {
    const { result } = await receiveInquiry(services, view.merchant, view.order.orderId, text)
    if (result === 'full') return answerPage(c, inquiryPage({ ...view, problem: 'full', text }))
    return answerPage(c, askedPage(view))
  }
}

function tooMany(c: Context, view: View, text: string, wait: number) {
  const page = inquiryPage({ ...view, problem: 'tooMany', text })
  return answerPage(c, page, { 'retry-after': String(wait) })
}
