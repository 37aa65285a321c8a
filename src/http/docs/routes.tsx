import { type Context, Hono } from 'hono'
import { compressedOnce } from '../compressed.ts'
import type { HttpEnv } from '../http-env.ts'
import { openApiDocument } from '../openapi/document.ts'
import { docsPage } from './page.tsx'
import { STYLE } from './style.ts'

/** The API's documents, made once: they change only with the code. */
export function docsRoutes(baseUrl: string) {
  const made = new Map<string, ReturnType<typeof compressedOnce>>()
  const once = (c: Context, name: string, make: () => string) => {
    const encoded = made.get(name) ?? compressedOnce(make())
    made.set(name, encoded)
    return encoded(c)
  }
  return new Hono<HttpEnv>()
    .get('/openapi.json', (c) => {
      const make = () => JSON.stringify(openApiDocument(baseUrl), null, 2)
      const { body, headers } = once(c, 'openapi', make)
      return c.body(body, 200, { ...CACHED, ...headers, 'content-type': 'application/json' })
    })
    .get('/docs', (c) => {
      const { body, headers } = once(c, 'page', () => docsPage(baseUrl))
      const type = { 'content-type': 'text/html; charset=UTF-8' }
      return c.body(body, 200, {
        ...CACHED,
        ...headers,
        ...type,
        'content-security-policy': POLICY,
      })
    })
    .get('/problems/:code', (c) =>
      c.redirect(`/docs#problem-${encodeURIComponent(c.req.param('code'))}`),
    )
}

const CACHED = { 'cache-control': 'public, max-age=300' }
const POLICY = [
  "default-src 'none'",
  `style-src ${STYLE.hash}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
