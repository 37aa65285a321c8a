import type { Context } from 'hono'

/** A form of another site sends its `Origin`; mail programs and scripts send none. */
export function isForeignOrigin(c: Context, baseUrl: string): boolean {
  const origin = c.req.header('origin')
  const own: unknown = c.get('ownOrigin')
  return origin !== undefined && origin !== (own ?? new URL(baseUrl).origin)
}
