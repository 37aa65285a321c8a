import { createMiddleware } from 'hono/factory'
import { DomainError } from '../domain/error.ts'
import { withoutTurns } from '../domain/reading-direction.ts'

/** Nothing but our own style sheet and script; a message's own page is framed, and has its own. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * A mail as it was sent: its inline styles, pictures from our origin, and nothing else. `sandbox`
 * stands here beside the frame's attribute, because the address can be opened without the frame.
 */
export const MESSAGE_POLICY = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** No text of a shop's or a shopper's turns what stands beside it. */
export const straightPages = createMiddleware(async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.get('content-type')?.startsWith('text/html')) return
  c.res = new Response(withoutTurns(await c.res.text()), c.res)
})

/**
 * `same-origin`, not `no-referrer`: with the latter a browser sends `Origin: null` with every form
 * (Fetch standard, "append a request Origin header"), which no origin check can let pass.
 */
export const secureHeaders = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('content-security-policy'))
    c.header('content-security-policy', PAGE_POLICY)
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'same-origin')
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
})

/** A POST must come from a page of ours. A cookie alone proves who, and not from where. */
export function ownOriginOnly(baseUrl: string) {
  const { origin } = new URL(baseUrl)
  return createMiddleware(async (c, next) => {
    const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isSafe && c.req.header('origin') !== origin) {
      throw new DomainError('forbidden', `This form works at ${origin}/console only`)
    }
    await next()
  })
}
