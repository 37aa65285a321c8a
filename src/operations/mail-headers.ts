import type { Instant } from '../domain/order.ts'
import { unsubscribeHeaders } from './links.ts'

type Of = {
  messageId: string
  /** What all that belong together answer to. */
  thread: string
  /** The sender's. */
  domain: string
  now: Instant
  unsubscribe?: string | null | undefined
}

/** What a mail says to mailboxes, not to its reader. */
export function mailHeaders({ messageId, thread, domain, now, unsubscribe }: Of) {
  const first = `<${thread}@${domain}>`
  return {
    'Message-ID': `<${messageId}@${domain}>`,
    'In-Reply-To': first,
    References: first,
    Date: new Date(now).toUTCString().replace('GMT', '+0000'),
    'Auto-Submitted': 'auto-generated',
    ...(unsubscribe && unsubscribeHeaders(unsubscribe)),
  }
}
