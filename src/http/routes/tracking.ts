import { Hono } from 'hono'
import {
  cancelledPage,
  cancelPage,
  knownNotice,
  trackingPage,
} from '../../../tracking-page/index.ts'
import { cancelOrder } from '../../operations/cancel-order.ts'
import { versionOf } from '../../operations/live-orders.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import { type CancelForm, readCancelForm } from '../cancel-form.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { shownDecision } from '../shown-decision.ts'
import { type View, viewOf } from '../tracking-view.ts'

/** A cancellation of 500 lines with ids of the greatest length, and its reason. */
const FORM_MAX_BYTES = 262_144

/** The shopper's pages. A GET changes nothing: mail scanners open every link. */
export function trackingRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token', async (c) => {
      const view = await viewOf(services, c)
      const key = { merchantId: view.merchant.id, orderId: view.order.orderId }
      return answerPage(c, trackingPage({ ...view, version: await versionOf(services, key) }))
    })
    .get('/t/:token/cancel', async (c) => {
      const form = readCancelForm(new URL(c.req.url).searchParams)
      const page = { ...(await viewOf(services, c)), ...choiceOf(form) }
      return answerPage(c, cancelPage(form.isEmpty ? { ...page, problem: 'none' } : page))
    })
    .post('/t/:token/cancel', async (c) => {
      if (isForeignOrigin(c, services.baseUrl)) {
        return answerPage(c, knownNotice('forbidden', { merchant: null }))
      }
      const form = readCancelForm(await readForm(c, FORM_MAX_BYTES))
      const view = await viewOf(services, c)
      if (form.isWrong || isUnknown(view, form)) {
        const page = cancelPage({ ...view, scope: 'all', lines: [], problem: 'unreadable' })
        return answerPage(c, { ...page, status: 422 })
      }
      return answerPage(c, await cancel(services, view, form))
    })
}

/** Lines that are none of the order's: what was meant is not known, and the whole order is more. */
const isUnknown = ({ order }: View, { lines }: CancelForm) =>
  lines.length > 0 && !lines.some((id) => order.lines.some((line) => line.id === id))

/** What was shown, and no more of it: the shop may have raised it since the page was opened. */
const wished = (id: string, total: number | undefined) =>
  total === undefined ? { id, quantity: null } : { id, quantity: null, total }

const choiceOf = ({ scope, lines }: CancelForm) => ({ scope, lines })

/** The answer is the page itself: a second press gives the same one, and nobody is sent elsewhere. */
async function cancel(services: Services, view: View, form: CancelForm) {
  const { order } = await cancelOrder(services, view.merchant, view.order.orderId, {
    scope: form.scope,
    lines: form.lines.length === 0 ? null : form.lines.map((id, at) => wished(id, form.totals[at])),
    reason: form.reason,
    waitlist: form.waitlist,
    by: 'shopper',
    actor: 'shopper',
  })
  return cancelledPage({ ...view, order, decision: shownDecision(order, form.lines, form.totals) })
}
