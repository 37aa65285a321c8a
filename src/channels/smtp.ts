import type { Readable } from 'node:stream'
import type { SendMailOptions, Transporter } from 'nodemailer'
import type { Mail, MailChannel, Outcome } from '../domain/outcome.ts'
import { detailOf } from './detail.ts'
import { composeMime, messageIdOf } from './mime.ts'
import { refuseMail } from './refuse.ts'

/** For each of: finding the host, connecting, the greeting, a silence in the conversation. */
const SMTP_STEP_TIMEOUT_MS = 10_000
/** For all of it, a wait for a free connection included; below the lease of a claimed message. */
const SMTP_TIMEOUT_MS = 20_000
const SMTP_CONNECTIONS_MAX = 5
const MESSAGES_PER_CONNECTION_MAX = 100
/** More would wait for a connection, and the wait is part of the time that each has. */
const IN_FLIGHT_MAX = 3 * SMTP_CONNECTIONS_MAX

export type SmtpSettings = { url: string; timeoutMs?: number }

/** Mail by any SMTP server, over a few connections that stay open. */
export function smtpMail({ url, timeoutMs = SMTP_TIMEOUT_MS }: SmtpSettings): MailChannel & {
  close(): Promise<void>
} {
  let loading: Promise<Transporter> | undefined

  return {
    name: 'smtp',
    bounds: { inFlightMax: IN_FLIGHT_MAX },
    async send(mail) {
      const refused = refuseMail(mail)
      if (refused) return { outcome: refused, bytes: '' }

      const bytes = await composeMime(mail)
      loading ??= openPool(url)
      return { outcome: await handOver(await loading, mail, bytes, timeoutMs), bytes }
    },
    async close() {
      if (loading) (await loading).close()
    },
  }
}

/** The pool hands `noteBody` the stream of the message: once read from, its bytes are on the way. */
type Handover = SendMailOptions & { noteBody: (body: Readable) => void }

async function handOver(
  pool: Transporter,
  mail: Mail,
  bytes: string,
  timeoutMs: number,
): Promise<Outcome> {
  let body: Readable | null = null
  const handover: Handover = {
    envelope: { from: mail.from.email, to: [mail.to.email] },
    raw: bytes,
    signal: AbortSignal.timeout(timeoutMs),
    noteBody: (stream) => {
      body = stream
    },
  }
  try {
    await pool.sendMail(handover)
    return { status: 'accepted', providerId: messageIdOf(mail) }
  } catch (error) {
    return judge(error as SmtpError, (body as Readable | null)?.readableDidRead ?? false)
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string }

/**
 * RFC 5321, 4.2.1: 4yz passes, 5yz stays. But a 5yz to the greeting, EHLO or AUTH is about us and
 * the server, not about this mail: someone will mend the password, and then the mail shall go.
 */
function judge(error: SmtpError, bodyBegun: boolean): Outcome {
  const detail = detailOf(error.response ?? error.message)
  const code = String(error.responseCode ?? error.code ?? 'smtp')
  const aboutMail = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'

  if (aboutMail && (error.responseCode ?? 500) >= 500) return { status: 'rejected', code, detail }
  if (error.responseCode === undefined && bodyBegun) return { status: 'unclear', detail }
  return { status: 'try_later', code, detail, retryAfterSeconds: null }
}

async function openPool(url: string): Promise<Transporter> {
  const { default: nodemailer } = await import('nodemailer')
  const pool = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: SMTP_CONNECTIONS_MAX,
    maxMessages: MESSAGES_PER_CONNECTION_MAX,
    // One, for a kept connection that the server has closed meanwhile; the worker owns the retries.
    maxRequeues: 1,
    dnsTimeout: SMTP_STEP_TIMEOUT_MS,
    connectionTimeout: SMTP_STEP_TIMEOUT_MS,
    greetingTimeout: SMTP_STEP_TIMEOUT_MS,
    socketTimeout: SMTP_STEP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  pool.use('stream', (mail, done) => {
    mail.message.processFunc((body) => {
      ;(mail.data as unknown as Handover).noteBody(body)
      return body
    })
    done()
  })
  return pool
}
