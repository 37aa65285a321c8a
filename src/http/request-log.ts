import type { MiddlewareHandler } from 'hono'
import type { Services } from '../operations/services.ts'
import type { HttpEnv } from './http-env.ts'

const REQUEST_ID = /^[\w.:/+=-]{1,128}$/

/**
 * One line a request, under the id that its answer names too; one that came with it is kept. At
 * `debug`, but for our own faults: what went well is no news to who watches the terminal.
 */
export function requestLog({ log, clock, newId }: Services): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const begun = clock.now().getTime()
    const given = c.req.header('x-request-id')
    const requestId = given && REQUEST_ID.test(given) ? given : newId('req')
    c.set('requestId', requestId)
    c.header('x-request-id', requestId)
    await next()
    const level = c.res.status >= 500 && !c.get('isNoFault') ? 'error' : 'debug'
    if (!log.isLevelEnabled(level)) return
    log[level](
      {
        request_id: requestId,
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: clock.now().getTime() - begun,
        merchant_id: c.get('merchant')?.id,
      },
      'request',
    )
  }
}
