import { Hono } from 'hono'
import { knownNotice, postcodePage } from '../../../tracking-page/index.ts'
import { knownPostcode } from '../../domain/postcode.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import { type ClientAddress, tryKey } from '../client-address.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { isPostcode, rememberRevealed } from '../revealed.ts'
import { viewOf } from '../tracking-view.ts'
import { createTries } from '../tries.ts'

const FORM_MAX_BYTES = 4_096
/** A town has few postcodes, and the page names the town: five tries, then one in ten minutes. */
const KEYS_MAX = 10_000
export const TRIES_OF_LINK = { burst: 5, secondsEach: 600, keysMax: KEYS_MAX }
/** Who holds many links must not try one postcode on each of them. */
export const TRIES_OF_ADDRESS = { burst: 20, secondsEach: 10, keysMax: KEYS_MAX }
/** Where a link was forwarded and its tries are used up, its owner still has two. */
export const TRIES_OF_BOTH = { burst: 2, secondsEach: 3_600, keysMax: KEYS_MAX }
export const TRIES_IN_RESERVE = { burst: 6, secondsEach: 1_800, keysMax: KEYS_MAX }

/** What a forwarded link does not show, shown to who knows the postcode. */
export function postcodeRoutes(services: Services, clientAddress: ClientAddress) {
  const tries = createTries({
    address: TRIES_OF_ADDRESS,
    target: TRIES_OF_LINK,
    own: TRIES_OF_BOTH,
    reserve: TRIES_IN_RESERVE,
  })
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/t/:token/postcode', async (c) => {
      const view = await viewOf(services, c)
      // Where no postcode is known none can be right: no door is shown that nothing opens.
      if (knownPostcode(view.contact) === null) return c.redirect(view.links.self, 302)
      return answerPage(c, postcodePage(view))
    })
    .post('/t/:token/postcode', async (c) => {
      if (isForeignOrigin(c, services.baseUrl))
        return answerPage(c, knownNotice('forbidden', { merchant: null }))

      const form = await readForm(c, FORM_MAX_BYTES)
      const view = await viewOf(services, c)
      const wait = tries.take({
        address: tryKey(clientAddress(c)),
        target: `${view.merchant.id} ${view.order.orderId}`,
        now: services.clock.now(),
      })
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
