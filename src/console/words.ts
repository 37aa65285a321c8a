import type { MerchantNoticeKind } from '../domain/merchant-notice.ts'
import type { Channel, MessageKind, MessageStatus } from '../domain/message.ts'
import type { OrderStatus } from '../domain/order.ts'
import type { AttentionFlag } from '../operations/attention-console-types.ts'

/** Status is told by its word, then by its shape, and only then by its colour. */
export type Mark = { word: string; shape: string; tone: Tone }
type Tone = 'calm' | 'good' | 'wait' | 'bad' | 'past'

export const ORDER_MARKS: Record<OrderStatus, Mark> = {
  open: { word: 'Open', shape: '○', tone: 'wait' },
  partially_shipped: { word: 'Partially shipped', shape: '◐', tone: 'wait' },
  shipped: { word: 'Shipped', shape: '●', tone: 'calm' },
  delivered: { word: 'Delivered', shape: '✓', tone: 'good' },
  cancelled: { word: 'Cancelled', shape: '✕', tone: 'past' },
}

export const MESSAGE_MARKS: Record<MessageStatus, Mark> = {
  planned: { word: 'Planned', shape: '○', tone: 'wait' },
  held: { word: 'Held', shape: '‖', tone: 'wait' },
  sending: { word: 'Sending', shape: '◐', tone: 'calm' },
  unclear: { word: 'Unclear', shape: '?', tone: 'bad' },
  sent: { word: 'Sent', shape: '●', tone: 'calm' },
  delivered: { word: 'Delivered', shape: '✓', tone: 'good' },
  bounced: { word: 'Bounced', shape: '↩', tone: 'bad' },
  failed: { word: 'Failed', shape: '✕', tone: 'bad' },
  withdrawn: { word: 'Withdrawn', shape: '–', tone: 'past' },
}

export const CHANNEL_WORDS: Record<Channel, string> = {
  email: 'E-mail',
  sms: 'Text',
  notify: 'E-mail to the merchant',
  webhook: 'Webhook',
}

/** Why an order needs a look, as short as a list has room for. */
export const FLAG_WORDS: Record<AttentionFlag, string> = {
  request: 'asked to cancel',
  held_end: 'its end waits',
  unreached: 'not reachable',
  anomaly: 'does not add up',
}

const KIND_WORDS: Partial<Record<MessageKind, string>> = {
  backorder_checkin: 'Backorder check-in',
  eta_slipped: 'Date slipped',
  eta_improved: 'Date improved',
  delay_option: 'Delay: keep or cancel',
  delay_option_reminder: 'Delay: reminder',
  delay_expired: 'Cancellation for delay',
  available_for_pickup: 'Ready to pick up',
  returned: 'On its way back',
  backorder_unfulfillable: 'Cannot be had',
  backorder_choice: 'Keep, swap or cancel',
  inquiry_received: 'Question received',
  inquiry_reply: 'Answer',
  cancel_or_stop: 'Order or texts?',
  free_message: 'Agent’s message',
}

export const sayKind = (kind: MessageKind | MerchantNoticeKind) =>
  KIND_WORDS[kind as MessageKind] ?? inWords(kind)

/** "delivery_stalled" as "Delivery stalled". */
export function inWords(name: string) {
  const words = name.replaceAll(/[_.]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`
