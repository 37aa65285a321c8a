import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real server of this process, for what an interceptor can't show: connections that break. */
export async function withServer<T>(
  listener: RequestListener,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Answers with a status line whose body is too long, or is cut off in its middle. */
export const badly =
  (status: number, isLong: boolean): RequestListener =>
  (request, response) => {
    const headers = { 'x-message-id': 'its id', 'retry-after': '17' }
    request.resume().on('end', () => {
      if (isLong) return response.writeHead(status, headers).end('x'.repeat(200_000))
      response.writeHead(status, { ...headers, 'content-length': '1000' })
      return response.write('{"errors":', () => request.socket.destroy())
    })
  }
