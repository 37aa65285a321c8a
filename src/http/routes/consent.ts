import { type Context, Hono } from 'hono'
import {
  cancelledPage,
  consentedPage,
  consentPage,
  knownNotice,
  type Page,
} from '../../../tracking-page/index.ts'
import { agreedOffers } from '../../domain/delay-answer.ts'
import { DomainError } from '../../domain/error.ts'
import { LINES_MAX } from '../../domain/event.ts'
import { answerDelay } from '../../operations/answer-delay.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { shownDecision } from '../shown-decision.ts'
import { type View, viewOf } from '../tracking-view.ts'

/** An answer that names 500 lines with ids of the greatest length. */
const FORM_MAX_BYTES = 262_144

/** A delay put before the shopper: both ways by GET, the answer by POST. */
export function consentRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token/consent', async (c) => answerPage(c, consentPage(await viewOf(services, c))))
    .post('/t/:token/consent', (c) => press(services, c))
}

async function press(services: Services, c: Context<HttpEnv>) {
  if (isForeignOrigin(c, services.baseUrl)) {
    return answerPage(c, knownNotice('forbidden', { merchant: null }))
  }
  const form = readConsentForm(await readForm(c, FORM_MAX_BYTES))
  const view = await viewOf(services, c)
  if (!form) return answerPage(c, { ...consentPage(view), status: 422 })
  try {
    return answerPage(c, await answer(services, view, form))
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
    return answerPage(c, consentPage(await viewOf(services, c), { isOver: true }))
  }
}

/** The answer is the page itself, as for a cancellation: a second press gives the same one. */
async function answer(services: Services, view: View, form: ConsentForm): Promise<Page> {
  const { order } = await answerDelay(services, view.merchant, view.order.orderId, {
    ...form,
    by: 'shopper',
    actor: 'shopper',
  })
  if (form.answer === 'cancel')
    return cancelledPage({ ...view, order, decision: shownDecision(order, form.lines ?? []) })
  return consentedPage({ ...view, order, agreed: agreedOffers(order, view.context) })
}

type ConsentForm = { answer: 'keep' | 'cancel'; offer: string | null; lines: string[] | null }

/** Null where it means nothing: then nothing is done. */
function readConsentForm(fields: URLSearchParams): ConsentForm | null {
  const answer = fields.get('answer')
  const lines = fields.getAll('lines')
  if ((answer !== 'keep' && answer !== 'cancel') || lines.length > LINES_MAX) return null
  return { answer, offer: fields.get('offer') || null, lines: lines.length > 0 ? lines : null }
}
