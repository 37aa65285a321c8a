import type { MiddlewareHandler } from 'hono'

/** What every answer says of itself, unless it says something else: a page brings its own policy. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  // Before and not after: a failure answers from outside of this, and is to have them too.
  for (const [name, value] of DEFAULTS) c.header(name, value)
  await next()
}

const DEFAULTS: readonly [string, string][] = [
  ['x-content-type-options', 'nosniff'],
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['referrer-policy', 'no-referrer'],
]
