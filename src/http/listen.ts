import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

type Listening = {
  /** The port that was taken: with 0 a free one. */
  port: number
  /** Takes no more requests and ends when those in flight are answered, or `graceMs` is over. */
  close(graceMs: number): Promise<void>
}

type Open = { server: Server; sockets: ReadonlySet<Socket> }

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
  }) as Server
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(where.port, where.host, () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) => close({ server, sockets }, graceMs),
  }
}

function close({ server, sockets }: Open, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    AbortSignal.timeout(graceMs).addEventListener('abort', () => server.closeAllConnections())
    server.close(() => resolve())
    // A connection that is answered now is not to wait for another request. 0 would mean for ever.
    server.keepAliveTimeout = 1
    server.keepAliveTimeoutBuffer = 0
    // Node counts a connection as idle only after its first request.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  })
}
