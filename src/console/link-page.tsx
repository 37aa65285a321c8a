import type { SupportView } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { orderPath, revokeLinkPath } from './paths.ts'
import type { Place } from './place.ts'

/** The step before a link is ended: what that means, and nothing is done by coming here. */
export const LinkPage = ({ place, view }: { place: Place; view: SupportView }) => {
  const { slug } = place.merchant
  const { order } = view
  return (
    <Page place={place} under="orders" title={`End the link to ${order.orderNumber}`}>
      <Head
        title={`End the link to order ${order.orderNumber}`}
        up={{ href: orderPath(slug, order.orderId), name: order.orderNumber }}
      />
      <form class="form" method="post" action={revokeLinkPath(slug, order.orderId)}>
        <p>
          For a link that reached somebody whom it was not meant for. Every link that was sent for
          this order stops to work, the customer’s own too; the next message carries a new one.
        </p>
        <p class="hint">The customer is not told. Who did it stands in the timeline.</p>
        <p class="buttons">
          <button type="submit" class="main">
            End the link
          </button>
          <a class="button" href={orderPath(slug, order.orderId)}>
            Keep the link
          </a>
        </p>
      </form>
    </Page>
  )
}
