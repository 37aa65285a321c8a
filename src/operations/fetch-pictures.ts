import type { Writer } from '../db/group-commit.ts'
import {
  arePicturesDue,
  claimPictures,
  keepPicture,
  notePictureFailure,
  type WantedPicture,
} from '../db/pictures.ts'
import { addHours } from '../domain/instant.ts'
import { pictureRetryMinutes } from '../domain/picture.ts'
import { contentHash } from '../lib/crypto.ts'
import type { Services } from './services.ts'

/** At most 20 MB in memory, and few connections to one shop's server. */
const IN_FLIGHT_MAX = 4
/** Longer than any fetch: a worker that ended leaves its pictures to the next. */
const LEASE_HOURS = 2 / 60
/** A worker under load turns hundreds of times a second: pictures are not looked for each time. */
const LOOK_MS = 1_000

type Fetching = { lookedAt: number; running: Set<Promise<void>> }
const fetching = new WeakMap<Writer, Fetching>()

/**
 * Begins to fetch what is wanted, and comes back at once: a shop's server that takes fifteen seconds
 * to give no answer must not hold up a mail. For live and test merchants alike, on the system's
 * clock. How many were begun.
 */
export async function fetchPictures(services: Services): Promise<number> {
  const state = stateOf(services)
  const now = services.clock.now()
  const room = IN_FLIGHT_MAX - state.running.size
  if (room <= 0 || Math.abs(now.getTime() - state.lookedAt) < LOOK_MS) return 0
  state.lookedAt = now.getTime()

  const at = now.toISOString()
  if (!(await arePicturesDue(services.read, at))) return 0
  const leaseUntil = addHours(at, LEASE_HOURS)
  const wanted = await services.writer.write((db) =>
    claimPictures(db, { now: at, leaseUntil, limit: room }),
  )
  for (const one of wanted) runBeside(services, state, one)
  return wanted.length
}

/** Until nothing is being fetched any more. */
export async function picturesAtRest(services: Services): Promise<void> {
  const { running } = stateOf(services)
  while (running.size > 0) await Promise.all(running)
}

function runBeside(services: Services, { running }: Fetching, wanted: WantedPicture) {
  const run = fetchOne(services, wanted)
    .catch((error) => services.log.error({ error }, 'a picture could not be kept'))
    .finally(() => running.delete(run))
  running.add(run)
}

async function fetchOne(services: Services, { url, ...wanted }: WantedPicture) {
  const answer = await services.channels.pictures.fetch(url)
  const now = services.clock.now().toISOString()
  if (answer.status === 'fetched') {
    const { status: _, ...picture } = answer
    const hash = contentHash(picture.bytes)
    await services.writer.write((db) => keepPicture(db, wanted, { ...picture, hash }, now))
    return
  }
  const tries = wanted.tries + 1
  const minutes = pictureRetryMinutes(tries, answer.isLasting)
  const nextAt = minutes === null ? null : addHours(now, minutes / 60)
  const { why } = answer
  await services.writer.write((db) => notePictureFailure(db, wanted, { tries, nextAt, why }))
}

function stateOf({ writer }: Services): Fetching {
  const known = fetching.get(writer) ?? { lookedAt: Number.NEGATIVE_INFINITY, running: new Set() }
  fetching.set(writer, known)
  return known
}
