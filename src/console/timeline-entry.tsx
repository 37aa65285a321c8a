import type { Child } from 'hono/jsx'
import type { TimelineEntry, TimelineMessage } from '../operations/console-types.ts'
import { describeEvent, type Telling } from './describe-event.ts'
import { Status, TimeOfDay } from './parts.tsx'
import { messagePath } from './paths.ts'
import { inPlainWords } from './plain-words.ts'
import { sayDay, sayDistance, sayMoment, sayTime } from './time.ts'
import { CHANNEL_WORDS, inWords, MESSAGE_MARKS, sayKind } from './words.ts'

type EntryProps = { slug: string; entry: TimelineEntry; telling: Telling }

export const Entry = ({ slug, entry, telling }: EntryProps) => {
  switch (entry.sort) {
    case 'message':
      return <Message slug={slug} entry={entry} telling={telling} />
    case 'event':
      return (
        <Item entry={entry} telling={telling} shape="■">
          <p>{describeEvent(entry, telling)}</p>
          <Data entry={entry} />
        </Item>
      )
    case 'receipt':
      return (
        <Item entry={entry} telling={telling} shape="↳">
          <p>
            Receipt: {inWords(entry.kind).toLowerCase()}
            {entry.detail && `, ${entry.detail}`}{' '}
            <span class="hint">
              of <a href={messagePath(slug, entry.messageId)}>its message</a>
            </span>
          </p>
        </Item>
      )
    case 'act':
      return (
        <Item entry={entry} telling={telling} shape="◆">
          <p>
            {inWords(entry.action)} <span class="hint">by {entry.actor}</span>
          </p>
          {entry.detail && <p class="hint">{entry.detail}</p>}
        </Item>
      )
    case 'view':
      return (
        <Item entry={entry} telling={telling} shape="○">
          <p>
            {entry.page === 'order' ? 'Order page' : `Page “${inWords(entry.page)}”`} opened{' '}
            <span class="hint">
              by who has its link, {entry.client}
              {entry.postcodeGiven && ', after the postcode was given'}
            </span>
          </p>
        </Item>
      )
    default:
      return entry satisfies never
  }
}

type ItemProps = { entry: TimelineEntry; telling: Telling; shape: string; children: Child }

const Item = ({ entry, telling, shape, children }: ItemProps) => (
  <li class={entry.sort}>
    <TimeOfDay at={entry.at} reading={telling} />
    <span class="shape" aria-hidden="true">
      {shape}
    </span>
    <div>{children}</div>
  </li>
)

type MessageProps = { slug: string; entry: { at: string } & TimelineMessage; telling: Telling }

const Message = ({ slug, entry, telling }: MessageProps) => {
  const mark = MESSAGE_MARKS[entry.status]
  return (
    <li class={`message ${mark.tone}`}>
      <TimeOfDay at={entry.at} reading={telling} />
      <span class="shape" aria-hidden="true">
        ✉
      </span>
      <div>
        <p class="what">
          <a data-row href={messagePath(slug, entry.messageId)}>
            {entry.subject ?? sayKind(entry.kind)}
          </a>
          <Status mark={mark} />
        </p>
        <p>
          {CHANNEL_WORDS[entry.channel]}
          {entry.to && ` to ${entry.to}`}
          {entry.subject && ` · ${sayKind(entry.kind)}`}
          <span class="hint"> · {sayWhen(entry, telling)}</span>
        </p>
        <p class="hint">Why: {inPlainWords(entry.why, telling)}</p>
        {entry.withdrawnWhy && (
          <p class="hint">Withdrawn: {inPlainWords(entry.withdrawnWhy, telling)}</p>
        )}
      </div>
    </li>
  )
}

/** Due and sent are told apart only where a minute or more lies between them. */
function sayWhen({ dueAt, sentAt, status }: TimelineMessage, telling: Telling) {
  if (status === 'withdrawn') return `was due ${sayMoment(dueAt, telling)}`
  if (!sentAt) return `due ${sayMoment(dueAt, telling)}, ${sayDistance(dueAt, telling.now)}`

  const sent = `sent ${sayTime(sentAt, telling)}, ${sayDistance(sentAt, telling.now)}`
  if (sayMoment(dueAt, telling) === sayMoment(sentAt, telling)) return sent
  const isSameDay = sayDay(dueAt, telling) === sayDay(sentAt, telling)
  return `due ${isSameDay ? sayTime(dueAt, telling) : sayMoment(dueAt, telling)}, ${sent}`
}

const DATA_SHOWN_MAX = 20_000

/** What we were told, as it came, for who doubts our words for it. */
const Data = ({ entry }: { entry: Extract<TimelineEntry, { sort: 'event' }> }) => (
  <details>
    <summary>
      <code>{entry.type}</code> from {entry.source} <span class="id">{entry.id}</span>
    </summary>
    <pre>{(JSON.stringify(entry.data, null, 2) ?? '').slice(0, DATA_SHOWN_MAX)}</pre>
  </details>
)
