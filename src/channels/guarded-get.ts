import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { publicLookup } from './public-address.ts'

export type GetSettings = {
  /** Private addresses as well: for a shop on one's own machine or network. */
  allowPrivate: boolean
  lookup?: LookupFunction
}

/** A GET that goes to public addresses only, looked at where the connection is made; no redirects. */
export function guardedGet(
  url: URL,
  { allowPrivate, lookup }: GetSettings,
  { signal, headers }: { signal: AbortSignal; headers: Record<string, string> },
): Promise<IncomingMessage> {
  const guard = allowPrivate ? (lookup ? { lookup } : {}) : { lookup: publicLookup(lookup) }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      signal,
      // No connection is kept: of one server little is asked, and each thing only once.
      agent: false,
      headers,
      ...guard,
    })
    request.on('error', reject)
    request.on('response', resolve)
    request.end()
  })
}

/** All of an answer, or null where it has more than `max` bytes: what it says of its length may lie. */
export async function readUpTo(answer: IncomingMessage, max: number): Promise<Buffer | null> {
  if (Number(answer.headers['content-length'] ?? 0) > max) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > max) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Why nothing came, in a line. */
export function whyFailed(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer in time'
  const { code, message } = error as { code?: unknown; message?: unknown }
  return `${String(code ?? '')} ${String(message)}`.trim()
}
