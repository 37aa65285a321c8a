import { Hono } from 'hono'
import { knownNotice, unsubscribePage } from '../../../tracking-page/index.ts'
import type { Services } from '../../operations/services.ts'
import { openUnsubscribe, type Unsubscriber, unsubscribe } from '../../operations/unsubscribe.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'

/**
 * The end of mails that are not strictly about an order. A mailbox posts here by itself (RFC 8058):
 * without a cookie, without a redirect, and whatever its body says, for the link is the whole wish.
 */
export function unsubscribeRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes
    .get('/u/:token', async (c) => {
      const token = c.req.param('token')
      return answerPage(c, pageOf(await openUnsubscribe(services, token), token, false))
    })
    .post('/u/:token', async (c) => {
      if (isForeignOrigin(c, services.baseUrl))
        return answerPage(c, knownNotice('forbidden', { merchant: null }))

      const token = c.req.param('token')
      const found = await openUnsubscribe(services, token)
      await unsubscribe(services, found)
      return answerPage(c, pageOf(found, token, true))
    })
}

const pageOf = ({ merchant, locale }: Unsubscriber, token: string, isDone: boolean) =>
  unsubscribePage({
    merchant,
    locale,
    logo: merchant.brand.logo ? `/m/${merchant.slug}/logo` : null,
    action: `/u/${encodeURIComponent(token)}`,
    isDone,
  })
