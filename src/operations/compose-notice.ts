import { findInquiry } from '../db/inquiries.ts'
import type { Db } from '../db/open.ts'
import { writeOut } from '../db/packed.ts'
import type { MessageRow } from '../db/schema.ts'
import { because, readBecause } from '../domain/because.ts'
import type { Merchant } from '../domain/merchant.ts'
import {
  isEndpointNotice,
  isMailedNotice,
  type MailedNotice,
  merchantFacts,
} from '../domain/merchant-notice.ts'
import type { Instant, OrderState } from '../domain/order.ts'
import type { Mail } from '../domain/outcome.ts'
import { hashKey } from '../lib/crypto.ts'
import { renderNotice } from '../render/notify.ts'
import { clean } from '../render/plain.ts'
import type { Composed } from './composed.ts'
import { noticeSample } from './content-samples.ts'
import { mailHeaders } from './mail-headers.ts'
import type { Services } from './services.ts'

const NAME_MAX = 255

type Input = {
  merchant: Merchant
  /** Null for what is of the shop and of no order. */
  order: OrderState | null
  wanted: MailedNotice
  messageId: string
  now: Instant
}

/** A mail to the merchant itself, from its own sender: the address that its provider lets us use. */
export async function composeNotice(
  services: Services,
  db: Db,
  { merchant, order, wanted, messageId, now }: Input,
): Promise<Composed> {
  const { inquiryId } = wanted.facts
  const question = inquiryId ? await findInquiry(db, merchant.id, inquiryId) : null
  const { subject, text, html, templateVersion } = renderNotice({
    notice: wanted,
    order,
    merchant,
    question,
    url: consoleUrl(services, merchant, wanted.kind, order?.orderId ?? null),
    now,
  })
  const { email, name } = merchant.sender
  const domain = email.split('@')[1] ?? 'localhost'
  // A thread of its own: an answer to it must not be taken for the customer's.
  const thread = hashKey(`notify ${merchant.id} ${order?.orderId ?? ''}`).slice(0, 32)
  const headers = mailHeaders({ messageId, thread, domain, now })
  const to = merchant.notifyEmail ?? ''
  const mail: Mail = {
    messageId,
    from: { email, name: clean(`${name} (Tidings)`, NAME_MAX) },
    replyTo: null,
    to: { email: to, name: null },
    subject,
    html,
    text,
    headers,
  }
  return {
    outgoing: { channel: 'email', mail },
    envelope: { to, subject, templateVersion },
    written: writeOut({ html, text, headers }),
    sample: noticeSample({ notice: wanted, merchant, isOfOrder: order !== null, templateVersion }),
  }
}

function consoleUrl(
  { baseUrl }: Services,
  { slug }: Merchant,
  kind: MailedNotice['kind'],
  orderId: string | null,
) {
  const shop = `${baseUrl}/console/${encodeURIComponent(slug)}`
  if (isEndpointNotice(kind)) return `${shop}/webhooks`
  return orderId === null ? shop : `${shop}/orders/${encodeURIComponent(orderId)}`
}

/** What is of no order is no rule's: its row says what is wanted, and is withdrawn once it is not. */
export function wantedOfShop(row: MessageRow, { notifyEmail }: Merchant): MailedNotice | undefined {
  const { kind, key, due_at, why } = row
  if (!isMailedNotice(kind)) return undefined
  const since = key.slice(`${kind}:`.length)
  return {
    kind,
    key,
    dueAt: due_at,
    why,
    because: readBecause(row.because) ?? because('feed_silent', { since }),
    facts: merchantFacts({ since }),
    channel: 'notify',
    // Its address may have been taken away since it was planned.
    status: notifyEmail === null ? 'held' : 'planned',
  }
}
