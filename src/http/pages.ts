import type { Context } from 'hono'
import { knownNotice, type Page } from '../../tracking-page/index.ts'
import { DomainError } from '../domain/error.ts'
import type { Logger } from '../lib/log.ts'
import { compressed } from './compressed.ts'
import type { HttpEnv } from './http-env.ts'
import { HTTP_FAULTS, HttpFault } from './http-fault.ts'

/** A shopper's page as an answer; it brings its own headers. */
export function answerPage(
  c: Context,
  { html, status, headers }: Omit<Page, 'status'> & { status: number },
  more: Record<string, string> = {},
) {
  const encoded = compressed(c, html)
  return c.body(encoded.body, status as 200, { ...headers, ...encoded.headers, ...more })
}

/**
 * A failure on a shopper's page, for a shopper. Unknown and ended links look alike, and whose they
 * were is not told.
 */
export function showNotice(log: Logger) {
  return (error: Error, c: Context<HttpEnv>) => {
    if (error instanceof DomainError) {
      const kind =
        error.code === 'conflict' ? 'stale' : error.code === 'forbidden' ? error.code : 'wrong'
      return answerPage(c, knownNotice(kind, { merchant: null }))
    }
    const isTooLarge = error instanceof HttpFault && error.code === 'too_large'
    const page = knownNotice(isTooLarge ? 'too_large' : 'fault', { merchant: null })
    if (error instanceof HttpFault) {
      return answerPage(c, { ...page, status: HTTP_FAULTS[error.code] }, error.headers)
    }
    log.error({ error, request_id: c.get('requestId') }, 'page failed')
    return answerPage(c, page)
  }
}
