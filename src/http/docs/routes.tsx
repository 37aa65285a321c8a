import { Hono } from 'hono'
import type { Services } from '../../operations/services.ts'
import type { HttpEnv } from '../http-env.ts'

export function docsRoutes(_services: Services) {
  return new Hono<HttpEnv>().get('/docs', (c) => c.text('docs'))
}
