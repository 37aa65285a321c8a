import type { Insertable } from 'kysely'
import { compileOnce } from './compiled.ts'
import type { Db } from './open.ts'
import type { EarlyReceiptsTable } from './schema-receipts.ts'

type OurMessage = { merchantId: string; messageId: string }

/** In place of a message, where a provider's id is known only by a word that came early. */
const NOT_YET = ''
const IDS_AT_ONCE_MAX = 500

/**
 * Keeps a provider's id of a message. True where words came early under it. Who keeps such a word
 * writes the same key: of the two that come together the later waits for the other and then sees it.
 */
export async function insertProviderId(
  db: Db,
  { merchantId, messageId, providerId }: OurMessage & { providerId: string },
): Promise<boolean> {
  const { rows } = await upsertId(db, providerId, merchantId, messageId, 0, NOT_YET)
  return rows[0]?.has_early === 1
}

const upsertId = compileOnce(
  (
    db,
    providerId: string,
    merchantId: string,
    messageId: string,
    hasEarly: number,
    notYet: string,
  ) =>
    db
      .insertInto('provider_ids')
      .values({
        provider_id: providerId,
        merchant_id: merchantId,
        message_id: messageId,
        has_early: hasEarly,
      })
      .onConflict((conflict) =>
        conflict
          .column('provider_id')
          .doUpdateSet(({ ref }) => ({
            merchant_id: ref('excluded.merchant_id'),
            message_id: ref('excluded.message_id'),
          }))
          .where('provider_ids.message_id', '=', notYet),
      )
      .returning('has_early'),
)

export async function findMessageOf(db: Db, providerId: string): Promise<OurMessage | null> {
  return (await findMessagesOf(db, [providerId])).get(providerId) ?? null
}

export async function findMessagesOf(
  db: Db,
  providerIds: readonly string[],
): Promise<Map<string, OurMessage>> {
  const found = new Map<string, OurMessage>()
  for (let at = 0; at < providerIds.length; at += IDS_AT_ONCE_MAX) {
    const rows = await db
      .selectFrom('provider_ids')
      .select(['provider_id', 'merchant_id', 'message_id'])
      .where('provider_id', 'in', providerIds.slice(at, at + IDS_AT_ONCE_MAX))
      .where('message_id', '!=', NOT_YET)
      .execute()
    for (const row of rows)
      found.set(row.provider_id, { merchantId: row.merchant_id, messageId: row.message_id })
  }
  return found
}

/**
 * Keeps words for the message that is to get this id. False where it has it by now: then nothing is
 * kept. An update also where the id is here already, by an earlier word: it waits for who is giving
 * the id its message, and lets nobody do so until these words are seen. One id a transaction: who
 * holds two such keys and waits for a third may be waited for.
 */
export async function insertEarly(
  db: Db,
  providerId: string,
  receipts: readonly Omit<Insertable<EarlyReceiptsTable>, 'provider_id'>[],
): Promise<boolean> {
  const { message_id: messageId } = await db
    .insertInto('provider_ids')
    .values({ provider_id: providerId, merchant_id: '', message_id: NOT_YET, has_early: 1 })
    .onConflict((conflict) => conflict.column('provider_id').doUpdateSet({ has_early: 1 }))
    .returning('message_id')
    .executeTakeFirstOrThrow()
  if (messageId !== NOT_YET) return false
  await db
    .insertInto('early_receipts')
    .values(receipts.map((one) => ({ ...one, provider_id: providerId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** What was kept under an id, told to the installation or to this merchant; none of it stays. */
export async function takeEarly(db: Db, merchantId: string, providerId: string) {
  const rows = await db
    .deleteFrom('early_receipts')
    .where('provider_id', '=', providerId)
    .returning(['receipt_id', 'told_to', 'kind', 'at', 'code', 'detail'])
    .execute()
  return rows.filter((row) => row.told_to === '' || row.told_to === merchantId)
}

/** Forgets what nobody came for; how many words went. */
export async function deleteEarly(db: Db, before: string, limit: number): Promise<number> {
  const old = await db
    .selectFrom('early_receipts')
    .select('provider_id')
    .where('kept_at', '<', before)
    .limit(limit)
    .execute()
  if (old.length === 0) return 0
  const ids = [...new Set(old.map((row) => row.provider_id))]
  await db
    .deleteFrom('provider_ids')
    .where('provider_id', 'in', ids)
    .where('message_id', '=', NOT_YET)
    .execute()
  const { numDeletedRows } = await db
    .deleteFrom('early_receipts')
    .where('provider_id', 'in', ids)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
