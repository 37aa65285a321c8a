import { waitingLines } from '../domain/order.ts'
import type { SupportView } from '../operations/console-types.ts'
import { namesOf } from './describe-lines.ts'
import { Head, Notice, Page } from './layout.tsx'
import { OrderAttention } from './order-attention.tsx'
import { OrderFacts } from './order-facts.tsx'
import { OrderGlance } from './order-glance.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderPackages } from './order-packages.tsx'
import { OrderQuestions } from './order-questions.tsx'
import { Status } from './parts.tsx'
import { cancelPath, evidencePath, orderPath, ordersPath, revokeLinkPath } from './paths.ts'
import type { Place } from './place.ts'
import type { Reading } from './time.ts'
import { Timeline } from './timeline.tsx'
import { ORDER_MARKS } from './words.ts'

type OrderPageProps = {
  place: Place
  view: SupportView
  notice: string | null
  /** Where its timeline begins; null: with the newest. */
  before?: number | null
}

/** Left what the order is, right one timeline of all that happened and was said. */
export const OrderPage = ({ place, view, notice, before = null }: OrderPageProps) => {
  const { order, merchant } = view
  const { slug } = place.merchant
  const reading: Reading = { timeZone: merchant.timeZone, now: view.now }
  const number = order.orderNumber || order.orderId
  return (
    <Page place={place} under="orders" title={number}>
      <Head title={number} up={{ href: ordersPath(slug), name: 'Orders' }}>
        <span class="wrap">{view.contact.name}</span>
        <Status mark={ORDER_MARKS[view.status]} />
        <Acts slug={slug} view={view} />
      </Head>
      <Notice>{notice}</Notice>
      <OrderAttention slug={slug} view={view} reading={reading} />
      <OrderGlance slug={slug} view={view} reading={reading} />
      <div class="split">
        <div class="facts">
          <OrderQuestions slug={slug} view={view} reading={reading} />
          <OrderFacts view={view} reading={reading} />
          <OrderLines order={order} reading={reading} />
          <OrderPackages view={view} reading={reading} />
        </div>
        <Timeline
          path={orderPath(slug, order.orderId)}
          slug={slug}
          entries={view.timeline}
          before={before}
          telling={{ ...reading, names: namesOf(order.lines) }}
        />
      </div>
    </Page>
  )
}

const Acts = ({ slug, view }: { slug: string; view: SupportView }) => (
  <span class="acts">
    {canCancel(view) && (
      <a class="button" href={cancelPath(slug, view.order.orderId)}>
        Cancel…
      </a>
    )}
    <a class="button" href={revokeLinkPath(slug, view.order.orderId)}>
      End the link…
    </a>
    {(['pdf', 'json'] as const).map((kind) => (
      <a class="button" download href={evidencePath(slug, view.order.orderId, kind)}>
        Evidence {kind.toUpperCase()}
      </a>
    ))}
  </span>
)

const canCancel = ({ order, status }: SupportView) =>
  order.placed !== null &&
  (waitingLines(order).length > 0 || status === 'open' || status === 'partially_shipped')
