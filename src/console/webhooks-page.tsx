import type {
  WebhookEndpointRow,
  WebhookRow,
  WebhooksView,
} from '../operations/webhook-console-types.ts'
import { Head, Notice, Page } from './layout.tsx'
import { Empty, Moment, Status } from './parts.tsx'
import { messagePath, orderPath, webhooksPath } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import type { Reading } from './time.ts'
import { count, inWords, type Mark, MESSAGE_MARKS } from './words.ts'

type Props = { place: Place; view: WebhooksView; notice: string | null }

/** The shop's own endpoints: whether they answer, what they were told and what they were not. */
export const WebhooksPage = ({ place, view, notice }: Props) => {
  const { slug } = place.merchant
  const reading = readingOf(place.merchant)
  const { endpoints, parked, latest } = view
  return (
    <Page place={place} under="webhooks" title="Webhooks">
      <Head title="Webhooks" />
      <Notice>{notice}</Notice>
      {endpoints.length === 0 ? (
        <Empty title="No endpoint hears of this shop’s orders.">
          Make one with <code>POST /v1/webhook_endpoints</code>. Until then, what needs an act goes
          by mail to the shop’s own address.
        </Empty>
      ) : (
        <>
          <Endpoints slug={slug} endpoints={endpoints} reading={reading} />
          <Parked slug={slug} rows={parked} reading={reading} />
          <Latest slug={slug} rows={latest} reading={reading} />
        </>
      )}
    </Page>
  )
}

type EndpointsProps = { slug: string; endpoints: WebhookEndpointRow[]; reading: Reading }

const Endpoints = ({ slug, endpoints, reading }: EndpointsProps) => (
  <section aria-labelledby="endpoints">
    <h2 id="endpoints">Endpoints</h2>
    <table class="hooks stack">
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">Takes</th>
          <th scope="col">State</th>
          <th scope="col">By hand</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map((endpoint) => (
          <tr>
            <td>
              <span class="wrap">{endpoint.url}</span>
              {endpoint.description && <span class="hint"> {endpoint.description}</span>}
            </td>
            <td class="wrap">{endpoint.events?.map(inWords).join(', ') ?? 'Everything'}</td>
            <td>
              <Status mark={markOf(endpoint)} />
              {endpoint.failingSince && endpoint.status === 'enabled' && (
                <>
                  {' '}
                  since <Moment at={endpoint.failingSince} reading={reading} />
                </>
              )}
              {endpoint.disabledWhy && <span class="hint"> {endpoint.disabledWhy}</span>}
            </td>
            <td>{endpoint.status === 'enabled' && <Acts slug={slug} endpoint={endpoint} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const markOf = ({ status, failingSince }: WebhookEndpointRow): Mark => {
  if (status === 'disabled') return { word: 'Off', shape: '–', tone: 'past' }
  if (failingSince) return { word: 'Fails', shape: '✕', tone: 'bad' }
  return { word: 'On', shape: '●', tone: 'good' }
}

const Acts = ({
  slug,
  endpoint: { id, parked },
}: {
  slug: string
  endpoint: WebhookEndpointRow
}) => (
  <>
    <form method="post" action={`${webhooksPath(slug)}/${id}/test`}>
      <button type="submit">Send a test event</button>
    </form>
    {parked > 0 && (
      <form method="post" action={`${webhooksPath(slug)}/${id}/replay`}>
        <button type="submit">Send {count(parked, 'parked event')} again</button>
      </form>
    )}
  </>
)

type RowsProps = { slug: string; rows: WebhookRow[]; reading: Reading }

const Parked = ({ slug, rows, reading }: RowsProps) =>
  rows.length === 0 ? null : (
    <section aria-labelledby="parked">
      <h2 id="parked">Parked</h2>
      <p class="hint">
        Tried for three days and not taken. What needs an act was said by mail instead.
      </p>
      <Rows slug={slug} rows={rows} reading={reading} canReplay />
    </section>
  )

const Latest = ({ slug, rows, reading }: RowsProps) => (
  <section aria-labelledby="latest">
    <h2 id="latest">Latest</h2>
    {rows.length === 0 ? (
      <p class="hint">Nothing has happened since that they take.</p>
    ) : (
      <Rows slug={slug} rows={rows} reading={reading} />
    )}
  </section>
)

const Rows = ({ slug, rows, reading, canReplay = false }: RowsProps & { canReplay?: boolean }) => (
  <table class="hooks told stack">
    <thead>
      <tr>
        <th scope="col">Event</th>
        <th scope="col">Order</th>
        <th scope="col">To</th>
        <th scope="col">When</th>
        <th scope="col">State</th>
        <th scope="col">{canReplay ? 'By hand' : <span class="unseen">By hand</span>}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr>
          <td>
            <a data-row href={messagePath(slug, row.messageId)}>
              {inWords(row.kind)}
            </a>
          </td>
          <td>{row.orderId && <a href={orderPath(slug, row.orderId)}>{row.orderNumber}</a>}</td>
          <td class="wrap">{row.url}</td>
          <td>
            <Moment at={row.at} reading={reading} />
          </td>
          <td>
            <Status mark={canReplay ? PARKED : MESSAGE_MARKS[row.status]} />
            {row.detail && <span class="hint"> {row.detail}</span>}
          </td>
          <td>
            {canReplay && (
              <form method="post" action={`${webhooksPath(slug)}/messages/${row.messageId}/replay`}>
                <button type="submit">Send again</button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const PARKED: Mark = { word: 'Parked', shape: '✕', tone: 'bad' }
