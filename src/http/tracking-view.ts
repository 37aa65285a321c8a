import type { Context } from 'hono'
import { cancelRights, openOffers } from '../domain/delay-answer.ts'
import { overdueWaits } from '../domain/fulfilment-window.ts'
import type { Services } from '../operations/services.ts'
import { cadenceContext } from '../operations/settle-order.ts'
import { openLink, type Tracked } from '../operations/tracking.ts'

/** What the pages of an order are made of; `context` is what its rules look at beside it. */
export type View = ReturnType<typeof toView>

/** The order that the link in the path opens. */
export async function viewOf(services: Services, c: Context): Promise<View> {
  const token = c.req.param('token') ?? ''
  return toView(await openLink(services, token), token)
}

function toView({ state, contact, merchant, now }: Tracked, token: string) {
  const self = `/t/${encodeURIComponent(token)}`
  const context = cadenceContext(merchant, contact, now)
  return {
    order: state,
    contact,
    merchant,
    now,
    links: {
      self,
      cancel: `${self}/cancel`,
      logo: merchant.brand.logo ? `/m/${merchant.slug}/logo` : null,
    },
    locale: contact.locale ?? merchant.locale,
    offers: openOffers(state, context),
    rights: cancelRights(state, context),
    asked: overdueWaits(state, context).map(({ line }) => line.id),
    context,
  }
}
