import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export type Listening = {
  /** The port that was taken: with 0 a free one. */
  port: number
  /** Takes no more requests and ends when those in flight are answered, or `graceMs` is over. */
  close(graceMs: number): Promise<void>
}

/** A sender that stops in the middle of a request must not hold a socket for ever. */
const REQUEST_TIMEOUT_MS = 30_000
const KEEP_ALIVE_MS = 65_000

export async function listen(
  app: Pick<Hono, 'fetch'>,
  where: { host: string; port: number },
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
  }) as import('node:http').Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(where.port, where.host, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) => close(server, graceMs),
  }
}

function close(server: import('node:http').Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    AbortSignal.timeout(graceMs).addEventListener('abort', () => server.closeAllConnections())
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
