import { type Context, Hono } from 'hono'
import { knownNotice, postcodePage } from '../../../tracking-page/index.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { createRateLimiter } from '../rate-limit.ts'
import { isPostcode, rememberRevealed } from '../revealed.ts'
import { viewOf } from '../tracking-view.ts'

const FORM_MAX_BYTES = 4_096
/** A town has few postcodes, and the page names the town: five tries, then one in ten minutes. */
export const TRIES_OF_LINK = { burst: 5, secondsEach: 600, keysMax: 10_000 }
/** Who holds many links must not try one postcode on each of them. */
export const TRIES_OF_ADDRESS = { burst: 20, secondsEach: 10, keysMax: 10_000 }

type ClientAddress = (c: Context) => string | null

/** What a forwarded link does not show, shown to who knows the postcode. */
export function postcodeRoutes(services: Services, clientAddress: ClientAddress) {
  const byLink = createRateLimiter(TRIES_OF_LINK)
  const byAddress = createRateLimiter(TRIES_OF_ADDRESS)
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services.log))
  return routes
    .get('/t/:token/postcode', async (c) => answerPage(c, postcodePage(await viewOf(services, c))))
    .post('/t/:token/postcode', async (c) => {
      if (isForeignOrigin(c, services.baseUrl))
        return answerPage(c, knownNotice('forbidden', { merchant: null }))

      const form = await readForm(c, FORM_MAX_BYTES)
      const view = await viewOf(services, c)
      const now = services.clock.now()
      const wait =
        byAddress.take(clientAddress(c) ?? '', now) ||
        byLink.take(`${view.merchant.id} ${view.order.orderId}`, now)
      if (wait > 0) {
        const page = postcodePage({ ...view, problem: 'tooMany' })
        return answerPage(c, page, { 'retry-after': String(wait) })
      }
      if (!isPostcode(view.contact, form.get('postal_code') ?? ''))
        return answerPage(c, postcodePage({ ...view, problem: 'wrong' }))

      rememberRevealed(services, c, view)
      return c.redirect(`${view.links.self}#details`, 303)
    })
}
