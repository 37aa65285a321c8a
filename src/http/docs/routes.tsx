import { Hono } from 'hono'
import type { HttpEnv } from '../http-env.ts'
import { openApiDocument } from '../openapi/document.ts'
import { docsPage } from './page.tsx'
import { STYLE } from './style.ts'

/** The API's documents, made once: they change only with the code. */
export function docsRoutes(baseUrl: string) {
  const made = new Map<string, string>()
  const once = (name: string, make: () => string) => {
    const text = made.get(name) ?? make()
    made.set(name, text)
    return text
  }
  return new Hono<HttpEnv>()
    .get('/openapi.json', (c) => {
      const text = once('openapi', () => JSON.stringify(openApiDocument(baseUrl), null, 2))
      return c.body(text, 200, { ...CACHED, 'content-type': 'application/json' })
    })
    .get('/docs', (c) =>
      c.html(
        once('page', () => docsPage(baseUrl)),
        200,
        {
          ...CACHED,
          'content-security-policy': POLICY,
        },
      ),
    )
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
