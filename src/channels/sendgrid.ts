import type { ClientRequest } from '@sendgrid/client/src/request.js'
import type { ClientResponse } from '@sendgrid/client/src/response.js'
import type { HandedOver, Mail, MailChannel, Outcome } from '../domain/outcome.ts'
import {
  type Answer,
  answerOfCutOff,
  judgeRefusal,
  judgeSilence,
  pauseSecondsOf,
} from './answer.ts'
import { refuseMail } from './refuse.ts'

/** It answers in 157 ms at the 99th percentile (knock.app/email-api-benchmarks); 10 s is a failure. */
const SENDGRID_TIMEOUT_MS = 10_000
const ANSWER_BYTES_MAX = 64 * 1024
const UNTRACKED = {
  clickTracking: { enable: false, enableText: false },
  openTracking: { enable: false },
}

export type SendGridSettings = {
  apiKey: string
  apiUrl?: string
  timeoutMs?: number
  perSecond?: number
}

/** Mail by SendGrid's Mail Send v3. `202` means queued there: its word on delivery comes later. */
export function sendgridMail(settings: SendGridSettings): MailChannel {
  let loading: ReturnType<typeof openAccount> | undefined

  return {
    name: 'sendgrid',
    bounds: settings.perSecond ? { perSecond: settings.perSecond } : {},
    async send(mail) {
      const refused = refuseMail(mail)
      if (refused) return { outcome: refused, bytes: '' }

      loading ??= openAccount(settings)
      return handOver(await loading, mail)
    },
  }
}

type Account = Awaited<ReturnType<typeof openAccount>>

async function handOver(account: Account, mail: Mail): Promise<HandedOver> {
  try {
    const [response, bytes] = await account.send(requestOf(mail))
    return answered(answerOf(response), String(bytes))
  } catch (error) {
    // Anything else was thrown before a byte went out: a fault of ours, and no answer of theirs.
    if (!(error instanceof Unanswered)) throw error

    const answer = answerOfCutOff(error.cause)
    if (answer) return answered(answer, error.bytes)
    return { outcome: judgeSilence(error.cause), bytes: error.bytes }
  }
}

function answered(answer: Answer, bytes: string): HandedOver {
  const pauseSeconds = pauseSecondsOf(answer)
  return { outcome: judge(answer), bytes, ...(pauseSeconds !== null && { pauseSeconds }) }
}

function requestOf(mail: Mail) {
  return {
    to: mailbox(mail.to),
    from: mailbox(mail.from),
    ...(mail.replyTo && { replyTo: mailbox(mail.replyTo) }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== null && { html: mail.html }),
    headers: mail.headers,
    // Stored there as "not personal" and never redacted, so it holds our own id and nothing else.
    customArgs: { tidings_message_id: mail.messageId },
    trackingSettings: UNTRACKED,
  }
}

function mailbox({ email, name }: { email: string; name: string | null }) {
  return name ? { email, name } : { email }
}

function answerOf({ statusCode, headers, body }: ClientResponse): Answer {
  return { status: statusCode, headers, body }
}

function judge(answer: Answer): Outcome {
  if (answer.status >= 200 && answer.status < 300) {
    const id = answer.headers['x-message-id']
    return { status: 'accepted', providerId: typeof id === 'string' ? id : null }
  }
  return judgeRefusal(answer, { code: String(answer.status), detail: reasonOf(answer) })
}

type ApiErrors = { errors?: { message?: string; field?: string | null }[] }

function reasonOf({ status, body }: Answer): string {
  const errors = (body as ApiErrors | null)?.errors
  if (!Array.isArray(errors) || errors.length === 0) return `HTTP ${status}`

  return errors
    .map(({ message, field }) => (field ? `${field}: ${message}` : `${message}`))
    .join('; ')
}

class Unanswered extends Error {
  readonly bytes: string

  constructor(bytes: string, cause: unknown) {
    super('SendGrid gave no answer', { cause })
    this.bytes = bytes
  }
}

/** An own instance each: what the library exports is one for the whole process. */
async function openAccount({ apiKey, apiUrl, timeoutMs = SENDGRID_TIMEOUT_MS }: SendGridSettings) {
  const [{ default: sharedMail }, { default: sharedClient }] = await Promise.all([
    import('@sendgrid/mail'),
    import('@sendgrid/client'),
  ])
  const Client = sharedClient.constructor as new () => typeof sharedClient

  /** Answers with the body that it sent, in the place of the empty one that came back. */
  class RecordingClient extends Client {
    override async request(data: ClientRequest): Promise<[ClientResponse, string]> {
      const bytes = JSON.stringify(data.body)
      try {
        const [response] = await super.request(data)
        return [response, bytes]
      } catch (cause) {
        throw new Unanswered(bytes, cause)
      }
    }
  }

  const client = new RecordingClient()
  const mail = new (sharedMail.constructor as new () => typeof sharedMail)()
  mail.setClient(client)
  mail.setApiKey(apiKey)
  // These are axios's: its types name fewer than it passes on. A redirect is not followed, since
  // that would turn the POST into a GET, whose success would be taken for SendGrid's.
  const transport = {
    ...(apiUrl && { baseUrl: `${apiUrl.replace(/\/+$/, '')}/` }),
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: ANSWER_BYTES_MAX,
    validateStatus: () => true,
  }
  client.setDefaultRequest(transport as unknown as ClientRequest)
  return mail
}
