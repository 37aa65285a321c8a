import { type Context, Hono } from 'hono'
import { feedbackPage, knownNotice, stalePage } from '../../../tracking-page/index.ts'
import { DomainError } from '../../domain/error.ts'
import { toScore } from '../../domain/feedback.ts'
import { giveFeedback } from '../../operations/give-feedback.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { viewOf } from '../tracking-view.ts'

const FORM_MAX_BYTES = 4_096

/** One question after the delivery. */
export function feedbackRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token/feedback', async (c) => answerPage(c, feedbackPage(await viewOf(services, c))))
    .post('/t/:token/feedback', (c) => press(services, c))
}

async function press(services: Services, c: Context<HttpEnv>) {
  if (isForeignOrigin(c, services.baseUrl))
    return answerPage(c, knownNotice('forbidden', { merchant: null }))

  const score = toScore((await readForm(c, FORM_MAX_BYTES)).get('score'))
  const view = await viewOf(services, c)
  if (!score) return answerPage(c, { ...feedbackPage(view), status: 422 })
  try {
    const given = { score, actor: 'shopper' }
    const { order } = await giveFeedback(services, view.merchant, view.order.orderId, given)
    return answerPage(c, feedbackPage({ ...view, order }))
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
    return answerPage(c, stalePage(view))
  }
}
