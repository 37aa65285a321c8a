export type ErrorCode = 'invalid' | 'unauthorized' | 'forbidden' | 'not_found' | 'conflict'

/** One thing wrong with what was sent: `pointer` is an RFC 6901 JSON pointer into the body. */
export type Fault = { pointer: string; message: string }

/**
 * What a caller can act on. Everything else that is thrown is our own fault and its text stays in
 * the log; so nothing from inside ever reaches a response by being wrapped in one of these.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly faults: Fault[]

  constructor(code: ErrorCode, message: string, faults: Fault[] = []) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.faults = faults
  }
}
