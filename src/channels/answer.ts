import type { Outcome } from '../domain/outcome.ts'
import { detailOf } from './detail.ts'

/** What came back over HTTP; header names are lower case. */
export type Answer = { status: number; headers: Record<string, unknown>; body: unknown }

/** A day: a provider that names a longer wait is mistaken, and the message would be lost to it. */
const RETRY_AFTER_SECONDS_MAX = 86_400

/** The outcome of an answer that is no success. Any status is an answer, so none is `unclear`. */
export function judgeRefusal(
  answer: Answer,
  { code, detail, later = false }: { code: string; detail: string; later?: boolean },
): Outcome {
  const words = detailOf(detail)
  // A redirect comes from something before the provider: nobody has refused this message.
  const passing = answer.status === 429 || answer.status >= 500 || answer.status < 400 || later
  if (!passing) return { status: 'rejected', code, detail: words }

  return { status: 'try_later', code, detail: words, retryAfterSeconds: retryAfterSeconds(answer) }
}

/**
 * The answer of a request that failed after its status line had come: what stands behind that line
 * may be too long or cut off, and says nothing of whether the message was taken.
 */
export function answerOfCutOff(error: unknown): Answer | null {
  const { code, response, request } = error as CutOff
  const status = response?.status ?? (typeof code === 'number' ? code : request?.res?.statusCode)
  if (typeof status !== 'number' || status < 200) return null
  return { status, headers: response?.headers ?? request?.res?.headers ?? {}, body: null }
}

/** As axios fails, and as SendGrid's client passes that on: there the code is the status. */
type CutOff = {
  code?: unknown
  response?: { status?: unknown; headers?: Answer['headers'] }
  request?: { res?: { statusCode?: unknown; headers?: Answer['headers'] } | null }
}

/** An outcome for "no answer": only where nothing can have left us is it safe to send again. */
export function judgeSilence(error: unknown): Outcome {
  const { code, message } = describe(error)
  const detail = detailOf(`${code}: ${message}`)
  if (!neverReached(error)) return { status: 'unclear', detail }

  return { status: 'try_later', code, detail, retryAfterSeconds: null }
}

/**
 * Retry-After is seconds or a date (RFC 9110, 10.2.3); X-RateLimit-Reset is unix seconds. Moments
 * are counted from the answer's own Date, so that a clock of ours that is wrong doesn't matter.
 */
function retryAfterSeconds({ status, headers }: Answer): number | null {
  const after = text(headers['retry-after'])
  if (after && /^\d+$/.test(after)) return clamp(Number(after))

  const sentAt = Date.parse(text(headers.date) ?? '')
  const moment = after ? Date.parse(after) : status === 429 ? resetAt(headers) : Number.NaN
  const seconds = Math.ceil((moment - sentAt) / 1000)
  return Number.isNaN(seconds) ? null : clamp(seconds)
}

/**
 * For how long nothing more is taken, where an answer says that it was the last one of its window:
 * the next would be refused with 429.
 */
export function pauseSecondsOf({ headers }: Answer): number | null {
  if (text(headers['x-ratelimit-remaining']) !== '0') return null
  const seconds = Math.ceil((resetAt(headers) - Date.parse(text(headers.date) ?? '')) / 1000)
  return seconds > 0 ? clamp(seconds) : null
}

function resetAt(headers: Answer['headers']): number {
  const reset = text(headers['x-ratelimit-reset'])
  return reset && /^\d+$/.test(reset) ? Number(reset) * 1000 : Number.NaN
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, 0), RETRY_AFTER_SECONDS_MAX)
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? `${value}` : null
}

type Failure = { code?: unknown; syscall?: unknown; cause?: unknown; errors?: unknown }

const NAME_OR_PORT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
/** A certificate is judged before the first byte of the request goes out. */
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
const CAUSES_MAX = 5

function neverReached(error: unknown): boolean {
  let failure = error as Failure | undefined
  for (let depth = 0; failure && depth < CAUSES_MAX; depth++) {
    const code = typeof failure.code === 'string' ? failure.code : ''
    if (NAME_OR_PORT.has(code) || CERTIFICATE.test(code)) return true
    if (failure.syscall === 'connect' || failure.syscall === 'getaddrinfo') return true
    // Node tries a host's addresses in turn and reports all of them: none was connected to.
    if (Array.isArray(failure.errors)) return true
    failure = failure.cause as Failure | undefined
  }
  return false
}

function describe(error: unknown): { code: string; message: string } {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return {
    code: typeof code === 'string' ? code : 'no_answer',
    message: typeof message === 'string' ? message : 'no answer',
  }
}
