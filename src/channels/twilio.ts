import { AsyncLocalStorage } from 'node:async_hooks'
import type { AskedFor, FoundText, Outcome, Text, TextChannel } from '../domain/outcome.ts'
import type { ReceiptKind } from '../domain/receipt.ts'
import { type Answer, answerOfCutOff, judgeRefusal, judgeSilence } from './answer.ts'
import { detailOf } from './detail.ts'
import { refuseText } from './refuse.ts'

const TWILIO_TIMEOUT_MS = 10_000
const ANSWER_BYTES_MAX = 64 * 1024

/**
 * Twilio's codes that pass whatever the HTTP status says: too many requests, the sender's queue is
 * full, the account's queue is full. All others of a 4xx (21211 no such number, 21610 opted out,
 * 21614 not a mobile …) stay as they are when the same text is tried again.
 */
const PASSING_CODES = new Set([20429, 21611, 30001])

export type TwilioSettings = {
  accountSid: string
  authToken: string
  from?: string
  messagingServiceSid?: string
  apiUrl?: string
  timeoutMs?: number
  perSecond?: number
}

/** Texts by Twilio. `201` means queued there: its word on delivery comes by status callback. */
export function twilioText(settings: TwilioSettings): TextChannel {
  let loading: ReturnType<typeof openAccount> | undefined

  return {
    name: 'twilio',
    bounds: settings.perSecond ? { perSecond: settings.perSecond } : {},
    async send(text) {
      const refused = refuseText(text)
      if (refused) return { outcome: refused, bytes: '' }

      loading ??= openAccount(settings)
      const account = await loading
      const exchange: Exchange = { form: '', answer: null }
      const outcome = await exchanges.run(exchange, () => handOver(account, settings, text))
      return { outcome, bytes: exchange.form }
    },
    async find(asked) {
      loading ??= openAccount(settings)
      return findText(await loading, asked)
    },
  }
}

/**
 * Whether Twilio has a text of which it gave no answer. It has no key by which to ask, so this is
 * the newest texts to that number, held against ours by their words: those name the order's own
 * link. Not narrowed by `DateSent`: a text that still waits in Twilio's queue has none.
 */
async function findText(
  account: Account,
  { to, body, since, isAnothers }: AskedFor,
): Promise<FoundText> {
  try {
    const listed = await account.messages.list({ to, limit: LISTED_MAX, pageSize: LISTED_MAX })
    const alike = listed.filter(
      (one) =>
        one.direction !== 'inbound' &&
        isSince(one.dateCreated ?? one.dateSent, since) &&
        wordsOf(one.body).endsWith(wordsOf(body)),
    )
    // One that was sent again by hand says what the first one did.
    const isOthers = await Promise.all(alike.map(({ sid }) => isAnothers(sid)))
    const found = alike.find((_, n) => !isOthers[n])
    if (!found) return { status: 'none', detail: `none of ${listed.length} listed texts is it` }
    const { sid, status, errorCode } = found
    const detail = `listed as ${sid}: ${status}${errorCode ? ` (error ${errorCode})` : ''}`
    return { status: 'found', providerId: sid, kind: kindOf(status), detail }
  } catch (error) {
    return { status: 'unknown', detail: detailOf(`${(error as Error).message}`) }
  }
}

const LISTED_MAX = 50
/** Our clock and Twilio's may differ, and it counts whole seconds. */
const CLOCKS_APART_MS = 120_000

const isSince = (at: Date | null | undefined, since: string) =>
  !at || at.getTime() >= Date.parse(since) - TWILIO_TIMEOUT_MS - CLOCKS_APART_MS

/** A trial account puts words before ours; line ends may come back otherwise. */
const wordsOf = (body: string) => body.replaceAll(/\s+/g, ' ').trim()

const kindOf = (status: string): ReceiptKind =>
  status === 'delivered' || status === 'read'
    ? 'delivered'
    : status === 'failed' || status === 'canceled'
      ? 'failed'
      : status === 'undelivered'
        ? 'bounced'
        : 'processed'

