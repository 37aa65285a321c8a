import type { ChannelBounds, Outcome } from '../domain/outcome.ts'

/** Begun at once and not yet handed over: more would only wait in our memory, and lose their lease. */
const STARTING_MAX = 16
/** In flight at first; never fewer, unless the provider asks for it. */
const AT_FIRST = 16
/** Nor fewer than this where it does: with one alone, a single request that hangs is all mail held. */
const AT_LEAST = 4
/** A process has sockets for more, and 4,000 sends a second at 100 ms need 400. */
const IN_FLIGHT_MAX = 512
/** A window is judged when it has seen as many answers as may be in flight, and this long. */
const WINDOW_MS_MIN = 100
/** By so much the rate must rise where twice as many may be in flight: it is the provider's latency
 * that held it, not our processor. Below that it may be noise. */
const RISE = 1.15
/**
 * Nor was it in vain where each answer took no longer than before by more than this: who is handed
 * twice as many and answers as quickly bears them, and what held the rate was our own processor, that
 * may have stood still for a moment. Taken back, 32 at 100 ms were 280 a second of 340 for seconds.
 */
const SLOWER = 1.15
/** So many answers for each that may be in flight, and none that asked for less: it has recovered. */
const RECOVERED = 2
/** Windows until it is tried again with more. */
const HOLD_WINDOWS = 16
/** Slower than at its best by this and no quicker for it: it queues what it is handed. */
const CROWDED = 4

/** One message on its way, counted from the claim to the answer. */
export type Ride = {
  handOver(nowMs: number): void
  answer(nowMs: number, isPushedBack: boolean): void
  end(nowMs: number): void
}
export type Flow = {
  room(nowMs: number): number
  /** When there is room by time alone; null where an answer brings it. */
  opensAt(nowMs: number): number | null
  enter(nowMs: number): Ride
  /** How many may be in flight now. */
  limit(): number
}

/**
 * 429 and 5xx, and no answer at all: fewer at once then. A refusal for good tells nothing of it, nor
 * a "later" to one mailbox, which is how greylisting speaks (RFC 5321, 4.2.3), nor a full queue of one
 * of Twilio's senders.
 */
export const isPushback = (outcome: Outcome) =>
  outcome.status === 'unclear' || (outcome.status === 'try_later' && !OF_ONE.has(outcome.code))
const OF_ONE: ReadonlySet<string> = new Set(['450', '451', '452', '21611', '30001'])

/**
 * How many messages may be on their way to one provider. By Little's law the rate is what is in
 * flight by what an answer takes: it begins with few and allows twice as many as long as the rate
 * rises with them. A fixed number that suits a quick provider leaves 95 % of the rate at a slow one.
 */
export function createFlow(boundsOf: () => ChannelBounds): Flow {
  const windows = createWindows(() => boundsOf().inFlightMax ?? IN_FLIGHT_MAX)
  const second = createSecond(() => boundsOf().perSecond ?? null)
  let starting = 0
  let inFlight = 0

  function room(nowMs: number): number {
    const free = windows.limit() - inFlight - starting
    if (free <= 0) windows.noteFull()
    const standing = boundsOf().standing?.().room ?? Number.POSITIVE_INFINITY
    const taken = standing - inFlight - starting
    return Math.max(0, Math.min(STARTING_MAX - starting, free, taken, second.left(nowMs)))
  }

  function enter(nowMs: number): Ride {
    starting += 1
    second.take(nowMs)
    let handedOverAt: number | null = null
    let isOver = false
    return {
      handOver(now) {
        starting -= 1
        inFlight += 1
        handedOverAt = now
      },
      answer(now, isPushedBack) {
        if (handedOverAt === null || isOver) return
        isOver = true
        inFlight -= 1
        windows.noteAnswer(now, now - handedOverAt, isPushedBack)
      },
      end(now) {
        if (handedOverAt !== null) return this.answer(now, true)
        if (isOver) return
        isOver = true
        starting -= 1
        // It was not true any more: nobody was asked for anything.
        second.giveBack()
      },
    }
  }

  return {
    room,
    enter,
    limit: windows.limit,
    opensAt(nowMs) {
      const { standing } = boundsOf()
      const stands = standing?.()
      if (stands && stands.room <= 0) return stands.again
      return second.left(nowMs) < 1 ? second.opensAt(nowMs) : null
    },
  }
}

