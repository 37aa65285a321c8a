import type { Context } from 'hono'
import { FIXED_PARTS, knownNotice, type NoticeKind, type Page } from '../../tracking-page/index.ts'
import { DomainError } from '../domain/error.ts'
import { merchantOf } from '../lib/id.ts'
import type { Services } from '../operations/services.ts'
import { findMerchantOfLink } from '../operations/tracking.ts'
import { compressedPage } from './compressed.ts'
import type { HttpEnv } from './http-env.ts'
import { HTTP_FAULTS, HttpFault, type HttpFaultCode } from './http-fault.ts'

/** A shopper's page as an answer; it brings its own headers. */
export function answerPage(
  c: Context,
  { html, status, headers }: Omit<Page, 'status'> & { status: number },
  more: Record<string, string> = {},
) {
  const encoded = compressedPage(c, html, FIXED_PARTS)
  return c.body(encoded.body, status as 200, { ...headers, ...encoded.headers, ...more })
}

/**
 * A failure on a shopper's page, for a shopper. Unknown and ended links look alike, and whose order
 * they opened is not told: only where their shop's look-up is, for the shop stands in the link itself.
 */
export function showNotice(services: Services) {
  return async (error: Error, c: Context<HttpEnv>) => {
    if (error instanceof DomainError) {
      if (error.code === 'conflict' || error.code === 'forbidden') {
        const kind = error.code === 'conflict' ? 'stale' : error.code
        return answerPage(c, knownNotice(kind, { merchant: null }))
      }
      const lookup = await lookupOf(services, c)
      const links = lookup === null ? {} : { lookup }
      return answerPage(c, knownNotice('wrong', { merchant: null, links }))
    }
    if (error instanceof HttpFault) {
      const page = knownNotice(NOTICES[error.code] ?? 'fault', { merchant: null })
      return answerPage(c, { ...page, status: HTTP_FAULTS[error.code] }, error.headers)
    }
    services.log.error({ error, request_id: c.get('requestId') }, 'page failed')
    return answerPage(c, knownNotice('fault', { merchant: null }))
  }
}

const NOTICES: Partial<Record<HttpFaultCode, NoticeKind>> = {
  too_large: 'too_large',
  unreadable: 'unreadable',
  unsupported_media_type: 'unreadable',
}

/** What is below these is opened by shoppers, also where it is mistyped. */
export const isShopperPath = (path: string) => /^\/+[tum](\/|$)/i.test(path)

/** Where an order can be looked up by who has a link of that shop, whole or not. */
async function lookupOf(services: Services, c: Context<HttpEnv>): Promise<string | null> {
  if (c.get('ownOrigin')) return '/track'
  const token = c.req.path.split('/').find((part) => merchantOf(part) !== null)
  const merchant = token === undefined ? null : await findMerchantOfLink(services, token)
  return merchant ? `/m/${merchant.slug}/track` : null
}