/** What one send put on the wire and got back: the SDK shows neither form nor Retry-After. */
type Exchange = { form: string; answer: Answer | null }
const exchanges = new AsyncLocalStorage<Exchange>()

type Account = Awaited<ReturnType<typeof openAccount>>

async function handOver(account: Account, settings: TwilioSettings, text: Text): Promise<Outcome> {
  const failure = await account.messages.create(messageOf(settings, text)).then(
    () => null,
    (error: unknown) => error,
  )
  const exchange = exchanges.getStore()
  if (exchange?.answer) return judge(exchange.answer)
  // Thrown before a byte went out: a fault of ours, and no answer of theirs.
  if (!exchange?.form) throw failure

  return judgeSilence(failure)
}

function messageOf({ from, messagingServiceSid, apiUrl }: TwilioSettings, text: Text) {
  const sender = text.from ?? from
  const { statusCallback } = text
  // Twilio refuses a text whose callback it cannot reach (21609); another host may well reach it.
  const canCall = statusCallback && (apiUrl || isPublic(statusCallback))
  return {
    ...(canCall && { statusCallback }),
    to: text.to,
    ...(sender ? { from: sender } : messagingServiceSid ? { messagingServiceSid } : {}),
    body: text.body,
  }
}

/** A name with a dot in it that is not the machine's own, or its network's. */
function isPublic(url: string): boolean {
  const { hostname } = new URL(url)
  return /\.[a-z][a-z0-9-]*$/i.test(hostname) && !/\.(?:local|internal|localhost)$/i.test(hostname)
}

type ApiAnswer = { sid?: unknown; code?: unknown; message?: unknown }

function judge(answer: Answer): Outcome {
  const { sid, code, message } = readBody(answer.body)
  if (answer.status >= 200 && answer.status < 300) {
    return { status: 'accepted', providerId: typeof sid === 'string' ? sid : null }
  }
  return judgeRefusal(answer, {
    code: String(code ?? answer.status),
    detail: typeof message === 'string' ? message : `HTTP ${answer.status}`,
    later: typeof code === 'number' && PASSING_CODES.has(code),
  })
}

function readBody(body: unknown): ApiAnswer {
  return typeof body === 'object' && body !== null ? (body as ApiAnswer) : {}
}

/** Loaded when the first text goes: the library is 20 MB and takes 150 ms to import. */
async function openAccount({ accountSid, authToken, apiUrl, timeoutMs }: TwilioSettings) {
  const [{ default: twilio }, { default: RequestClient }] = await Promise.all([
    import('twilio'),
    import('twilio/lib/base/RequestClient.js'),
  ])
  const base = apiUrl ? new URL(apiUrl) : null

  class RecordingClient extends RequestClient {
    override async request<T>(options: Parameters<typeof RequestClient.prototype.request<T>>[0]) {
      const exchange = exchanges.getStore()
      try {
        const response = await super.request<T>({ ...options, uri: rebase(options.uri, base) })
        const { statusCode: status, headers, body } = response
        if (exchange) exchange.answer = { status, headers: headers ?? {}, body }
        return response
      } catch (error) {
        if (exchange) exchange.answer = answerOfCutOff(error)
        throw error
      }
    }
  }

  const httpClient = new RecordingClient({ timeout: timeoutMs ?? TWILIO_TIMEOUT_MS })
  httpClient.axios.defaults.maxContentLength = ANSWER_BYTES_MAX
  httpClient.axios.interceptors.request.use((config) => {
    const exchange = exchanges.getStore()
    if (exchange) exchange.form = String(config.data)
    return config
  })
  return twilio(accountSid, authToken, { httpClient })
}

function rebase(uri: string, base: URL | null): string {
  if (!base) return uri

  const url = new URL(uri)
  url.protocol = base.protocol
  url.host = base.host
  return url.href
}
