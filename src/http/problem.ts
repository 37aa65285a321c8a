import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { DomainError, type ErrorCode, type Fault } from '../domain/error.ts'
import type { Logger } from '../lib/log.ts'
import type { HttpEnv } from './http-env.ts'
import { HTTP_FAULTS, HttpFault, type HttpFaultCode } from './http-fault.ts'

/** RFC 9457. `title` belongs to the type and never changes; `detail` tells of this one time. */
export type Problem = {
  type: string
  title: string
  status: ContentfulStatusCode
  detail: string
  errors?: Fault[]
}
export type ProblemCode = ErrorCode | HttpFaultCode | 'internal'

/** Every kind of failure there is, for the answer and for the documents. */
export const PROBLEMS: Readonly<
  Record<ProblemCode, { status: ContentfulStatusCode; title: string }>
> = {
  unreadable: { status: HTTP_FAULTS.unreadable, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'Not authenticated' },
  forbidden: { status: 403, title: 'Not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: HTTP_FAULTS.method_not_allowed, title: 'Method not allowed' },
  conflict: { status: 409, title: 'In conflict with the present state' },
  too_large: { status: HTTP_FAULTS.too_large, title: 'The body is too large' },
  unsupported_media_type: {
    status: HTTP_FAULTS.unsupported_media_type,
    title: 'The body is in an encoding that is not supported',
  },
  // RFC 9110, 15.5.20.
  misdirected: { status: HTTP_FAULTS.misdirected, title: 'Not the name that this answers under' },
  invalid: { status: 422, title: 'Readable, but not valid' },
  too_many_requests: { status: HTTP_FAULTS.too_many_requests, title: 'Too many requests' },
  internal: { status: 500, title: 'Something failed on our side' },
  unavailable: { status: HTTP_FAULTS.unavailable, title: 'Not ready' },
}

export const PROBLEM_TYPE = 'application/problem+json'

/** The one place where a failure becomes a response. What went wrong inside us stays inside us. */
export function answerProblem(log: Logger) {
  return (error: Error, c: Context<HttpEnv>) => {
    const { problem, headers } = toProblem(error)
    if (problem.status === 500)
      log.error({ error, request_id: c.get('requestId') }, 'request failed')
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    return c.body(JSON.stringify(problem), problem.status, { 'content-type': PROBLEM_TYPE })
  }
}

function problemOf(code: ProblemCode, detail: string, errors: Fault[] = []): Problem {
  const { status, title } = PROBLEMS[code]
  const problem = { type: `/problems/${code}`, title, status, detail }
  return errors.length > 0 ? { ...problem, errors } : problem
}

type Failure = { problem: Problem; headers: Record<string, string> }

function toProblem(error: Error): Failure {
  if (error instanceof DomainError) {
    const headers = error.code === 'unauthorized' ? BEARER : {}
    return { problem: problemOf(error.code, error.message, error.faults), headers }
  }
  if (error instanceof HttpFault) {
    return { problem: problemOf(error.code, error.message), headers: error.headers }
  }
  if (error instanceof HTTPException && error.status < 500) {
    const { status, message } = error
    const detail = message || 'The request was refused'
    return { problem: { type: 'about:blank', title: detail, status, detail }, headers: {} }
  }
  return { problem: problemOf('internal', 'It is logged. Try again.'), headers: {} }
}

const BEARER = { 'www-authenticate': 'Bearer realm="tidings"' }
