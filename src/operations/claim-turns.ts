import { type Claimed, claimDue, claimShares, nextDueAt } from '../db/due.ts'
import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import { listTurns } from '../db/turns.ts'
import type { Instant } from '../domain/order.ts'
import type { Services } from './services.ts'

/** Merchants that one look passes by: two index seeks each. */
const STEPS_MAX = 256
/** Looks of one claim: of 10,000 merchants that wait all are passed by in some ten claims. */
const LOOKS_MAX = 4

/**
 * Behind whom the next turn is, of each lane that holds more than can be begun; by process. Where a
 * lane is not in here, all that is due is taken, and nobody waits for a turn.
 */
const turnsOf = new WeakMap<Writer, Map<string, string>>()

type Claiming = { clock: string; lane: number; now: Instant; leaseUntil: Instant; limit: number }

/**
 * Claims of one lane what can be begun: the oldest, and, where more is due than that, merchants by
 * turns, an equal share each. Oldest first alone, one merchant's 200,000 keep another's confirmation
 * waiting until the last of them has gone.
 */
export async function claimInTurn(services: Services, claiming: Claiming): Promise<Claimed[]> {
  const turns = turnsOf.get(services.writer) ?? new Map<string, string>()
  turnsOf.set(services.writer, turns)
  const key = keyOf(claiming)
  const after = turns.get(key)
  const { rows, next } = await services.writer.write(
    (db) => (after === undefined ? takeOldest(db, claiming) : takeTurns(db, claiming, after)),
    // A lease that is lost has ended.
    { mayBeLost: true },
  )
  if (next === null) turns.delete(key)
  else turns.set(key, next)
  return rows
}

/** Nothing of this lane is due any more: what is next is not asked for its turn. */
export const endTurns = ({ writer }: Services, of: Pick<Claiming, 'clock' | 'lane'>) =>
  turnsOf.get(writer)?.delete(keyOf(of))

const keyOf = ({ clock, lane }: Pick<Claiming, 'clock' | 'lane'>) => `${clock} ${lane}`

/** `next`: behind whom to go on; null where nothing is left. */
type Taken = { rows: Claimed[]; next: string | null }

async function takeOldest(db: Db, claiming: Claiming): Promise<Taken> {
  const rows = await claimDue(db, claiming)
  const isLeft = rows.length === claiming.limit && (await isDue(db, claiming))
  return { rows, next: isLeft ? '' : null }
}

async function takeTurns(db: Db, claiming: Claiming, from: string): Promise<Taken> {
  if (!(await isDue(db, claiming))) return { rows: [], next: null }
  let after = from
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const seen = await listTurns(db, { ...claiming, after, limit: STEPS_MAX })
    const due = seen.filter((one) => one.isDue).slice(0, claiming.limit)
    const isWhole = due.length < claiming.limit
    const last = isWhole ? seen.at(STEPS_MAX - 1) : due.at(-1)
    after = last?.merchantId ?? ''
    if (due.length === 0) continue
    const merchantIds = due.map(({ merchantId }) => merchantId)
    const share = Math.ceil(claiming.limit / due.length)
    return { rows: await claimShares(db, { ...claiming, merchantIds, share }), next: after }
  }
  return { rows: [], next: after }
}

async function isDue(db: Db, { clock, lane, now }: Claiming): Promise<boolean> {
  const at = await nextDueAt(db, clock, [lane])
  return at !== null && at <= now
}
