import type { Context, Hono } from 'hono'
import { DomainError } from '../domain/error.ts'
import type { HttpEnv } from './http-env.ts'
import { HttpFault } from './http-fault.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** No route took the request: there is no such path, or it takes other methods. */
export function refuseRoute(app: Hono<HttpEnv>, c: Context<HttpEnv>): never {
  const { method, path } = c.req
  const allowed = allowedAt(app, path)
  if (allowed.length === 0) throw new DomainError('not_found', `There is nothing at ${path}`)

  const allow = allowed.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])).join(', ')
  throw new HttpFault('method_not_allowed', `${path} takes ${allow}, and not ${method}`, { allow })
}

/** Whether anything is there, for whatever method. */
export const isRoute = (app: Hono<HttpEnv>, path: string) => allowedAt(app, path).length > 0

const allowedAt = (app: Hono<HttpEnv>, path: string) =>
  METHODS.filter((one) => takes(app, one, path))

/** A middleware matches every method; only a route names its own. */
const takes = ({ router }: Hono<HttpEnv>, method: string, path: string) =>
  router.match(method, path)[0].some(([[, route]]) => route.method === method)
