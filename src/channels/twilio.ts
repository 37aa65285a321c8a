import { AsyncLocalStorage } from 'node:async_hooks'
import type { Outcome, Text, TextChannel } from '../domain/outcome.ts'
import { type Answer, judgeRefusal, judgeSilence } from './answer.ts'
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
}

/** Texts by Twilio. `201` means queued there: its word on delivery comes by status callback. */
export function twilioText(settings: TwilioSettings): TextChannel {
  let loading: ReturnType<typeof openAccount> | undefined

  return {
    name: 'twilio',
    async send(text) {
      const refused = refuseText(text)
      if (refused) return { outcome: refused, bytes: '' }

      loading ??= openAccount(settings)
      const account = await loading
      const exchange: Exchange = { form: '', answer: null }
      const outcome = await exchanges.run(exchange, () => handOver(account, settings, text))
      return { outcome, bytes: exchange.form }
    },
  }
}

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

function messageOf({ from, messagingServiceSid }: TwilioSettings, text: Text) {
  const sender = text.from ?? from
  return {
    to: text.to,
    ...(sender ? { from: sender } : messagingServiceSid ? { messagingServiceSid } : {}),
    body: text.body,
  }
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
      const response = await super.request<T>({ ...options, uri: rebase(options.uri, base) })
      const exchange = exchanges.getStore()
      const { statusCode: status, headers, body } = response
      if (exchange) exchange.answer = { status, headers: headers ?? {}, body }
      return response
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
