import type { Context } from 'hono'
import { endsNear } from '../domain/cadence/if-silent.ts'
import { agreedOffers, cancelRights, openOffers } from '../domain/delay-answer.ts'
import { overdueWaits } from '../domain/fulfilment-window.ts'
import { placesInLine } from '../operations/places-in-line.ts'
import type { Services } from '../operations/services.ts'
import { cadenceContext } from '../operations/settle-order.ts'
import { showPictures } from '../operations/show-pictures.ts'
import { openLink, type Tracked } from '../operations/tracking.ts'
import type { HttpEnv } from './http-env.ts'
import { isRevealed } from './revealed.ts'

/** What the pages of an order are made of; `context` is what its rules look at beside it. */
export type View = ReturnType<typeof toView> & {
  isRevealed: boolean
  places: Awaited<ReturnType<typeof placesInLine>>
}

/** The order that the link in the path opens. */
export async function viewOf(services: Services, c: Context<HttpEnv>): Promise<View> {
  const token = c.req.param('token') ?? ''
  const tracked = await openLink(services, token)
  const { contact, merchant, state, now } = tracked
  const shown = isRevealed(services, c, { token, contact })
  c.set('opened', { merchant, orderId: state.orderId, token, now, isRevealed: shown })
  return {
    ...toView(tracked, token),
    order: await showPictures(services.read, merchant, state),
    places: await placesInLine(services, merchant.id, state),
    isRevealed: shown,
  }
}

function toView({ state, contact, merchant, now }: Tracked, token: string) {
  const self = `/t/${encodeURIComponent(token)}`
  const context = cadenceContext(merchant, contact, now)
  return {
    token,
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
    agreed: agreedOffers(state, context),
    ends: endsNear(state, context, now),
    rights: cancelRights(state, context),
    asked: overdueWaits(state, context).map(({ line }) => line.id),
    context,
  }
}
