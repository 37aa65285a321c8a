import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { RECEIPT_KINDS } from '../domain/receipt.ts'
import type { Db } from './open.ts'

/** A message as its reader gets it, and the bytes that the provider was handed. */
export type Content = { html: string | null; text: string; headers: Record<string, string> }
export type SentContent = {
  to: string
  subject: string | null
  templateVersion: string
  content: Content
  sha256: string
}
export type Attempt = {
  n: number
  provider: string
  begunAt: string
  endedAt: string | null
  outcome: string | null
  detail: string | null
}

/** Kept before it is handed over: what was begun can be told even where no answer came. */
export async function saveContent(
  db: Db,
  merchantId: string,
  messageId: string,
  sent: SentContent,
) {
  const fields = {
    to_address: sent.to,
    subject: sent.subject,
    template_version: sent.templateVersion,
    content: zstdCompressSync(JSON.stringify(sent.content)),
    sha256: sent.sha256,
  }
  await db
    .insertInto('message_bytes')
    .values({ merchant_id: merchantId, message_id: messageId, handed_over: null, ...fields })
    .onConflict((conflict) => conflict.columns(['merchant_id', 'message_id']).doUpdateSet(fields))
    .execute()
}

export async function saveHandedOver(
  db: Db,
  merchantId: string,
  messageId: string,
  bytes: string,
  sha256: string,
) {
  await db
    .updateTable('message_bytes')
    .set({ handed_over: zstdCompressSync(bytes), sha256 })
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    // Erased while it was on its way: what was handed over is not kept after all.
    .where('to_address', '!=', '')
    .execute()
}

export async function findContent(
  db: Db,
  merchantId: string,
  messageId: string,
): Promise<SentContent | null> {
  const [found] = await listContents(db, merchantId, [messageId])
  return found ?? null
}

export async function listContents(
  db: Db,
  merchantId: string,
  messageIds: readonly string[],
): Promise<(SentContent & { messageId: string })[]> {
  if (messageIds.length === 0) return []
  const rows = await db
    .selectFrom('message_bytes')
    .select(['message_id', 'to_address', 'subject', 'template_version', 'content', 'sha256'])
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messageIds)
    .execute()
  return rows.map((row) => ({
    messageId: row.message_id,
    to: row.to_address,
    subject: row.subject,
    templateVersion: row.template_version,
    content: JSON.parse(zstdDecompressSync(row.content).toString('utf8')) as Content,
    sha256: row.sha256,
  }))
}

/** To whom and with which subject: for lists, where the bodies would be read for nothing. */
export async function listEnvelopes(db: Db, merchantId: string, messageIds: readonly string[]) {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('message_bytes')
    .select(['message_id', 'to_address', 'subject'])
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messageIds)
    .execute()
}

export async function insertAttempt(
  db: Db,
  merchantId: string,
  messageId: string,
  provider: string,
  begunAt: string,
): Promise<number> {
  const last = await db
    .selectFrom('attempts')
    .select('n')
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  const n = (last?.n ?? 0) + 1
  await db
    .insertInto('attempts')
    .values({
      merchant_id: merchantId,
      message_id: messageId,
      n,
      provider,
      begun_at: begunAt,
      ended_at: null,
      outcome: null,
      detail: null,
    })
    .execute()
  return n
}

export async function endAttempt(
  db: Db,
  merchantId: string,
  messageId: string,
  {
    n,
    endedAt,
    outcome,
    detail,
    provider,
  }: {
    n: number
    endedAt: string
    outcome: string
    detail: string | null
    /** Who was called at last, where that is known. */
    provider?: string
  },
) {
  await db
    .updateTable('attempts')
    .set({ ended_at: endedAt, outcome, detail, ...(provider && { provider }) })
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .where('n', '=', n)
    .execute()
}

export async function listAttempts(
  db: Db,
  merchantId: string,
  messageId: string,
): Promise<Attempt[]> {
  const rows = await db
    .selectFrom('attempts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .orderBy('n')
    .execute()
  return rows.map((row) => ({
    n: row.n,
    provider: row.provider,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    detail: row.detail,
  }))
}

export async function listReceipts(db: Db, merchantId: string, messageIds: readonly string[]) {
  if (messageIds.length === 0) return []
  const rows = await db
    .selectFrom('receipts')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messageIds)
    .execute()
  // Providers count whole seconds: within one, as such words follow one another.
  const placeOf = (kind: string) => RECEIPT_ORDER.indexOf(kind)
  return rows.sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : placeOf(a.kind) - placeOf(b.kind),
  )
}

const RECEIPT_ORDER: readonly string[] = RECEIPT_KINDS
