import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Event, sendgridEvent, signedEvents } from './receipts.ts'

const REPORTED_EVERY_MS = 200
const BATCH_MAX = 50

/**
 * SendGrid as it is: it keeps what it takes, answers when it pleases, and reports by its signed
 * Event Webhook, which it repeats for as long as nobody takes it, and at times though somebody did.
 */
export async function startProvider(random: () => number) {
  /** How often each message was taken, by our id. */
  const taken = new Map<string, number>()
  const waiting: Event[] = []
  const state = { hook: '', isStopped: false }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const id = JSON.parse(Buffer.concat(chunks).toString()).custom_args.tidings_message_id
    taken.set(id, (taken.get(id) ?? 0) + 1)
    waiting.push(sendgridEvent(id, 'processed'), sendgridEvent(id, 'delivered'))
    setTimeout(() => response.writeHead(202, { 'x-message-id': id }).end(), random() * 300)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  async function report() {
    const batch = waiting.slice(0, BATCH_MAX)
    if (batch.length === 0 || state.hook === '') return
    const answer = await fetch(state.hook, { method: 'POST', ...signedEvents(batch) }).catch(
      () => null,
    )
    if (answer?.ok && random() < 0.7) waiting.splice(0, batch.length)
  }
  const reporting = (async () => {
    while (!state.isStopped) {
      await report()
      await new Promise((resolve) => setTimeout(resolve, REPORTED_EVERY_MS))
    }
  })()

  return {
    taken,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reportTo(hook: string) {
      state.hook = hook
    },
    async stop() {
      state.isStopped = true
      await reporting
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
