import type { Services } from '../../src/operations/services.ts'
import { createPump } from '../../src/worker/pump.ts'

/** More than a test has reason for: what falls due again at the same moment would go round for ever. */
const ROUNDS_MAX = 1_000

/**
 * Sends what is due on the system's clock by the worker's own loop, round after round until nothing
 * is due, each at rest before the next. How many rounds had something to do.
 */
export async function pumpDue(services: Services): Promise<number> {
  for (let rounds = 0; rounds < ROUNDS_MAX; rounds += 1)
    if (!(await pumpRound(services))) return rounds
  throw new Error(`there was still something due after ${ROUNDS_MAX} rounds`)
}

/**
 * One round of it alone, for who looks at what stands between two; whether it had something to do.
 * Nothing is begun ahead: the clock stands, and a moment that lies close by never comes.
 */
export async function pumpRound(services: Services): Promise<boolean> {
  const pump = createPump(services, () => {}, 0)
  const wait = await pump.round()
  await pump.close()
  return wait === 0
}
