import type { MiddlewareHandler } from 'hono'
import { HttpFault } from './http-fault.ts'

/** A NUL in an address is in no id of ours, and PostgreSQL refuses to look for it with an error. */
export const refuseNul: MiddlewareHandler = async (c, next) => {
  if (c.req.url.includes('%00'))
    throw new HttpFault('unreadable', 'The address holds a NUL character')
  await next()
}
