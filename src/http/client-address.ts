import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/** The connection's own address; null where there is no connection, as in a test. */
export function connectionAddress(c: Context): string | null {
  // A request that did not come through a socket has no bindings to ask.
  return c.env?.incoming ? (getConnInfo(c).remote.address ?? null) : null
}
