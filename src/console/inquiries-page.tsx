import type { InquiryRow, Page as Rows } from '../operations/console-types.ts'
import { Head, Notice, Page } from './layout.tsx'
import { TimeLeft } from './order-questions.tsx'
import { Empty, Moment } from './parts.tsx'
import { closeInquiryPath, inquiriesPath, orderPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'

export const CLOSED_NOTICE = 'The question is closed. Nothing was sent.'

const EXCERPT_MAX = 160

type Props = {
  place: Place
  cursor: string | null
  found: Rows<InquiryRow>
  /** The order of which one was closed just now. */
  closedOf: string | null
}

/** What nobody has answered yet, the next to run out of its 24 hours first. */
export const InquiriesPage = ({ place, cursor, found, closedOf }: Props) => {
  const { slug } = place.merchant
  const reading = readingOf(place.merchant)
  return (
    <Page place={place} under="inquiries" title="Inquiries">
      <Head title="Inquiries" />
      <Notice>
        {closedOf === null ? null : (
          <>
            {CLOSED_NOTICE}{' '}
            <a href={`${orderPath(slug, closedOf)}#inquiries`}>Open it again on its order</a>
          </>
        )}
      </Notice>
      {found.rows.length === 0 ? (
        <Empty title="Every question is answered.">
          Replies by mail and text come here once their connectors are set up, questions from the
          tracking page at once.
        </Empty>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">Order</th>
              <th scope="col">Question</th>
              <th scope="col">Came</th>
              <th scope="col">Time left</th>
              <th scope="col">
                <span class="unseen">Close</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr>
                <td>
                  <a data-row href={`${orderPath(slug, row.orderId)}#inquiries`}>
                    {row.orderNumber}
                  </a>
                </td>
                <td class="asked">
                  {excerpt(row.text)}
                  {row.from && <span class="hint"> {row.from}</span>}
                </td>
                <td>
                  <Moment at={row.receivedAt} reading={reading} />
                </td>
                <td>
                  <TimeLeft question={row} reading={reading} />
                </td>
                <td>
                  <form action={closeInquiryPath(slug, row.orderId, row.inquiryId)} method="post">
                    <input type="hidden" name="back" value="list" />
                    <button
                      type="submit"
                      aria-label={`Close without a reply: question to ${row.orderNumber}`}
                    >
                      Close
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(cursor || found.nextCursor) && (
        <nav class="paging" aria-label="Pages">
          {cursor && <a href={inquiriesPath(slug)}>First</a>}
          {found.nextCursor && (
            <a href={withQuery(inquiriesPath(slug), { cursor: found.nextCursor })}>Next</a>
          )}
        </nav>
      )}
    </Page>
  )
}

const excerpt = (text: string) =>
  text.length <= EXCERPT_MAX ? text : `${text.slice(0, EXCERPT_MAX).toWellFormed()}…`
