import { request } from 'node:http'
import autocannon from 'autocannon'
import type { Child } from '../child.ts'
import type { PageServer } from './server.ts'

export type Timing = { p50: number; p99: number; cpuMs: number }
export type ServerChild = Child<string, PageServer>

export const RATE = 200
const CONNECTIONS = 20
const STATUS_LINE_BYTES = 'HTTP/1.1 200 OK\r\n\r\n'.length

/** Bytes as they are sent: the head, and the body in this coding. */
export function bytesOf({ port, path }: PageServer, coding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': coding }
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      let bytes = STATUS_LINE_BYTES + answer.rawHeaders.join('').length
      bytes += answer.rawHeaders.length * 2 // ": " and the line's end
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve(bytes))
    })
      .on('error', reject)
      .end()
  })
}

/** Requests come at their rate whether or not the last one was answered: waiting counts. */
export async function timeOf(server: ServerChild, seconds: number): Promise<Timing> {
  const { port, path, cpuMicros } = await server.ask('')
  const { latency, requests, non2xx, errors } = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections: CONNECTIONS,
    overallRate: RATE,
    duration: seconds,
    headers: { 'accept-encoding': 'gzip, deflate, br, zstd' },
  })
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests got no page`)
  const used = (await server.ask('')).cpuMicros - cpuMicros
  return { p50: latency.p50, p99: latency.p99, cpuMs: used / 1_000 / requests.total }
}