/** Judges, window by window, whether more in flight is more a second. */
function createWindows(mostOf: () => number) {
  let limit = AT_FIRST
  let isTrial = false
  let before = { limit, rate: 0, meanMs: 0 }
  let since: number | null = null
  let [hold, answers, tookMs] = [0, 0, 0]
  let wasFull = false
  const recovery = createRecovery()
  let bestMs = Number.POSITIVE_INFINITY

  function close(now: number) {
    const rate = answers / Math.max(now - (since ?? now), 1)
    const meanMs = tookMs / answers
    bestMs = Math.min(meanMs, bestMs * 1.02)
    const isInVain = rate < before.rate * RISE && meanMs > before.meanMs * SLOWER
    if (isTrial && isInVain) {
      isTrial = false
      limit = before.limit
      hold = HOLD_WINDOWS
      if (meanMs > bestMs * CROWDED) limit = Math.max(AT_FIRST, Math.floor(limit * 0.75))
    } else if (wasFull && (isTrial || hold <= 0)) {
      isTrial = true
      before = { limit, rate, meanMs }
      limit *= 2
    }
    hold -= 1
    start(now)
  }

  function start(now: number | null) {
    since = now
    answers = 0
    tookMs = 0
    wasFull = false
  }

  const bounded = () => Math.max(1, Math.min(limit, mostOf()))

  return {
    limit: bounded,
    noteFull() {
      wasFull = true
    },
    noteAnswer(now: number, ms: number, isPushedBack: boolean) {
      since ??= now - ms
      answers += 1
      tookMs += ms
      if (isPushedBack) {
        limit = Math.max(AT_LEAST, Math.floor(bounded() / 2))
        recovery.fail()
        isTrial = false
        hold = HOLD_WINDOWS
        start(now)
        return
      }
      limit = recovery.take(limit)
      if (answers >= bounded() && now - since >= WINDOW_MS_MIN) close(now)
    },
  }
}

/**
 * Back to as many as at first by what is taken. Few mails never fill a window: what was halved for a
 * bad minute would stay so for days.
 */
function createRecovery() {
  let taken = 0
  return {
    fail() {
      taken = 0
    },
    take(limit: number): number {
      taken += 1
      if (limit >= AT_FIRST || taken < RECOVERED * limit) return limit
      taken = 0
      return Math.min(AT_FIRST, limit * 2)
    },
  }
}

const SECOND_MS = 1_000

/**
 * So many in any second there is, the first one and that after a rest too: a bucket that is full then
 * and fills again meanwhile gives twice as many. Counted by the millisecond in which they were taken.
 */
function createSecond(perSecondOf: () => number | null) {
  const taken: { at: number; count: number }[] = []
  let sum = 0

  function forget(now: number) {
    while (taken[0] && taken[0].at <= now - SECOND_MS) sum -= taken.shift()?.count ?? 0
  }

  return {
    left(now: number): number {
      const perSecond = perSecondOf()
      if (perSecond === null) return Number.POSITIVE_INFINITY
      forget(now)
      return perSecond - sum
    },
    take(now: number) {
      if (perSecondOf() === null) return
      forget(now)
      const last = taken.at(-1)
      if (last && last.at >= now) last.count += 1
      else taken.push({ at: now, count: 1 })
      sum += 1
    },
    /** Of what was taken last: of none it matters which. */
    giveBack() {
      const last = taken.at(-1)
      if (!last) return
      sum -= 1
      last.count -= 1
      if (last.count === 0) taken.pop()
    },
    opensAt: (now: number) => (taken[0]?.at ?? now - SECOND_MS) + SECOND_MS,
  }
}
