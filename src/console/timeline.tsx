import type { Instant } from '../domain/order.ts'
import type { TimelineEntry } from '../operations/console-types.ts'
import type { Telling } from './describe-event.ts'
import { Empty } from './parts.tsx'
import { dayOf, sayDay, sayMoment } from './time.ts'
import { Entry } from './timeline-entry.tsx'

/** What one page shows: an order with more has been talked to by a machine that is broken. */
export const ENTRIES_MAX = 500

type TimelineProps = { slug: string; entries: TimelineEntry[]; telling: Telling }

/**
 * Everything about the order in one line of time, the newest first: what is planned above "now",
 * what happened below it, so that the answer to a caller stands in the middle of the screen.
 */
export const Timeline = ({ slug, entries, telling }: TimelineProps) => {
  const sorted = entries.toReversed().toSorted(byNewest).slice(0, ENTRIES_MAX)
  const ahead = sorted.filter(({ at }) => at > telling.now)
  const past = sorted.filter(({ at }) => at <= telling.now)
  return (
    <section class="timeline" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <Days slug={slug} entries={ahead} telling={telling} />
      <p class="now">
        <span>Now, {sayMoment(telling.now, telling)}</span>
        {ahead.length === 0 && <span class="hint">nothing is planned</span>}
      </p>
      {past.length === 0 ? (
        <Empty title="Nothing has happened yet.">The first event of the order starts this.</Empty>
      ) : (
        <Days slug={slug} entries={past} telling={telling} />
      )}
      {entries.length > ENTRIES_MAX && (
        <p class="hint">{entries.length - ENTRIES_MAX} older entries are not shown.</p>
      )}
    </section>
  )
}

const Days = ({ slug, entries, telling }: TimelineProps) => (
  <>
    {byDay(entries, telling.timeZone).map(({ at, entries }) => (
      <>
        <h3>{sayDay(at, telling)}</h3>
        <ol>
          {entries.map((entry) => (
            <Entry slug={slug} entry={entry} telling={telling} />
          ))}
        </ol>
      </>
    ))}
  </>
)

/** Of one moment, what came later in the list: a message stands above the event that caused it. */
const byNewest = (a: TimelineEntry, b: TimelineEntry) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)

function byDay(entries: TimelineEntry[], timeZone: string) {
  const days = new Map<string, { at: Instant; entries: TimelineEntry[] }>()
  for (const entry of entries) {
    const day = dayOf(entry.at, timeZone)
    const known = days.get(day)
    if (known) known.entries.push(entry)
    else days.set(day, { at: entry.at, entries: [entry] })
  }
  return [...days.values()]
}
