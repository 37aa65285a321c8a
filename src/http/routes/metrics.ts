import { Hono } from 'hono'
import { readMetrics } from '../../operations/metrics.ts'
import type { Services } from '../../operations/services.ts'
import { adminDoor } from '../bearer.ts'
import type { HttpEnv } from '../http-env.ts'

/** For who watches over the installation: what a Prometheus scrapes, with the admin token. */
export const metricsRoutes = (services: Services, adminToken: string | null) =>
  new Hono<HttpEnv>().get('/metrics', adminDoor(adminToken), async (c) =>
    c.body(await readMetrics(services), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    }),
  )
