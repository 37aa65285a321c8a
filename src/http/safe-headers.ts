import type { MiddlewareHandler } from 'hono'

/** What an answer says of itself where its route said nothing: a page brings its own policy. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of DEFAULTS) {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

const DEFAULTS: readonly [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['referrer-policy', 'no-referrer'],
]
