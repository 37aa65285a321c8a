import { isToCustomer, listOrderMessages } from '../db/messages.ts'
import { isHashOf } from '../db/packed.ts'
import type { MessageRow } from '../db/schema.ts'
import { findHandedOver, listContents, listReceipts, type SentContent } from '../db/sent.ts'
import { readBecause } from '../domain/because.ts'
import {
  EVIDENCE_HANDED_OVER_MAX,
  EVIDENCE_MESSAGES_MAX,
  type EvidenceMessage,
} from '../domain/evidence.ts'
import type { MessageStatus } from '../domain/message.ts'
import { maskTokens } from '../lib/log.ts'
import { maskHandedOver } from './mask-handed-over.ts'
import type { Receipt } from './read-orders.ts'
import type { Services } from './services.ts'

export type EvidenceMessages = {
  messages: EvidenceMessage[]
  leftOff: number
  handedOverLeftOff: number
  /** What was handed over of it was taken out when its reader asked to be forgotten. */
  erased: boolean
}

/** Bodies are unpacked as they are read: so many at once, and requests get their turn between. */
const AT_ONCE = 50

/** Every message to the customer, oldest first, with its words, its hash and what came back. */
export async function loadEvidenceMessages(
  { read }: Services,
  merchantId: string,
  orderId: string,
): Promise<EvidenceMessages> {
  const rows = (await listOrderMessages(read, merchantId, orderId)).filter(isToCustomer)
  const kept = rows.toSorted(byMoment).slice(0, EVIDENCE_MESSAGES_MAX)
  const messages: EvidenceMessage[] = []
  let erased = false
  let room = EVIDENCE_HANDED_OVER_MAX
  let handedOverLeftOff = 0
  for (let from = 0; from < kept.length; from += AT_ONCE) {
    const some = kept.slice(from, from + AT_ONCE)
    const ids = some.map(({ id }) => id)
    const contents = await listContents(read, merchantId, ids)
    const receipts = await listReceipts(read, merchantId, ids)
    for (const row of some) {
      const sent = contents.find(({ messageId }) => messageId === row.id)
      const own = receipts.filter(({ message_id: id }) => id === row.id)
      erased ||= sent?.to === ''
      const bytes = sent ? await findHandedOver(read, merchantId, row.id) : null
      const handedOver = bytes !== null && bytes.length <= room ? maskHandedOver(bytes) : null
      if (bytes !== null && handedOver === null) handedOverLeftOff += 1
      room -= handedOver?.length ?? 0
      const isKept = bytes !== null || !sent || !isHashOf(sent.sha256, sent.content)
      const known = { number: messages.length + 1, sent, handedOver, isKept, receipts: own }
      messages.push(shapeMessage(row, known))
    }
  }
  return { messages, leftOff: rows.length - kept.length, handedOverLeftOff, erased }
}

/** As its reader met them; what was never sent stands where it was to have been. */
const byMoment = (a: MessageRow, b: MessageRow) =>
  compare(momentOf(a), momentOf(b)) || compare(a.id, b.id)
const momentOf = ({ sent_at: sentAt, due_at: dueAt }: MessageRow) => sentAt ?? dueAt
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Known = {
  number: number
  sent: SentContent | undefined
  handedOver: string | null
  /** The hash is of what was handed over, also where that was erased since. */
  isKept: boolean
  receipts: Receipt[]
}

function shapeMessage(
  row: MessageRow,
  { number, sent, handedOver, isKept, receipts }: Known,
): EvidenceMessage {
  return {
    number,
    id: row.id,
    kind: row.kind,
    channel: row.channel as EvidenceMessage['channel'],
    status: row.status as MessageStatus,
    to: sent?.to || null,
    subject: sent?.subject ?? null,
    due_at: row.due_at,
    sent_at: row.sent_at,
    provider: row.provider,
    provider_id: row.provider_id,
    text: sent ? maskTokens(sent.content.text) : null,
    handed_over: handedOver,
    sha256: sent?.sha256 ?? null,
    sha256_of: sent ? (isKept ? 'handed_over' : 'content') : null,
    template_version: sent?.templateVersion ?? null,
    why: row.why,
    because: readBecause(row.because),
    withdrawn_why: row.withdrawn_why,
    withdrawn_because: readBecause(row.withdrawn_because),
    receipts: receipts.map(({ kind, at, detail }) => ({ kind, at, detail })),
  }
}
