import type { MessageView, OutboxRow, Page as Rows } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { Empty, None } from './parts.tsx'
import { messagePath, ordersPath, outboxPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { Preview } from './preview.tsx'
import { type Reading, sayDistance, sayExactly } from './time.ts'
import { CHANNEL_WORDS, sayKind } from './words.ts'

type OutboxPageProps = {
  place: Place
  cursor: string | null
  outbox: Rows<OutboxRow>
  /** The message that is looked at; null where there is none. */
  shown: MessageView | null
}

/** What went out last, as its readers see it: list and preview beside each other. */
export const OutboxPage = ({ place, cursor, outbox, shown }: OutboxPageProps) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="outbox" title="Outbox">
      <Head title="Outbox" />
      {outbox.rows.length === 0 ? (
        <Empty title="Nothing has been sent yet.">
          Send an <code>order.placed</code> event, or open an <a href={ordersPath(slug)}>order</a>{' '}
          to see what is planned for it.
        </Empty>
      ) : (
        <div class="split outbox">
          <div>
            <List
              {...{ slug, cursor, shown }}
              rows={outbox.rows}
              reading={readingOf(place.merchant)}
            />
            <Paging slug={slug} cursor={cursor} nextCursor={outbox.nextCursor} />
          </div>
          {shown && <Shown slug={slug} message={shown} />}
        </div>
      )}
    </Page>
  )
}

type ListProps = {
  slug: string
  cursor: string | null
  rows: OutboxRow[]
  shown: MessageView | null
  reading: Reading
}

const List = ({ slug, cursor, rows, shown, reading }: ListProps) => (
  <ul class="messages">
    {rows.map((row) => (
      <li>
        <a
          data-row
          href={withQuery(outboxPath(slug), { message: row.messageId, cursor })}
          aria-current={row.messageId === shown?.messageId ? 'true' : undefined}
        >
          <span class="strong">{row.subject ?? row.text ?? sayKind(row.kind)}</span>
          {row.sentAt && (
            <time class="hint" datetime={row.sentAt} title={sayExactly(row.sentAt, reading)}>
              {sayDistance(row.sentAt, reading.now)}
            </time>
          )}
          <span class="hint">
            {row.orderNumber} · {sayKind(row.kind)} · {CHANNEL_WORDS[row.channel].toLowerCase()} to{' '}
            {row.to ?? 'nobody yet'}
          </span>
        </a>
      </li>
    ))}
  </ul>
)

const Shown = ({ slug, message }: { slug: string; message: MessageView }) => (
  <section class="shown" aria-labelledby="shown">
    <h2 id="shown">{message.subject ?? sayKind(message.kind)}</h2>
    <p>
      to {message.to ?? <None word="nobody yet" />} ·{' '}
      <a href={messagePath(slug, message.messageId)}>Why, attempts and receipts</a>
    </p>
    <Preview slug={slug} message={message} />
  </section>
)

type PagingProps = { slug: string; cursor: string | null; nextCursor: string | null }

const Paging = ({ slug, cursor, nextCursor }: PagingProps) => {
  if (!cursor && !nextCursor) return null
  return (
    <nav class="paging" aria-label="Pages">
      {cursor && <a href={outboxPath(slug)}>Newest</a>}
      {nextCursor && <a href={withQuery(outboxPath(slug), { cursor: nextCursor })}>Older</a>}
    </nav>
  )
}
