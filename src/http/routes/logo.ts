import { Hono } from 'hono'
import { DomainError } from '../../domain/error.ts'
import { hashKey } from '../../lib/crypto.ts'
import { findMerchantOfSlug } from '../../operations/merchants.ts'
import type { Services } from '../../operations/services.ts'
import type { HttpEnv } from '../http-env.ts'

const DATA_URL = /^data:(image\/[a-z+]+);base64,(.*)$/

/** A merchant's logo for mails and pages, from our own origin. */
export function logoRoutes(services: Services) {
  return new Hono<HttpEnv>().get('/m/:slug/logo', async (c) => {
    const merchant = await findMerchantOfSlug(services, c.req.param('slug'))
    const [, type, base64] = DATA_URL.exec(merchant?.brand.logo ?? '') ?? []
    if (!type || !base64) throw new DomainError('not_found', 'There is no logo')

    const etag = `"${hashKey(base64).slice(0, 32)}"`
    const headers = { ...HEADERS, etag }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    return c.body(Buffer.from(base64, 'base64'), 200, { ...headers, 'content-type': type })
  })
}

/** An SVG opened by its address is a document: it may draw, and nothing else. */
const HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'public, max-age=3600',
  // Webmail shows it inside its own pages.
  'cross-origin-resource-policy': 'cross-origin',
}
