import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel'
import type { ChannelBounds, HandedOver, Outcome } from '../domain/outcome.ts'

type Channel<One> = {
  name: string
  bounds?: ChannelBounds
  send(one: One): Promise<HandedOver>
}

/** So many in a row that a server's bad moment is not taken for its end. */
const FAILURES_MAX = 5
const FIRST_SECONDS = 5
const LONGEST_SECONDS = 120
/** Who names a longer wait is asked again by then: a mistaken one must not stop all mail for a day. */
const PAUSE_SECONDS_MAX = 3_600

/**
 * The channel, spared while it cannot take anything: until the moment that it named (Retry-After,
 * X-RateLimit-Reset: that is said of all messages, not only of the one it was said to), and, after
 * failures in a row, until one message a while shows that it is back. Meanwhile the answer is
 * `try_later` with the moment, and nobody is called.
 *
 * Time is ours, so that tests can move it: the library counts and lets one through, at any moment
 * after ours has come.
 */
export function guard<One, C extends Channel<One>>(
  channel: C & Channel<One>,
  now: () => number,
): C {
  const breaker = circuitBreaker(handleWhenResult(isFault), {
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
    halfOpenAfter: 0,
  })
  let opened = 0
  let openUntil = 0
  let pausedUntil = 0
  breaker.onBreak(() => {
    openUntil = now() + Math.min(FIRST_SECONDS * 2 ** opened, LONGEST_SECONDS) * 1_000
    opened += 1
  })
  breaker.onReset(() => {
    opened = 0
    openUntil = 0
  })

  function whyNot(): HandedOver | null {
    const at = now()
    if (pausedUntil > at)
      return held('paused', `${channel.name} asks for a pause`, pausedUntil - at)
    if (breaker.state === CircuitState.Closed) return null
    const failing = `${channel.name} has failed ${FAILURES_MAX} times in a row`
    if (openUntil > at) return held('circuit_open', failing, openUntil - at)
    // The one that was let through has no answer yet; the library would make others wait for it.
    return breaker.state === CircuitState.HalfOpen ? held('circuit_open', failing, null) : null
  }

  async function send(one: One): Promise<HandedOver> {
    const spared = whyNot()
    if (spared) return spared

    const handedOver = await breaker.execute(() => channel.send(one))
    const { outcome, pauseSeconds } = handedOver
    const asked = outcome.status === 'try_later' ? outcome.retryAfterSeconds : pauseSeconds
    if (asked)
      pausedUntil = Math.max(pausedUntil, now() + Math.min(asked, PAUSE_SECONDS_MAX) * 1_000)
    return handedOver
  }

  /** For who claims: what would only be spared is left where it waits, and costs no attempt. */
  function standing() {
    const at = now()
    if (pausedUntil > at) return { room: 0, again: pausedUntil }
    if (breaker.state === CircuitState.Closed) return { room: Number.POSITIVE_INFINITY, again: at }
    return openUntil > at ? { room: 0, again: openUntil } : { room: 1, again: at }
  }

  return { ...channel, bounds: { ...channel.bounds, standing }, send }
}

/** No answer, or one that says that nothing is taken now; not "too fast", and not "not this one". */
function isFault(handedOver: unknown): boolean {
  const { outcome } = handedOver as { outcome: Outcome }
  if (outcome.status === 'try_later') return !PASSING_CODES.has(outcome.code)
  return outcome.status === 'unclear'
}

/**
 * "Later" that tells of a rate or of one message: HTTP's 429, Twilio's own codes for it and for full
 * queues, SMTP's 45x to one recipient (RFC 5321, 4.2.3), which is how greylisting speaks.
 */
const PASSING_CODES: ReadonlySet<string> = new Set([
  '429',
  '20429',
  '21611',
  '30001',
  '450',
  '451',
  '452',
])

function held(code: string, why: string, waitMs: number | null): HandedOver {
  const detail = `${why}: not handed over`
  const retryAfterSeconds = waitMs === null ? null : Math.ceil(waitMs / 1_000)
  return { outcome: { status: 'try_later', code, detail, retryAfterSeconds }, bytes: '' }
}
