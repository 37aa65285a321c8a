import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below what systems hand out by themselves (Linux from 32,768 on, others from 49,152 on): a port of
 * those, let go and taken up again a second later, may meanwhile belong to any connection of the
 * tests beside this one.
 */
const FIRST = 10_000
const LAST = 32_000
const TRIES_MAX = 100

/** A port where nobody listens, and which nobody is given by chance. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < TRIES_MAX; n += 1) {
    const port = randomInt(FIRST, LAST)
    if (await isFree(port)) return port
  }
  throw new Error(`${TRIES_MAX} ports were taken`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
