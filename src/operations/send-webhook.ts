import type { BegunWebhook } from './begin-webhook.ts'
import { finishWebhook } from './finish-webhook.ts'
import type { SentMessage } from './send-message.ts'
import type { Services } from './services.ts'
import { runBeside } from './webhook-gate.ts'

/**
 * Hands an event that was begun to its endpoint, outside of any transaction, and stores the outcome.
 * Beside the worker it answers at once with null; otherwise with how it stands.
 */
export async function sendWebhook(
  services: Services,
  begun: BegunWebhook,
  { isBeside }: { isBeside: boolean },
): Promise<SentMessage | null> {
  const { merchantId, endpointId, call } = begun
  if (!isBeside) return deliver(services, begun)

  const { messageId } = call
  const work = async () => {
    const { status } = await deliver(services, begun)
    services.counters.add('messages', status)
    // The next of its order may go now.
    services.wake()
  }
  runBeside(services, { merchantId, endpointId, messageId }, work, (error) => {
    services.counters.add('messages', 'fault')
    services.log.error({ error, message_id: messageId }, 'the answer to a webhook was not stored')
  })
  return null
}

async function deliver(services: Services, begun: BegunWebhook): Promise<SentMessage> {
  const { orderId, kind, now, call } = begun
  const handedOver = await services.channels.webhook.send(call)
  const status = await services.writer.write((db) => finishWebhook(services, db, begun, handedOver))
  return { id: call.messageId, orderId, kind, channel: 'webhook', status, at: now }
}
