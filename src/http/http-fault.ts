import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Failures that exist only between a client and this server; what a domain refuses is a DomainError. */
export const HTTP_FAULTS = {
  unreadable: 400,
  method_not_allowed: 405,
  too_large: 413,
  unsupported_media_type: 415,
  misdirected: 421,
  too_many_requests: 429,
  unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>

export type HttpFaultCode = keyof typeof HTTP_FAULTS

export class HttpFault extends Error {
  readonly code: HttpFaultCode
  readonly headers: Record<string, string>

  constructor(code: HttpFaultCode, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'HttpFault'
    this.code = code
    this.headers = headers
  }
}
