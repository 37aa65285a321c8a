import type { OrderStatus } from '../domain/order.ts'
import type { FoundOrders, LongestSilence, OrderRow } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { Empty, None, Status } from './parts.tsx'
import { orderPath, ordersPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { type Reading, sayDay, sayDistance, sayExactly, sayMoment, sayWait } from './time.ts'
import { FLAG_WORDS, ORDER_MARKS, sayKind } from './words.ts'

export type Search = {
  q: string
  status: OrderStatus | null
  /** Only what waits for a person. */
  needsLook: boolean
  cursor: string | null
}

type OrdersPageProps = { place: Place; search: Search; found: FoundOrders }

export const OrdersPage = ({ place, search, found }: OrdersPageProps) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="orders" title={search.q || 'Orders'} q={search.q}>
      <Head title={titleOf(search)}>
        <StatusFilter slug={slug} search={search} />
      </Head>
      {found.longestSilence && !search.q && (
        <Longest silence={found.longestSilence} place={place} />
      )}
      {found.rows.length === 0 ? (
        <NothingFound slug={slug} search={search} />
      ) : (
        <OrdersTable slug={slug} rows={found.rows} reading={readingOf(place.merchant)} />
      )}
      {found.lookedBackTo && (
        <p class="hint lead">
          Looked through the orders back to {sayDay(found.lookedBackTo, readingOf(place.merchant))}.
        </p>
      )}
      <Paging slug={slug} search={search} nextCursor={found.nextCursor} />
    </Page>
  )
}

const titleOf = ({ q, needsLook }: Search) =>
  q ? `Orders with “${q}”` : needsLook ? 'Orders that need a look' : 'Newest orders'

/** The one figure that support watches: nobody who waits is to be left in silence. */
const Longest = ({ silence, place }: { silence: LongestSilence; place: Place }) => {
  const { slug, now } = place.merchant
  return (
    <p class="hint lead" data-name="longest-silence">
      Longest silence: {sayWait(silence.since, now)},{' '}
      <a href={orderPath(slug, silence.orderId)}>{silence.orderNumber}</a>
    </p>
  )
}

const StatusFilter = ({ slug, search }: { slug: string; search: Search }) => {
  const link = (status: OrderStatus | null) =>
    withQuery(ordersPath(slug), { q: search.q, status, look: search.needsLook ? '1' : null })
  return (
    <nav class="links filter" aria-label="Status">
      <a href={link(null)} aria-current={search.status === null ? 'true' : undefined}>
        All
      </a>
      {Object.entries(ORDER_MARKS).map(([status, { word }]) => (
        <a
          href={link(status as OrderStatus)}
          aria-current={search.status === status ? 'true' : undefined}
        >
          {word}
        </a>
      ))}
      <a
        href={withQuery(ordersPath(slug), {
          q: search.q,
          status: search.status,
          look: search.needsLook ? null : '1',
        })}
        aria-current={search.needsLook ? 'true' : undefined}
      >
        Needs a look
      </a>
    </nav>
  )
}

type TableProps = { slug: string; rows: OrderRow[]; reading: Reading }

const OrdersTable = ({ slug, rows, reading }: TableProps) => (
  <table class="orders">
    <thead>
      <tr>
        <th scope="col">Order</th>
        <th scope="col">Customer</th>
        <th scope="col">Status</th>
        <th scope="col">Placed</th>
        <th scope="col" class="end">
          Silent for
        </th>
        <th scope="col">Promise</th>
        <th scope="col">Next, if nothing changes</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <OrderLine slug={slug} row={row} reading={reading} />
      ))}
    </tbody>
  </table>
)

const OrderLine = ({ slug, row, reading }: { slug: string; row: OrderRow; reading: Reading }) => (
  <tr>
    <td class="number">
      <a data-row href={orderPath(slug, row.orderId)}>
        {row.orderNumber || row.orderId}
      </a>
      {row.flags.map((flag) => (
        <span class="flag">{FLAG_WORDS[flag]}</span>
      ))}
    </td>
    <td class="customer">
      {row.customerName ?? <None word="no name" />}
      <span class="hint"> {row.email}</span>
    </td>
    <td class="state">
      <Status mark={ORDER_MARKS[row.status]} />
    </td>
    <td class="placed">
      {row.placedAt ? <Short at={row.placedAt} reading={reading} /> : <None word="not yet known" />}
    </td>
    <td class="silent end" data-name="silent">
      <Silence row={row} reading={reading} />
    </td>
    <td class="promise" data-name="promise">
      <RowPromise row={row} reading={reading} />
    </td>
    <td class="next">
      {row.nextMessage ? (
        <>
          {sayKind(row.nextMessage.kind)}{' '}
          <time
            class="hint"
            datetime={row.nextMessage.dueAt}
            title={sayExactly(row.nextMessage.dueAt, reading)}
          >
            {sayDistance(row.nextMessage.dueAt, reading.now)}
          </time>
        </>
      ) : (
        <None />
      )}
    </td>
  </tr>
)

const Short = ({ at, reading }: { at: string; reading: Reading }) => (
  <time datetime={at} title={sayExactly(at, reading)}>
    {sayMoment(at, reading)}
  </time>
)

/** Only an order that waits can be left in silence. */
const Silence = ({ row, reading }: { row: OrderRow; reading: Reading }) => {
  if (!row.waits) return <None word="–" />
  if (!row.silentSince) return <span>no word yet</span>
  return (
    <time datetime={row.silentSince} title={sayExactly(row.silentSince, reading)}>
      {sayWait(row.silentSince, reading.now)}
    </time>
  )
}

const RowPromise = ({ row, reading }: { row: OrderRow; reading: Reading }) => {
  if (row.promise) return <time datetime={row.promise}>{sayDay(row.promise, reading)}</time>
  return row.waits ? <span>no date</span> : <None word="–" />
}

const NothingFound = ({ slug, search }: { slug: string; search: Search }) => {
  if (search.needsLook && !search.q)
    return (
      <Empty title="Nothing waits for you here.">
        A request to cancel, a wait that is over, a customer whom nothing reaches and what does not
        add up would stand here. <a href={ordersPath(slug)}>Show all orders</a>
      </Empty>
    )
  if (search.q || search.status || search.cursor) {
    return (
      <Empty title="No order matches.">
        Try the order number alone, the whole e-mail address, or the last digits of the phone.{' '}
        <a href={ordersPath(slug)}>Show all orders</a>
      </Empty>
    )
  }
  return (
    <Empty title="No orders yet.">
      Connect the shop, or send a first <code>order.placed</code> to <code>POST /v1/events</code>{' '}
      with the merchant’s API key: <a href="/docs">how the API works</a>.
    </Empty>
  )
}

type PagingProps = { slug: string; search: Search; nextCursor: string | null }

const Paging = ({ slug, search, nextCursor }: PagingProps) => {
  const { q, status, cursor } = search
  const look = search.needsLook ? '1' : null
  if (!cursor && !nextCursor) return null
  return (
    <nav class="paging" aria-label="Pages">
      {cursor && <a href={withQuery(ordersPath(slug), { q, status, look })}>Newest</a>}
      {nextCursor && (
        <a href={withQuery(ordersPath(slug), { q, status, look, cursor: nextCursor })}>Older</a>
      )}
    </nav>
  )
}
