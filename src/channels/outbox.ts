import type { MailChannel, TextChannel } from '../domain/outcome.ts'
import { composeMime } from './mime.ts'
import { refuseMail, refuseText } from './refuse.ts'

/** Hands over to nobody: whoever calls keeps the bytes, and the outbox page shows those. */
export function outboxMail(): MailChannel {
  return {
    name: 'outbox',
    async send(mail) {
      const refused = refuseMail(mail)
      if (refused) return { outcome: refused, bytes: '' }

      return { outcome: accepted(mail.messageId), bytes: await composeMime(mail) }
    },
  }
}

export function outboxText(): TextChannel {
  return {
    name: 'outbox',
    async send(text) {
      const refused = refuseText(text)
      if (refused) return { outcome: refused, bytes: '' }

      const { messageId, from, to, body } = text
      return { outcome: accepted(messageId), bytes: JSON.stringify({ messageId, from, to, body }) }
    },
  }
}

function accepted(messageId: string) {
  return { status: 'accepted', providerId: `outbox:${messageId}` } as const
}
