import { z } from 'zod'
import type { Receipt, ReceiptKind } from '../../domain/receipt.ts'
import { hashKey } from '../../lib/crypto.ts'
import type { Connector, ReadReceipts } from '../connector.ts'
import { verifyEvents } from './verify.ts'

/** Some thousand events of 1 kB, which is how SendGrid sends what came together. */
const BODY_MAX_BYTES = 16_777_216
const DETAIL_MAX = 1_000
const ID_MAX = 1_000
const SECONDS_MAX = 253_402_300_799 // the year 9999

/** SendGrid's signed Event Webhook: what became of the mails that it took. */
export const sendgrid: Connector = {
  name: 'sendgrid',
  bodyMaxBytes: BODY_MAX_BYTES,
  verify: verifyEvents,
  translate: () => {
    throw new Error('events are read by readReceipts')
  },
  readReceipts,
}

/** Only what we look at: an event has many members more, and may get others. */
const sendgridEvent = z.looseObject({
  event: z.string(),
  sg_event_id: z.string().optional(),
  sg_message_id: z.string().optional(),
  timestamp: z.number().min(0).max(SECONDS_MAX),
  email: z.string().optional(),
  reason: z.string().nullish(),
  response: z.string().nullish(),
  status: z.string().nullish(),
  type: z.string().nullish(),
  /** `custom_args` come back beside the members that SendGrid makes itself. */
  tidings_message_id: z.string().max(200).optional(),
  /** The `Message-ID` of the mail, which we write and which begins with our id. */
  'smtp-id': z.string().max(ID_MAX).optional(),
})
type SendgridEvent = z.infer<typeof sendgridEvent>

function readReceipts(raw: Uint8Array): ReadReceipts {
  const read: ReadReceipts = { receipts: [], ignored: [] }
  for (const one of eventsOf(raw)) {
    const { data: event } = sendgridEvent.safeParse(one)
    const receipt = event ? receiptOf(event) : null
    if (receipt) read.receipts.push(receipt)
    else read.ignored.push(event ? `${event.event} ${event.sg_event_id ?? ''}`.trim() : 'no event')
  }
  return read
}

function eventsOf(raw: Uint8Array): unknown[] {
  try {
    const body: unknown = JSON.parse(Buffer.from(raw).toString('utf8'))
    return Array.isArray(body) ? body : [body]
  } catch {
    return [null]
  }
}

/**
 * Null for `open` and `click` too: proxies fetch pictures and gateways follow links, so neither says
 * that somebody read it, and we ask for neither.
 */
function receiptOf(event: SendgridEvent): Receipt | null {
  const kind = kindOf(event)
  const messageId = event.tidings_message_id ?? ofOurHeader(event)
  const providerId = providerIdOf(event)
  if (!kind || !(messageId || providerId)) return null
  return {
    messageId,
    providerId,
    receiptId: receiptIdOf(event),
    kind,
    at: new Date(event.timestamp * 1_000).toISOString(),
    code: codeOf(event, kind),
    detail: detailOf(event),
  }
}

/** Not every event brings our arguments back; a delayed bounce may have no more than one of these. */
const ofOurHeader = ({ 'smtp-id': header }: SendgridEvent): string | null =>
  header?.match(/^<?(msg_[0-9a-z_]{1,190})@/)?.[1] ?? null

/**
 * The `X-Message-Id` of SendGrid's answer: what stands before the name of the server that took the
 * mail on. An id of the older form has points of its own, as in
 * `14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0`.
 */
function providerIdOf({ sg_message_id: id = '' }: SendgridEvent): string | null {
  const server = id.search(/(?:^|\.)(?:filter|recvd)/)
  const taken = server === -1 ? id.split('.')[0] : id.slice(0, server)
  return taken?.replaceAll('\0', '').slice(0, ID_MAX) || null
}

function kindOf({ event, type, status }: SendgridEvent): ReceiptKind | null {
  // A block is of the day and not of the address: SendGrid itself goes on writing to it.
  if (event === 'bounce')
    return type === 'blocked' || status?.startsWith('4') ? 'blocked' : 'bounced'
  return KINDS[event] ?? null
}

const KINDS: Partial<Record<string, ReceiptKind>> = {
  processed: 'processed',
  deferred: 'deferred',
  delivered: 'delivered',
  dropped: 'dropped',
  spamreport: 'complaint',
  unsubscribe: 'unsubscribed',
  group_unsubscribe: 'unsubscribed',
  group_resubscribe: 'resubscribed',
}

function codeOf({ reason }: SendgridEvent, kind: ReceiptKind): string | null {
  if (kind === 'bounced') return 'bounce'
  const told = kind === 'dropped' ? reason?.replaceAll('\0', '').trim().toLowerCase() : null
  return told?.slice(0, DETAIL_MAX) ?? null
}

/**
 * Not `sg_event_id` alone: SendGrid's own sample has one id for eleven events, and an id that is of
 * one word must not swallow another.
 */
const receiptIdOf = ({ event, sg_event_id, sg_message_id, timestamp, email }: SendgridEvent) =>
  hashKey(
    JSON.stringify([sg_event_id ?? '', event, sg_message_id ?? email ?? '', timestamp]),
  ).slice(0, 40)

function detailOf({ status, reason, response }: SendgridEvent): string | null {
  const words = [status, reason ?? response].filter(Boolean).join(' ').replaceAll('\0', '').trim()
  return words.slice(0, DETAIL_MAX) || null
}
