import type { Child } from 'hono/jsx'
import type { Silence } from '../domain/cadence/explain-silence.ts'
import { isWaiting, openQuantity } from '../domain/order.ts'
import { silenceBudgetDays } from '../domain/policy-of-kind.ts'
import { saidRules, shownOrderPromise } from '../domain/said-date.ts'
import type { SupportView, TimelineEntry } from '../operations/console-types.ts'
import { BecauseFacts } from './because-table.tsx'
import { Moment, None, Status } from './parts.tsx'
import { messagePath } from './paths.ts'
import { inPlainWords } from './plain-words.ts'
import { type Reading, sayDay, sayDistance, sayExactly, sayWait } from './time.ts'
import { CHANNEL_WORDS, count, inWords, MESSAGE_MARKS, sayKind } from './words.ts'

type GlanceProps = { slug: string; view: SupportView; reading: Reading }

/**
 * What a caller asks, answered before anybody scrolls: when it comes, what was said last and why,
 * why nothing since, and what comes next.
 */
export const OrderGlance = ({ slug, view, reading }: GlanceProps) => (
  <section class="glance" aria-label="At a glance">
    <Cell name="Promise">
      <Promised {...{ slug, view, reading }} />
    </Cell>
    <Cell name="Last word">
      <LastWord {...{ slug, view, reading }} />
    </Cell>
    <Cell name="Since then">
      <Unsaid {...{ slug, view, reading }} />
    </Cell>
    <Cell name="Next word">
      <NextWord {...{ slug, view, reading }} />
    </Cell>
    <WhySilent {...{ slug, view, reading }} />
  </section>
)

/** The answer to "why has she heard nothing since Monday?", and the rule and facts it rests on. */
const WhySilent = ({ view: { silence }, reading }: GlanceProps) =>
  silence ? (
    <div class="whole">
      <h2>{silence.lastWord ? 'Why nothing since' : 'Why nothing yet'}</h2>
      <p>{inPlainWords(silence.why, reading)}</p>
      <details>
        <summary>Rule and facts</summary>
        <BecauseFacts because={silence.because} />
      </details>
    </div>
  ) : null

const Cell = ({ name, children }: { name: string; children: Child }) => (
  <div>
    <h2>{name}</h2>
    {children}
  </div>
)

const Promised = ({ view, reading }: GlanceProps) => {
  const { merchant, now } = view
  const rules = saidRules(view.order, { ...merchant, merchantZone: merchant.timeZone, now })
  const promise = shownOrderPromise(view.order, rules)
  if (promise) return <p class="strong">Ships by {sayDay(promise.shipsBy, reading)}</p>
  const waits = view.order.lines.some(({ backorder }) => backorder) && isWaiting(view.order)
  return (
    <p>
      {waits ? <strong>No date: ships when restocked</strong> : <None word="nothing is promised" />}
    </p>
  )
}

type Word = Extract<TimelineEntry, { sort: 'message' }>

const LastWord = ({ slug, view, reading }: GlanceProps) => {
  const { timeline } = view
  // Of an order that waits no more it is not counted how long, and there was a last word all the same.
  const lastAt = view.silence ? view.silence.lastWord?.at : view.silentSince
  if (!lastAt)
    return (
      <>
        <p>
          <None word={isWordOwed(view) ? 'no word yet' : 'nothing was due'} />
        </p>
        {view.silentSince && (
          <p>
            waits for {sayWait(view.silentSince, view.now)}
            <Budget view={view} />
          </p>
        )}
      </>
    )
  const word = timeline.findLast(
    (entry): entry is Word =>
      entry.sort === 'message' &&
      (entry.channel === 'email' || entry.channel === 'sms') &&
      entry.sentAt === lastAt,
  )
  return (
    <>
      {word && (
        <p>
          <a class="strong" href={messagePath(slug, word.messageId)}>
            {sayKind(word.kind)}
          </a>{' '}
          {CHANNEL_WORDS[word.channel].toLowerCase()} <Status mark={MESSAGE_MARKS[word.status]} />
        </p>
      )}
      <p>
        <time datetime={lastAt} title={sayExactly(lastAt, reading)}>
          {sayDistance(lastAt, view.now)}
        </time>
        <Budget view={view} />
      </p>
      {word && <p class="hint">{inPlainWords(word.why, reading)}</p>}
    </>
  )
}

/** An order that was over when it came to us, as an import is, was owed none. */
const isWordOwed = ({ silence }: GlanceProps['view']) =>
  silence?.because.rule !== 'nothing_left_to_ship' || silence.unsaid.length > 0

/** Nobody who cannot be reached is promised a word. */
const Budget = ({ view: { order, merchant, silence } }: Pick<GlanceProps, 'view'>) => {
  if (!isWaiting(order) || silence?.because.rule === 'cannot_be_reached') return null
  const lines = order.lines.filter((line) => openQuantity(line) > 0)
  return <span class="hint">, of {silenceBudgetDays(merchant.policy, lines)} d at most</span>
}

const UNSAID_SHOWN = 2

const Unsaid = ({ view: { silence }, reading }: GlanceProps) => {
  const unsaid = (silence?.unsaid ?? []).filter(isKeptBack).toReversed()
  if (unsaid.length === 0)
    return (
      <p>
        <None word="nothing was held back" />
      </p>
    )
  const more = unsaid.length - UNSAID_SHOWN
  return (
    <>
      {unsaid.slice(0, UNSAID_SHOWN).map(({ kind, status, why }) => (
        <p>
          {sayKind(kind)}, {inWords(status).toLowerCase()}{' '}
          <span class="hint">{inPlainWords(why, reading)}</span>
        </p>
      ))}
      {more > 0 && (
        <p>
          <a href="#timeline">{count(more, 'more', 'more')} in the timeline</a>
        </p>
      )}
    </>
  )
}

/** What a later word took the place of was not kept back: something was said instead. */
const isKeptBack = ({ because }: Silence['unsaid'][number]) => because?.rule !== 'later_word'

const NextWord = ({ view: { silence }, reading }: GlanceProps) => {
  if (!silence)
    return (
      <p>
        <None word="not known" />
      </p>
    )
  const { next, because } = silence
  const isReached = because.rule !== 'cannot_be_reached'
  if (!next || !isReached)
    return <p>{NO_NEXT[because.rule] ?? inPlainWords(silence.why, reading)}</p>
  return (
    <>
      <p class="strong">{sayKind(next.kind)}</p>
      <p>
        <Next next={next} reading={reading} />
      </p>
    </>
  )
}

type NextProps = { next: NonNullable<Silence['next']>; reading: Reading }

const Next = ({ next: { channel, dueAt }, reading }: NextProps) => (
  <>
    {dueAt <= reading.now ? 'about to go' : <Moment at={dueAt} reading={reading} />}
    <span class="hint"> · {CHANNEL_WORDS[channel].toLowerCase()}, if nothing changes</span>
  </>
)

/** Why none comes, by the rule that the silence names. */
const NO_NEXT: { [rule: string]: string } = {
  order_not_known: 'Nothing, until the order itself is known.',
  cannot_be_reached: 'Nothing: no message reaches the customer.',
  nothing_planned: 'Nothing is planned, though something is left to ship.',
  nothing_left_to_ship: 'Nothing: nothing is left to ship.',
}
