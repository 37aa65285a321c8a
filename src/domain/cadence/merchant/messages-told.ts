import { because } from '../../because.ts'
import { merchantFacts } from '../../merchant-notice.ts'
import type { WebhookRule } from './rule.ts'

/** What a customer was told, message by message, with the dates in it. */
export const wantMessageSent: WebhookRule = (order) =>
  order.said.map(({ messageId, kind, channel, at, told }) => ({
    kind: 'message.sent',
    key: `message.sent:${messageId}`,
    dueAt: at,
    why: `The customer was written to: ${kind} by ${channel}.`,
    because: because('message_sent', { message: messageId, kind, channel, sent_at: at }),
    facts: merchantFacts({
      data: { message_id: messageId, kind, channel, sent_at: at, dates: told.dates },
    }),
  }))

/** What a customer did not get after all: refused for good, or come back. */
export const wantMessageFailed: WebhookRule = (_order, messages) =>
  messages
    .filter(({ status }) => status === 'failed' || status === 'bounced')
    .map(({ messageId, kind, channel, status, dueAt, sentAt, changedAt }) => ({
      kind: 'message.failed',
      key: `message.failed:${messageId}`,
      dueAt: changedAt ?? sentAt ?? dueAt,
      why: `${kind} by ${channel} did not reach the customer: it ${status === 'failed' ? 'was refused' : 'came back'}.`,
      because: because('message_failed', { message: messageId, kind, channel, status }),
      facts: merchantFacts({ data: { message_id: messageId, kind, channel, status } }),
    }))
