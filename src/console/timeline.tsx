import type { Instant } from '../domain/order.ts'
import type { TimelineEntry } from '../operations/console-types.ts'
import type { Telling } from './describe-event.ts'
import { Empty } from './parts.tsx'
import { withQuery } from './paths.ts'
import { dayOf, sayDay, sayMoment } from './time.ts'
import { Entry } from './timeline-entry.tsx'

/** What one page shows; what is older is a page further. */
export const ENTRIES_MAX = 500

type TimelineProps = {
  /** Of the page that it stands on. */
  path: string
  slug: string
  entries: TimelineEntry[]
  telling: Telling
  /** The page that ends below the so-manieth oldest entry; null: the newest. */
  before: number | null
}

/**
 * Everything about the order in one line of time, the newest first: what is planned above "now",
 * what happened below it, so that the answer to a caller stands in the middle of the screen.
 */
export const Timeline = ({ path, slug, entries, telling, before }: TimelineProps) => {
  const sorted = entries.toReversed().toSorted(byNewest)
  const from = before === null ? 0 : Math.max(0, sorted.length - before)
  const to = from + ENTRIES_MAX
  const nowAt = sorted.filter(({ at }) => at > telling.now).length
  const ahead = sorted.slice(from, Math.min(to, nowAt))
  const past = sorted.slice(Math.max(from, nowAt), to)
  const props = { slug, telling }
  const pages = { path, all: sorted.length, from, to }
  return (
    <section class="timeline" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      {from > 0 && <Pages {...pages} name="Newer and older entries" />}
      <Days {...props} entries={ahead} />
      {(from === 0 || nowAt > from) && nowAt <= to && (
        <Now telling={telling} isLast={nowAt === 0} />
      )}
      {entries.length === 0 && (
        <Empty title="Nothing has happened yet.">The first event of the order starts this.</Empty>
      )}
      <Days {...props} entries={past} />
      <Pages {...pages} name="Older entries" />
    </section>
  )
}

const Now = ({ telling, isLast }: { telling: Telling; isLast: boolean }) => (
  <p class="now">
    <span>Now, {sayMoment(telling.now, telling)}</span>
    {isLast && <span class="hint">nothing is planned</span>}
  </p>
)

type PagesProps = { name: string; path: string; all: number; from: number; to: number }

/**
 * Counted from the oldest entry: what happens meanwhile is added at the other end, so a page stays
 * what it was while somebody reads it.
 */
const Pages = ({ name, path, all, from, to }: PagesProps) => {
  if (all <= ENTRIES_MAX) return null
  const link = (before: number | null) =>
    `${withQuery(path, { before: before === null ? null : String(before) })}#timeline`
  return (
    <nav class="paging" aria-label={name}>
      <span class="hint">
        {from + 1} to {Math.min(to, all)} of {all}
      </span>
      {from > 0 && <a href={link(null)}>Newest</a>}
      {from > ENTRIES_MAX && <a href={link(all - from + ENTRIES_MAX)}>Newer</a>}
      {to < all && <a href={link(all - to)}>Older</a>}
    </nav>
  )
}

type DaysProps = Pick<TimelineProps, 'slug' | 'entries' | 'telling'>

const Days = ({ slug, entries, telling }: DaysProps) => (
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
