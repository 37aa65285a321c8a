import type { ReceiptKind } from '../../domain/receipt.ts'
import type { Connector, ReadReceipts } from '../connector.ts'
import { formOf, verifyTwilio } from './verify.ts'

/** Under which the address of a status callback names our message. */
export const MESSAGE_PARAMETER = 'message'
const ID_MAX = 200
const CODE = /^\d{5}$/

/** Twilio's status callbacks: what became of the texts that it took. */
export const twilio: Connector = {
  name: 'twilio',
  verify: verifyTwilio,
  translate: () => {
    throw new Error('a status is read by readReceipts')
  },
  readReceipts,
  // What Twilio expects of any webhook; an answer of another type is a warning in the account's log.
  answer: () => ({ body: '<Response/>', type: 'text/xml' }),
}

function readReceipts(raw: Uint8Array, query: URLSearchParams): ReadReceipts {
  const form = formOf(raw)
  const sid = idOf(form.get('MessageSid') ?? form.get('SmsSid'))
  // `SmsStatus` is the older field, and may lag behind.
  const status = (form.get('MessageStatus') ?? form.get('SmsStatus') ?? '').toLowerCase()
  const kind = KINDS[status]
  if (!sid || !kind) return { receipts: [], ignored: [status.slice(0, ID_MAX) || 'no status'] }

  const code = form.get('ErrorCode')
  const isCode = code !== null && CODE.test(code)
  return {
    ignored: [],
    receipts: [
      {
        messageId: idOf(query.get(MESSAGE_PARAMETER)) || null,
        providerId: sid,
        receiptId: `${sid} ${status}`,
        kind,
        at: null,
        code: isCode ? code : null,
        detail: isCode ? `error ${code}` : null,
      },
    ],
  }
}

/** PostgreSQL has no text with a NUL. */
const idOf = (text: string | null) => (text ?? '').replaceAll('\0', '').slice(0, ID_MAX)

const KINDS: Partial<Record<string, ReceiptKind>> = {
  accepted: 'processed',
  scheduled: 'processed',
  queued: 'processed',
  sending: 'processed',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  canceled: 'failed',
  failed: 'failed',
  undelivered: 'bounced',
}
