import type { SuppressionReason } from '../domain/suppression.ts'
import type { SuppressionRow } from '../operations/suppression-console-types.ts'
import { Head, Notice, Page } from './layout.tsx'
import { Empty, Moment, None } from './parts.tsx'
import { liftPath, messagePath, orderPath, suppressionsPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { CHANNEL_WORDS } from './words.ts'

type Props = {
  place: Place
  cursor: string | null
  address: string | null
  found: { rows: SuppressionRow[]; nextCursor: string | null }
  notice: string | null
}

/** Addresses that are not written to any more: which, why, since when; and the way back. */
export const SuppressionsPage = ({ place, cursor, address, found, notice }: Props) => {
  const { slug } = place.merchant
  const path = suppressionsPath(slug)
  return (
    <Page place={place} under="suppressions" title="Not written to">
      <Head title="Not written to">
        <form class="filter lookup" action={path} method="get">
          <label class="unseen" for="address">
            E-mail address or number
          </label>
          <input
            id="address"
            name="address"
            value={address ?? ''}
            maxlength={255}
            autocomplete="off"
            placeholder="E-mail address or number"
          />
          <button type="submit">Look up</button>
        </form>
      </Head>
      <Notice>{notice}</Notice>
      {found.rows.length === 0 ? (
        <Nothing address={address} />
      ) : (
        <List place={place} rows={found.rows} />
      )}
      {(cursor || address || found.nextCursor) && (
        <nav class="paging" aria-label="Pages">
          {(cursor || address) && <a href={path}>Newest</a>}
          {found.nextCursor && <a href={withQuery(path, { cursor: found.nextCursor })}>Older</a>}
        </nav>
      )}
    </Page>
  )
}

const Nothing = ({ address }: { address: string | null }) =>
  address === null ? (
    <Empty title="Every address is written to.">
      One that bounces for good, complains of spam or takes no texts is listed here with its reason.
    </Empty>
  ) : (
    <Empty title={`${address} is written to.`}>
      It is not among the addresses that were given up. A number that said STOP is not here: only
      its own START lifts that.
    </Empty>
  )

const List = ({ place, rows }: { place: Place; rows: SuppressionRow[] }) => (
  <table class="given-up">
    <thead>
      <tr>
        <th scope="col">Address</th>
        <th scope="col">Why</th>
        <th scope="col">Shown by</th>
        <th scope="col">Since</th>
        <th scope="col">
          <span class="unseen">Write again</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row place={place} row={row} />
      ))}
    </tbody>
  </table>
)

const REASONS: Record<SuppressionReason, string> = {
  hard_bounce: 'Came back for good',
  invalid: 'No such address',
  complaint: 'Marked as spam',
  unsubscribed: 'Unsubscribed at the provider',
  stopped: 'Stopped at the provider',
}

const Row = ({ place, row }: { place: Place; row: SuppressionRow }) => {
  const { slug } = place.merchant
  const address =
    row.address ?? `the ${CHANNEL_WORDS[row.channel].toLowerCase()} of ${row.orderNumber}`
  return (
    <tr>
      <td class="address">
        {row.address ?? <None word="no longer that of its order" />}{' '}
        <span class="hint">{CHANNEL_WORDS[row.channel].toLowerCase()}</span>
      </td>
      <td>
        {REASONS[row.reason]} <span class="hint">{row.source}</span>
      </td>
      <td>
        <a data-row href={orderPath(slug, row.orderId)}>
          {row.orderNumber}
        </a>{' '}
        <a class="hint" href={messagePath(slug, row.messageId)}>
          message
        </a>
      </td>
      <td class="since">
        <Moment at={row.at} reading={readingOf(place.merchant)} />
      </td>
      <td class="lift">
        <form action={liftPath(slug, row.id)} method="post">
          <button type="submit" aria-label={`Write again to ${address}`}>
            Write again
          </button>
        </form>
      </td>
    </tr>
  )
}
