import { randomInt } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { type LiveOrders, type OrderKey, versionOf } from '../../operations/live-orders.ts'
import type { Services } from '../../operations/services.ts'
import { openLink } from '../../operations/tracking.ts'
import type { HttpEnv } from '../http-env.ts'
import { HttpFault } from '../http-fault.ts'
import { showNotice } from '../pages.ts'

/** After a restart not all browsers are to come back in the same second. */
const RETRY_MS_MIN = 3_000
const RETRY_MS_MAX = 10_000
const FULL_RETRY_SECONDS = 300
/** A reader that takes nothing for so long has gone, whatever its socket says. */
const WAITING_CHUNKS_MAX = 60

/**
 * Tells an open page that its order changed (server-sent events): only that, and by a version. The
 * page then asks for itself, so what it may show is decided in one place.
 */
export function liveRoutes(services: Services, live: LiveOrders | null) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  return routes.get('/t/:token/events', async (c) => {
    const { merchant, state } = await openLink(services, c.req.param('token'))
    const key = { merchantId: merchant.id, orderId: state.orderId }
    const version = await versionOf(services, key)
    return c.req.method === 'HEAD' ? c.body(null, 200, HEADERS) : answer(c, live, key, version)
  })
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nginx would hold back what comes until a buffer is full; others must not compress it.
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-robots-tag': 'noindex, nofollow',
}

function answer(c: Context<HttpEnv>, live: LiveOrders | null, key: OrderKey, version: string) {
  const open: { stop: (() => void) | null } = { stop: null }
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = writerOf(controller, () => open.stop?.())
      const listener = {
        onVersion: (one: string) => write(eventOf(one)),
        onBeat: () => write(':\n\n'),
        onEnd: () => controller.close(),
      }
      open.stop = live?.watch(key, version, listener) ?? null
      write(`retry: ${randomInt(RETRY_MS_MIN, RETRY_MS_MAX)}\n${eventOf(version)}`)
    },
    cancel: () => open.stop?.(),
  })
  // Where there is no room the page stays as it was loaded: a browser does not ask again after this.
  if (!open.stop) {
    c.set('isNoFault', true)
    throw new HttpFault('unavailable', 'Too many pages are open', {
      'retry-after': String(FULL_RETRY_SECONDS),
    })
  }
  return c.body(body, 200, HEADERS)
}

const eventOf = (version: string) => `event: version\ndata: ${version}\n\n`

function writerOf(controller: ReadableStreamDefaultController<Uint8Array>, stop: () => void) {
  const encoder = new TextEncoder()
  return (text: string) => {
    if ((controller.desiredSize ?? 0) > -WAITING_CHUNKS_MAX) {
      controller.enqueue(encoder.encode(text))
      return
    }
    stop()
    controller.close()
  }
}
