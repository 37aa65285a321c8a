import {
  type Listener,
  type LiveOrders,
  nameOf,
  type OrderKey,
  versionsOf,
} from '../operations/live-orders.ts'
import type { Services } from '../operations/services.ts'

/** Many events in a moment are one look, and one reload in each browser. */
const LOOK_MS = 500
/**
 * Proxies cut what is silent for a minute. With each beat goes a look: what was changed by a process
 * whose signal did not reach us is found by then.
 */
export const BEAT_MS = 20_000
/** A quarter of an hour; a browser that is still there comes again by itself. */
export const BEATS_MAX = 45
/** A stream costs a socket and a few hundred bytes: as many as one process has descriptors for. */
export const STREAMS_MAX = 2_000
/** A household, and a shop's own people; not somebody who opens one link a thousand times. */
export const STREAMS_OF_ORDER_MAX = 8

type Stream = { key: OrderKey; known: string; listener: Listener; beats: number }
export type Live = LiveOrders & { changed(): void; close(): void }
type Look = (keys: readonly OrderKey[]) => Promise<Map<string, string>>

/** The live pages of this process: one look for all of them whenever something was committed. */
export function startLive(services: Pick<Services, 'read' | 'log'>): Live {
  return createLive(
    (keys) => versionsOf(services, keys),
    (error) => services.log.warn({ error }, 'the live pages could not be brought up to date'),
  )
}

export function createLive(look: Look, onError: (error: unknown) => void): Live {
  const streams = new Set<Stream>()
  let isClosed = false
  let looking: NodeJS.Timeout | null = null
  let beating: NodeJS.Timeout | null = null

  function lookNow() {
    looking = null
    tellAll(streams, look).catch(onError)
  }

  function changed() {
    if (streams.size > 0 && !isClosed) looking ??= setTimeout(lookNow, LOOK_MS)
  }

  function beat() {
    for (const stream of streams) {
      stream.beats += 1
      if (stream.beats >= BEATS_MAX) end(stream)
      else stream.listener.onBeat()
    }
    changed()
  }

  function end(stream: Stream) {
    if (forget(stream)) stream.listener.onEnd()
  }

  function forget(stream: Stream): boolean {
    const was = streams.delete(stream)
    if (streams.size === 0 && beating) {
      clearInterval(beating)
      beating = null
    }
    return was
  }

  return {
    watch(key, known, listener) {
      const of = [...streams].filter((one) => nameOf(one.key) === nameOf(key))
      if (isClosed || streams.size >= STREAMS_MAX || of.length >= STREAMS_OF_ORDER_MAX) return null
      const stream = { key, known, listener, beats: 0 }
      streams.add(stream)
      beating ??= setInterval(beat, BEAT_MS)
      return () => void forget(stream)
    },
    changed,
    close() {
      isClosed = true
      if (looking) clearTimeout(looking)
      for (const stream of streams) end(stream)
    },
  }
}

async function tellAll(streams: ReadonlySet<Stream>, look: Look) {
  const keys = new Map([...streams].map(({ key }) => [nameOf(key), key]))
  if (keys.size === 0) return
  const versions = await look([...keys.values()])
  for (const stream of streams) tell(stream, versions.get(nameOf(stream.key)))
}

function tell(stream: Stream, version: string | undefined) {
  if (version === undefined || version === stream.known) return
  stream.known = version
  stream.listener.onVersion(version)
}
