import type { MessageView } from '../operations/console-types.ts'
import { BecauseTable } from './because-table.tsx'
import { Head, Notice, Page } from './layout.tsx'
import { Fact, Moment, None, Status } from './parts.tsx'
import { mailPath, orderPath, outboxPath, resendPath, webhooksPath } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { inPlainWords } from './plain-words.ts'
import { Preview } from './preview.tsx'
import type { Reading } from './time.ts'
import { CHANNEL_WORDS, count, inWords, MESSAGE_MARKS, sayKind } from './words.ts'

type MessagePageProps = { place: Place; message: MessageView; notice?: string | null }

/** One message as it was sent, and all that is known of how it went. */
export const MessagePage = ({ place, message, notice = null }: MessagePageProps) => {
  const { slug } = place.merchant
  const reading = readingOf(place.merchant)
  return (
    <Page place={place} under={underOf(message)} title={message.subject ?? sayKind(message.kind)}>
      <Head title={message.subject ?? sayKind(message.kind)} up={upOf(slug, message)}>
        <Status mark={MESSAGE_MARKS[message.status]} />
        <Again slug={slug} message={message} />
      </Head>
      <Notice>{notice}</Notice>
      <div class="split">
        <div class="facts">
          <Facts message={message} reading={reading} />
          <BecauseTable name="Rule and facts" because={message.because} />
          <BecauseTable name="Why it went away" because={message.withdrawnBecause} />
          <Attempts message={message} reading={reading} />
          <Receipts message={message} reading={reading} />
          <Headers headers={message.headers} />
          <HandedOver bytes={message.handedOver} />
        </div>
        <div class="shown">
          <section aria-labelledby="shown">
            <h2 id="shown">{message.sentAt ? 'As it was sent' : 'As it would look'}</h2>
            <Preview slug={slug} message={message} />
            {message.html !== null && (
              <p>
                <a href={mailPath(slug, message.messageId)}>Open the mail alone</a>
              </p>
            )}
          </section>
          {message.html !== null && message.text !== null && (
            <section aria-labelledby="text">
              <h2 id="text">Its text part</h2>
              <pre class="plain">{message.text}</pre>
            </section>
          )}
        </div>
      </div>
    </Page>
  )
}

/** What somebody may have missed can be said again; what is still to go goes anyway. */
const Again = ({ slug, message: { messageId, channel, status } }: AgainProps) =>
  (channel === 'email' || channel === 'sms') && OVER.has(status) ? (
    <form action={resendPath(slug, messageId)} method="post">
      <input type="hidden" name="from" value="message" />
      <button type="submit" title="What it says today, to the address of today">
        Send again
      </button>
    </form>
  ) : null

const OVER: ReadonlySet<string> = new Set(['sent', 'delivered', 'bounced', 'failed', 'unclear'])

type AgainProps = { slug: string; message: MessageView }

/** What is of no order stands where it was looked for. */
function upOf(slug: string, { orderId, orderNumber, channel }: MessageView) {
  if (orderId) return { href: orderPath(slug, orderId), name: orderNumber }
  return channel === 'webhook'
    ? { href: webhooksPath(slug), name: 'Webhooks' }
    : { href: outboxPath(slug), name: 'Outbox' }
}

const underOf = ({ orderId, channel }: MessageView) =>
  orderId ? 'orders' : channel === 'webhook' ? 'webhooks' : 'outbox'

type PartProps = { message: MessageView; reading: Reading }

const Facts = ({ message, reading }: PartProps) => (
  <section aria-label="Message">
    <dl>
      <Fact name="Why">{inPlainWords(message.why, reading)}</Fact>
      <Fact name="Kind">
        {sayKind(message.kind)}, by {CHANNEL_WORDS[message.channel].toLowerCase()}
      </Fact>
      <Fact name="To">
        <span class="wrap">{message.to ?? <None word="not yet known" />}</span>
      </Fact>
      <Fact name="Due">
        <Moment at={message.dueAt} reading={reading} />
      </Fact>
      <Fact name="Sent">
        {message.sentAt ? (
          <Moment at={message.sentAt} reading={reading} />
        ) : (
          <None word="not sent" />
        )}
      </Fact>
      <Fact name="Provider">
        {message.provider ?? <None />}{' '}
        {message.providerId && <span class="id wrap">{message.providerId}</span>}
      </Fact>
      {message.parts && <Fact name="Goes as">{sayParts(message.parts)}</Fact>}
      <Fact name="Message">
        <span class="id wrap">{message.messageId}</span>
      </Fact>
      <Fact name="SHA-256">
        {message.hash ? <span class="id wrap">{message.hash}</span> : <None />}
      </Fact>
    </dl>
  </section>
)

const sayParts = ({ segments, encoding }: NonNullable<MessageView['parts']>) =>
  `${count(segments, 'part')} (${encoding})`

const Attempts = ({ message: { attempts }, reading }: PartProps) => (
  <section aria-labelledby="attempts">
    <h2 id="attempts">Attempts</h2>
    {attempts.length === 0 ? (
      <p class="hint">It has not been tried.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th scope="col" class="end">
              No.
            </th>
            <th scope="col">Begun</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map(({ n, begunAt, outcome, detail }) => (
            <tr>
              <td class="end">{n}</td>
              <td>
                <Moment at={begunAt} reading={reading} />
              </td>
              <td>
                {outcome ? inWords(outcome) : <None word="no answer yet" />}
                {detail && <span class="hint"> {detail}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const Receipts = ({ message: { receipts }, reading }: PartProps) => (
  <section aria-labelledby="receipts">
    <h2 id="receipts">Receipts</h2>
    {receipts.length === 0 ? (
      <p class="hint">The provider has said nothing since.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Said</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map(({ at, kind, detail }) => (
            <tr>
              <td>
                <Moment at={at} reading={reading} />
              </td>
              <td>
                {inWords(kind)}
                {detail && <span class="hint"> {detail}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const Headers = ({ headers }: { headers: Record<string, string> }) => {
  const all = Object.entries(headers)
  if (all.length === 0) return null
  return (
    <section aria-labelledby="headers">
      <h2 id="headers">Headers</h2>
      <dl class="headers">
        {all.map(([name, value]) => (
          <Fact name={name}>
            <span class="wrap">{value}</span>
          </Fact>
        ))}
      </dl>
    </section>
  )
}

const BYTES_SHOWN_MAX = 100_000

/** What went over the wire, for who doubts that what is shown is what was sent. */
const HandedOver = ({ bytes }: { bytes: string | null }) =>
  bytes === null ? null : (
    <section aria-labelledby="handed-over">
      <h2 id="handed-over">As handed over</h2>
      <details>
        <summary>What the provider was handed, the key in the links masked as “…”</summary>
        <pre class="plain">{bytes.slice(0, BYTES_SHOWN_MAX)}</pre>
      </details>
    </section>
  )
