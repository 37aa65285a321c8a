import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Outcome } from '../domain/outcome.ts'
import { GONE, type WebhookCall, type WebhookChannel } from '../domain/webhook-call.ts'
import { hmacSha256 } from '../lib/crypto.ts'
import { type Answer, judgeRefusal } from './answer.ts'
import { detailOf } from './detail.ts'
import { publicLookup, refuseUrl } from './public-address.ts'

/** Standard Webhooks recommends 15 to 30 s; longer, and a slow endpoint keeps what others need. */
const TIMEOUT_MS = 15_000
const ANSWER_BYTES_MAX = 4_096
const DETAIL_CHARS_MAX = 200
const PREFIX = 'whsec_'

export type WebhookSettings = {
  /** Private addresses, and http without TLS: for endpoints beside us, or on a developer's machine. */
  allowPrivate: boolean
  timeoutMs?: number
  /** How names are looked up; the system's way where none is given. */
  lookup?: LookupFunction
}

/**
 * Tells endpoints of merchants by Standard Webhooks 1.0.0. Node's own client and not `fetch`: only
 * there can it be seen which address a connection goes to. Nothing follows a redirect.
 */
export function merchantWebhook(settings: WebhookSettings): WebhookChannel & { close(): void } {
  const { allowPrivate, lookup } = settings
  const guard = allowPrivate ? (lookup ? { lookup } : {}) : { lookup: publicLookup(lookup) }
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, ...guard }),
    'https:': new HttpsAgent({ keepAlive: true, ...guard }),
  }

  return {
    name: 'webhook',
    refuse: (url) => refuseUrl(url, allowPrivate),
    async send(call) {
      // Asked again at each attempt: the setting may have changed, and an IP is never looked up.
      const refused = refuseUrl(call.url, allowPrivate)
      if (refused) return { outcome: later('address_refused', refused), bytes: call.body }
      try {
        return { outcome: judge(await post(agents, call, settings)), bytes: call.body }
      } catch (error) {
        return { outcome: silence(error), bytes: call.body }
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

/** `v1,` and the base64 of HMAC-SHA256 over id, moment and body: one for each secret. */
export function signaturesOf({
  messageId,
  seconds,
  body,
  secrets,
}: Omit<WebhookCall, 'url'>): string {
  const signed = `${messageId}.${seconds}.${body}`
  return secrets
    .map((secret) => Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .map((key) => `v1,${hmacSha256(key, signed).toString('base64')}`)
    .join(' ')
}

type Agents = { 'http:': HttpAgent; 'https:': HttpsAgent }

async function post(
  agents: Agents,
  call: WebhookCall,
  settings: WebhookSettings,
  isAgain = false,
): Promise<Answer> {
  try {
    return await postOnce(agents, call, settings)
  } catch (error) {
    // The other side had closed the connection that was kept: nothing of this request was read.
    if (isAgain || !(error as { onKeptSocket?: boolean }).onKeptSocket) throw error
    return post(agents, call, settings, true)
  }
}

function postOnce(agents: Agents, call: WebhookCall, settings: WebhookSettings): Promise<Answer> {
  const url = new URL(call.url)
  const isTls = url.protocol === 'https:'
  const body = Buffer.from(call.body)
  return new Promise((resolve, reject) => {
    const request = (isTls ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: isTls ? agents['https:'] : agents['http:'],
      signal: AbortSignal.timeout(
        Math.min(settings.timeoutMs ?? TIMEOUT_MS, call.patienceMs ?? TIMEOUT_MS),
      ),
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'user-agent': 'Tidings-Webhooks/1',
        'webhook-id': call.messageId,
        'webhook-timestamp': String(call.seconds),
        'webhook-signature': signaturesOf(call),
      },
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      const onKeptSocket = request.reusedSocket && error.code === 'ECONNRESET'
      reject(Object.assign(error, { onKeptSocket }))
    })
    request.on('response', (response) => {
      readSome(response).then(
        (text) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        reject,
      )
    })
    request.end(body)
  })
}

/** As much of an answer as somebody reads; the connection of a longer one is not used again. */
async function readSome(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= ANSWER_BYTES_MAX) break
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString('utf8')
}

function judge(answer: Answer): Outcome {
  const { status, body } = answer
  if (status >= 200 && status < 300) return { status: 'accepted', providerId: null }

  const detail = detailOf(`HTTP ${status}: ${String(body).slice(0, DETAIL_CHARS_MAX)}`)
  if (status === 410) return { status: 'rejected', code: GONE, detail }
  // Any other answer may be mended on the other side: a deploy, a wrong secret, a full disk.
  return judgeRefusal(answer, { code: `http_${status}`, detail, later: true })
}

/** Never `unclear`: a webhook may come twice, by its id it is known. */
function silence(error: unknown): Outcome {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown }
  const isTimeout = name === 'TimeoutError' || (error as Error).cause instanceof DOMException
  const said = isTimeout ? 'no answer in time' : String(message ?? 'no answer')
  return later(isTimeout ? 'timeout' : typeof code === 'string' ? code : 'no_answer', said)
}

const later = (code: string, detail: string): Outcome => ({
  status: 'try_later',
  code,
  detail: detailOf(`${code}: ${detail}`),
  retryAfterSeconds: null,
})
