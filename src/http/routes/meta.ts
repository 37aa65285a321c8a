import { Hono } from 'hono'
import type { HttpEnv } from '../http-env.ts'
import { HttpFault } from '../http-fault.ts'

/** For those who watch over the process: it lives, and it can do its work. */
export function metaRoutes(isReady: () => Promise<boolean>) {
  return new Hono<HttpEnv>()
    .get('/', (c) => c.redirect('/docs'))
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      // Whatever stands in the way, the answer is the same; what it is stands in the log of who failed.
      const ready = await isReady().catch(() => false)
      if (!ready) throw new HttpFault('unavailable', 'The database does not answer', RETRY)
      return c.json({ status: 'ready' })
    })
}

const RETRY = { 'retry-after': '5' }
