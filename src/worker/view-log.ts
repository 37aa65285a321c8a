import { type NewPageView, notePageViews, type PageViewLog } from '../operations/note-page-views.ts'
import type { Services } from '../operations/services.ts'

/** Long enough for many to share a transaction; a crash loses no more views than that. */
export const WRITE_AFTER_MS = 1_000
/** What comes beyond it is not noted: pages go on being answered while the database stands still. */
export const WAITING_MAX = 1_000
/** Views that stand in the table already, so that who reloads costs no write. */
const KNOWN_MAX = 10_000

export type ViewLog = PageViewLog & { close(): Promise<void> }

/** Gathers the page views of this process and writes them in batches, behind the answers. */
export function startViewLog(services: Services): ViewLog {
  return createViewLog(
    (views) => notePageViews(services, views),
    (error) => services.log.warn({ error }, 'page views could not be noted'),
  )
}

type Write = (views: NewPageView[]) => Promise<void>

export function createViewLog(write: Write, onError: (error: unknown) => void): ViewLog {
  const waiting = new Map<string, NewPageView>()
  const known = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let writing = Promise.resolve()

  function flush() {
    timer = null
    const batch = [...waiting]
    waiting.clear()
    if (batch.length === 0) return
    writing = writing
      .then(() => write(batch.map(([, view]) => view)))
      .then(() => remember(batch.map(([name]) => name)))
      .catch(onError)
  }

  function remember(names: readonly string[]) {
    if (known.size + names.length > KNOWN_MAX) known.clear()
    for (const name of names) known.add(name)
  }

  return {
    note(view) {
      const name = nameOf(view)
      if (known.has(name) || waiting.has(name) || waiting.size >= WAITING_MAX) return
      waiting.set(name, view)
      timer ??= setTimeout(flush, WRITE_AFTER_MS)
    },
    async close() {
      if (timer) clearTimeout(timer)
      flush()
      await writing
    },
  }
}

const nameOf = ({ linkHash, page, at, postcodeGiven }: NewPageView) =>
  `${linkHash} ${page} ${at.slice(0, 13)} ${postcodeGiven}`
