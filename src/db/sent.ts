import { sql } from 'kysely'
import { RECEIPT_KINDS } from '../domain/receipt.ts'
import { compileInsert } from './compiled.ts'
import type { Db } from './open.ts'
import { type Content, type PackedText, unpackContent, unpackHandedOver } from './packed.ts'
import { loadDictionaries } from './template-dictionaries.ts'

export type Envelope = { to: string; subject: string | null; templateVersion: string }
export type SentContent = Envelope & { content: Content; sha256: string }
/** As it is stored. */
export type PackedContent = Envelope & PackedText
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
  sent: PackedContent,
) {
  await upsertContent(db, [contentRow(merchantId, messageId, sent)])
}

export const contentRow = (merchantId: string, messageId: string, sent: PackedContent) => ({
  merchant_id: merchantId,
  message_id: messageId,
  handed_over: null,
  to_address: sent.to,
  subject: sent.subject,
  template_version: sent.templateVersion,
  content: sent.packed,
  sha256: sent.sha256,
  dictionary: sent.dictionary,
})

export type ContentRow = ReturnType<typeof contentRow>

/** What was handed over before is none of what is to go now. */
export const insertContent = (db: Db, rows: ContentRow[]) =>
  db
    .insertInto('message_bytes')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'message_id']).doUpdateSet(({ ref }) => ({
        handed_over: sql`null`,
        to_address: ref('excluded.to_address'),
        subject: ref('excluded.subject'),
        template_version: ref('excluded.template_version'),
        content: ref('excluded.content'),
        sha256: ref('excluded.sha256'),
        dictionary: ref('excluded.dictionary'),
      })),
    )
const upsertContent = compileInsert(insertContent)

/** The bytes as they were handed over; null where nothing was, or they are erased. */
export async function findHandedOver(
  db: Db,
  merchantId: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('message_bytes')
    .select(['handed_over', 'content', 'dictionary'])
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  if (!row?.handed_over) return null
  const dictionaryOf = await loadDictionaries(db, [row.dictionary])
  return unpackHandedOver(row.handed_over, row.content, dictionaryOf(row.dictionary))
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
    .select(['message_id', 'to_address', 'subject', 'template_version'])
    .select(['content', 'sha256', 'dictionary'])
    .where('merchant_id', '=', merchantId)
    .where('message_id', 'in', messageIds)
    .execute()
  const dictionaryOf = await loadDictionaries(
    db,
    rows.map((row) => row.dictionary),
  )
  return rows.map((row) => ({
    messageId: row.message_id,
    to: row.to_address,
    subject: row.subject,
    templateVersion: row.template_version,
    content: unpackContent(row.content, dictionaryOf(row.dictionary)),
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
  const n = (await lastAttempt(db, merchantId, messageId)) + 1
  await insertAttempts(db, [attemptRow(merchantId, messageId, { n, provider, begunAt })])
  return n
}

export async function lastAttempt(db: Db, merchantId: string, messageId: string): Promise<number> {
  const last = await db
    .selectFrom('attempts')
    .select('n')
    .where('merchant_id', '=', merchantId)
    .where('message_id', '=', messageId)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.n ?? 0
}

export const attemptRow = (
  merchantId: string,
  messageId: string,
  { n, provider, begunAt }: { n: number; provider: string; begunAt: string },
) => ({
  merchant_id: merchantId,
  message_id: messageId,
  n,
  provider,
  begun_at: begunAt,
  ended_at: null,
  outcome: null,
  detail: null,
})

const insertAttempts = compileInsert((db, rows: ReturnType<typeof attemptRow>[]) =>
  db.insertInto('attempts').values(rows),
)

export type AttemptEnd = {
  n: number
  endedAt: string
  outcome: string
  detail: string | null
  /** Who was called at last, where that is known. */
  provider?: string
}

export async function endAttempt(
  db: Db,
  merchantId: string,
  messageId: string,
  { n, endedAt, outcome, detail, provider }: AttemptEnd,
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
