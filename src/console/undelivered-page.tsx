import type { Page as Rows, UndeliveredRow } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { Empty, Moment, None } from './parts.tsx'
import { messagePath, orderPath, resendPath, undeliveredPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { inPlainWords } from './plain-words.ts'
import { CHANNEL_WORDS, sayKind } from './words.ts'

const STATUS_WORDS = { failed: 'Refused', bounced: 'Came back', held: 'Held' } as const

type Props = { place: Place; cursor: string | null; found: Rows<UndeliveredRow> }

/** What customers did not get, with why: to be mended, and sent again. */
export const UndeliveredPage = ({ place, cursor, found }: Props) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="undelivered" title="Not delivered">
      <Head title="Not delivered" />
      {found.rows.length === 0 ? (
        <Empty title="Everything of the last 90 days arrived, as far as we were told.">
          What a provider refuses, what comes back, and what is held because nobody can be reached
          is listed here with its reason.
        </Empty>
      ) : (
        <List place={place} rows={found.rows} />
      )}
      {(cursor || found.nextCursor) && (
        <nav class="paging" aria-label="Pages">
          {cursor && <a href={undeliveredPath(slug)}>Newest</a>}
          {found.nextCursor && (
            <a href={withQuery(undeliveredPath(slug), { cursor: found.nextCursor })}>Older</a>
          )}
        </nav>
      )}
    </Page>
  )
}

const List = ({ place, rows }: { place: Place; rows: UndeliveredRow[] }) => (
  <table class="stack">
    <thead>
      <tr>
        <th scope="col">Order</th>
        <th scope="col">Message</th>
        <th scope="col">To</th>
        <th scope="col">Why</th>
        <th scope="col">When</th>
        <th scope="col">
          <span class="unseen">Send again</span>
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

const Row = ({ place, row }: { place: Place; row: UndeliveredRow }) => {
  const { slug } = place.merchant
  const reading = readingOf(place.merchant)
  return (
    <tr>
      <td>
        <a data-row href={orderPath(slug, row.orderId)}>
          {row.orderNumber}
        </a>
      </td>
      <td>
        <a href={messagePath(slug, row.messageId)}>{sayKind(row.kind)}</a>{' '}
        <span class="hint">{CHANNEL_WORDS[row.channel].toLowerCase()}</span>
      </td>
      <td>{row.to ?? <None />}</td>
      <td class="asked">
        {STATUS_WORDS[row.status]}
        {row.reason && ':'}
        {row.reason && <span class="hint"> {inPlainWords(row.reason, reading)}</span>}
      </td>
      <td>
        <Moment at={row.at} reading={reading} />
      </td>
      <td>
        {row.status === 'held' ? (
          <span class="hint">goes by itself once it can</span>
        ) : (
          <form action={resendPath(slug, row.messageId)} method="post">
            <button
              type="submit"
              aria-label={`Send again: ${sayKind(row.kind)}, ${row.orderNumber}`}
            >
              Send again
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}
