import { readBecause } from '../../domain/because.ts'
import type { MessageDetail } from '../../operations/read-message.ts'
import type { ListedMessage } from '../../operations/read-orders.ts'

/** A row of an order's messages. `to` and `subject` are those of the message as it was made. */
export function shapeListedMessage({ message, to, subject, receipts }: ListedMessage) {
  return {
    id: message.id,
    kind: message.kind,
    channel: message.channel,
    status: message.status,
    due_at: message.due_at,
    sent_at: message.sent_at,
    to,
    subject,
    why: message.why,
    because: readBecause(message.because),
    withdrawn_why: message.withdrawn_why,
    withdrawn_because: readBecause(message.withdrawn_because),
    receipts,
  }
}

/** One message with everything that is known of it, as it was sent. */
export function shapeMessage(detail: MessageDetail) {
  const { message, sent, handedOver, parts, attempts, receipts } = detail
  const to = sent?.to ?? null
  const subject = sent?.subject ?? null
  return {
    ...shapeListedMessage({ message, to, subject, receipts }),
    order_id: message.order_id,
    provider: message.provider,
    provider_id: message.provider_id,
    html: sent?.content.html ?? null,
    text: sent?.content.text ?? null,
    headers: sent?.content.headers ?? {},
    segments: parts?.segments ?? null,
    encoding: parts?.encoding ?? null,
    handed_over: handedOver,
    sha256: sent?.sha256 ?? null,
    template_version: sent?.templateVersion ?? null,
    attempts: attempts.map(({ n, provider, begunAt, endedAt, outcome, detail }) => ({
      n,
      provider,
      begun_at: begunAt,
      ended_at: endedAt,
      outcome,
      detail,
    })),
  }
}
