import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerQuestions } from '../child.ts'

/** What a run asks of the provider. Times are milliseconds of the system's clock. */
export type SinkQuestion =
  | { do: 'reset'; delayMs: number }
  | { do: 'count' }
  | { do: 'arrivals' }
  | { do: 'report'; hook: string | null }
export type SinkAnswer = {
  port: number
  /** To give to the connection that hears our reports. */
  publicKey: string
  unique: number
  doubled: number
  lastAt: number
  /** By our id: when it came first. Only where it was asked for. */
  arrivals: [string, number][]
}

const REPORTED_EVERY_MS = 200
const BATCH_MAX = 500
const MARK = Buffer.from('"tidings_message_id":"')
const QUOTE = 0x22

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const arrivals = new Map<string, number>()
let waiting: string[] = []
let doubled = 0
let lastAt = 0
let delayMs = 0
let hook: string | null = null

const now = () => performance.timeOrigin + performance.now()

/** It looks for our id and reads nothing else: what the provider costs is no part of what is measured. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
    const from = body.indexOf(MARK) + MARK.length
    const id = body.toString('latin1', from, body.indexOf(QUOTE, from))
    const answer = () => response.writeHead(202, { 'x-message-id': id }).end()
    lastAt = now()
    if (arrivals.has(id)) doubled += 1
    else arrivals.set(id, lastAt)
    if (hook !== null) waiting.push(id)
    if (delayMs === 0) answer()
    else setTimeout(answer, delayMs)
  })
})
server.keepAliveTimeout = 60_000
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

answerQuestions(async (question: SinkQuestion): Promise<SinkAnswer> => {
  if (question.do === 'reset') reset(question.delayMs)
  if (question.do === 'report') hook = question.hook
  return {
    port: (server.address() as AddressInfo).port,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    unique: arrivals.size,
    doubled,
    lastAt,
    arrivals: question.do === 'arrivals' ? [...arrivals] : [],
  }
})

function reset(delay: number) {
  arrivals.clear()
  waiting = []
  doubled = 0
  lastAt = 0
  delayMs = delay
  hook = null
}

/** As SendGrid's signed Event Webhook does, which it repeats for as long as nobody takes it. */
for (;;) {
  await sleep(REPORTED_EVERY_MS)
  const batch = waiting.slice(0, BATCH_MAX)
  if (hook === null || batch.length === 0) continue
  const answer = await fetch(hook, { method: 'POST', ...signed(batch) }).catch(() => null)
  if (answer?.ok) waiting.splice(0, batch.length)
}

function signed(ids: readonly string[]) {
  const timestamp = String(Math.floor(now() / 1_000))
  const body = JSON.stringify(
    ids.map((id) => ({
      email: 'jo@example.com',
      event: 'delivered',
      timestamp: Number(timestamp),
      sg_event_id: `sg_${id}`,
      sg_message_id: 'abc.filter0001.1.2-0',
      tidings_message_id: id,
    })),
  )
  const signature = sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    },
  }
}
