import { Hono } from 'hono'
import { DomainError } from '../../domain/error.ts'
import type { Services } from '../../operations/services.ts'
import { readPictureOf } from '../../operations/show-pictures.ts'
import type { HttpEnv } from '../http-env.ts'

const HASH = /^[A-Za-z0-9_-]{22}$/

/** Pictures of a merchant's goods, from our own origin: the same path is the same bytes for ever. */
export function pictureRoutes(services: Services) {
  return new Hono<HttpEnv>().get('/m/:slug/i/:hash', async (c) => {
    const { slug, hash } = c.req.param()
    const picture = HASH.test(hash) ? await readPictureOf(services, slug, hash) : null
    if (!picture) throw new DomainError('not_found', 'There is no such picture')

    const headers = { ...HEADERS, etag: `"${hash}"` }
    if (c.req.header('if-none-match') === headers.etag) return c.body(null, 304, headers)
    return c.body(new Uint8Array(picture.bytes), 200, { ...headers, 'content-type': picture.type })
  })
}

const HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'",
  'cache-control': 'public, max-age=31536000, immutable',
  // Webmail shows it inside its own pages.
  'cross-origin-resource-policy': 'cross-origin',
}
