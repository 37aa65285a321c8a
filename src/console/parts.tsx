import type { Child } from 'hono/jsx'
import type { Instant } from '../domain/order.ts'
import { type Reading, sayDistance, sayExactly, sayMoment, sayTime } from './time.ts'
import type { Mark } from './words.ts'

/** Shape and word; the colour only repeats them. */
export const Status = ({ mark }: { mark: Mark }) => (
  <span class={`status ${mark.tone}`}>
    <span aria-hidden="true" class="shape">
      {mark.shape}
    </span>
    {mark.word}
  </span>
)

type MomentProps = { at: Instant; reading: Reading }

/** "Fri, Mar 14, 10:32 · 3 h ago", with the whole moment and its zone in the title. */
export const Moment = ({ at, reading }: MomentProps) => (
  <span class="moment">
    <time datetime={at} title={sayExactly(at, reading)}>
      {sayMoment(at, reading)}
    </time>{' '}
    <span class="hint">{sayDistance(at, reading.now)}</span>
  </span>
)

export const TimeOfDay = ({ at, reading }: MomentProps) => (
  <time datetime={at} title={sayExactly(at, reading)}>
    {sayTime(at, reading)}
  </time>
)

/** An empty state says what to do first. */
export const Empty = ({ title, children }: { title: string; children: Child }) => (
  <div class="empty">
    <p class="strong">{title}</p>
    <p>{children}</p>
  </div>
)

export const Fact = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

/** What is not known, said so that a column keeps its place. */
export const None = ({ word = 'none' }: { word?: string }) => <span class="hint none">{word}</span>
