import { claimLive, lookAhead, type Seen, type Way } from '../operations/run-due.ts'
import type { Services } from '../operations/services.ts'
import { createFlow, type Flow, isPushback } from './flow.ts'

/**
 * A claim is worth its transaction where so many may be begun; more at once would be begun one
 * behind the other, and whoever's turn is next waits for all of them.
 */
const CLAIM_MIN = 4
const CLAIM_MAX = 8
/**
 * So long before its moment a message is begun, and held until then: of what is to be done for it only
 * the hand-over is left. What comes of its order meanwhile is too late for it, as after any hand-over.
 */
const AHEAD_MS = 20
/** Far within its lease. */
const HELD_MS_MAX = 5_000
/** One round in so many begins with another lane than the most urgent one, so that none starves. */
const SHARE_EVERY = 8

export type Pump = {
  /** Claims and begins what is due and has room; in how many ms to look again, null: when told. */
  round(): Promise<number | null>
  /** Claims nothing more, and waits until everything that was begun has its outcome stored. */
  close(): Promise<void>
}

type Begin = Awaited<ReturnType<typeof claimLive>>[number]

/**
 * Sends what is due on the system's clock without ever waiting for one of them: as many are on
 * their way to each provider as it bears, and a slow answer holds up nobody else's message.
 */
export function createPump(services: Services, onRoom: () => void, aheadMs = AHEAD_MS): Pump {
  const flows = flowsOf(services)
  const running = new Set<Promise<unknown>>()
  const nowMs = () => services.clock.now().getTime()
  let rounds = 0
  let isClosed = false
  const beginAt = beginAhead(aheadMs)
  const sight = createSight(services, beginAt)

  function start(flow: Flow, begin: Begin, at: string) {
    const ride = flow.enter(nowMs())
    const tellRoom = () => {
      if (running.size === 0 || flow.room(nowMs()) >= Math.min(CLAIM_MIN, flow.limit())) onRoom()
    }
    const watch: Parameters<Begin>[0] = {
      onHandOver() {
        ride.handOver(nowMs())
        tellRoom()
      },
      onAnswer: (outcome) => ride.answer(nowMs(), isPushback(outcome)),
      untilDue: () => reach(services, Date.parse(at)),
    }
    const run = begin(watch).finally(() => {
      ride.end(nowMs())
      running.delete(run)
      tellRoom()
    })
    running.add(run)
  }

  async function round(): Promise<number | null> {
    const { seen, isForeseen } = await sight.look(nowMs())
    const due = seen.filter((one) => beginAt(one) <= nowMs())
    rounds += 1
    let claimed = 0
    for (const { lane, way, at } of inTurn(due, rounds)) {
      if (isClosed) return null
      const flow = flows[way]
      const limit = Math.min(flow.room(nowMs()), CLAIM_MAX)
      if (limit <= 0) continue
      const begins = await claimLive(services, { lane, limit, first: at })
      for (const begin of begins) start(flow, begin, at)
      claimed += begins.length
    }
    if (claimed > 0 || isForeseen) return 0
    if (due.length === 0) sight.keep(seen)
    return waitFor(seen, { flows, beginAt }, nowMs())
  }

  return {
    round,
    async close() {
      isClosed = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

const flowsOf = ({ channels }: Services): Record<Way, Flow> => ({
  mail: createFlow(() => channels.mail.bounds ?? {}),
  text: createFlow(() => channels.text.bounds ?? {}),
  own: createFlow(() => ({})),
})

type BeginAt = (seen: Seen) => number
/** What is decided by time alone is not decided before it. */
const beginAhead =
  (aheadMs: number): BeginAt =>
  ({ at, way }) =>
    Date.parse(at) - (way === 'own' ? 0 : aheadMs)

/** Asked again: a timer may ring a moment early. A clock that was set back holds nobody for longer. */
async function reach({ clock }: Services, momentMs: number) {
  for (let left = HELD_MS_MAX; left > 0; ) {
    const ms = Math.min(momentMs - clock.now().getTime(), left)
    if (ms <= 0) return
    await new Promise((resolve) => setTimeout(resolve, ms))
    left -= ms
  }
}

/** What was foreseen for this moment is claimed without another look, which would come first. */
function createSight(services: Services, beginAt: BeginAt) {
  let foreseen: readonly Seen[] = []
  return {
    async look(nowMs: number) {
      const isForeseen = foreseen.some((one) => beginAt(one) <= nowMs)
      const seen = isForeseen ? foreseen : await lookAhead(services, foreseen)
      foreseen = []
      return { seen, isForeseen }
    },
    /** Nothing of it was due. */
    keep(seen: readonly Seen[]) {
      foreseen = seen
    },
  }
}

/** In how many ms the first of these lanes can be claimed from; null where only an answer tells. */
function waitFor(
  seen: readonly Seen[],
  { flows, beginAt }: { flows: Record<Way, Flow>; beginAt: BeginAt },
  now: number,
): number | null {
  const waits = seen.map((one) => {
    const ms = beginAt(one) - now
    return ms > 0 ? ms : untilOpen(flows[one.way], now)
  })
  const known = waits.filter((ms) => ms !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Zero where it has room: what is due there is another worker's just now. */
function untilOpen(flow: Flow, now: number): number | null {
  if (flow.room(now) > 0) return 0
  const at = flow.opensAt(now)
  return at === null ? null : Math.max(0, at - now)
}

/** The most urgent first, but now and then each of the others. */
function inTurn<Lane>(lanes: readonly Lane[], round: number): readonly Lane[] {
  if (round % SHARE_EVERY !== 0 || lanes.length < 2) return lanes
  const at = 1 + ((round / SHARE_EVERY) % (lanes.length - 1))
  return [...lanes.slice(at), ...lanes.slice(0, at)]
}
