import type { TemplatesInUse } from '../domain/own-template.ts'
import { type OwnTemplate, slotKey, type TemplateSlot } from '../domain/own-template.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'

export type StoredTemplate = OwnTemplate & { locale: string; madeAt: string; madeBy: string }

/** Two who change templates at once go one after the other, by the merchant's row. */
export async function lockTemplates(db: Db, merchantId: string): Promise<TemplatesInUse> {
  const row = await db
    .selectFrom('merchants')
    .select('templates')
    .where('id', '=', merchantId)
    .$if(isPostgres(db), (query) => query.forNoKeyUpdate())
    .executeTakeFirstOrThrow()
  return JSON.parse(row.templates)
}

/** `version` null: ours again. */
export async function setInUse(
  db: Db,
  merchantId: string,
  { inUse, slot, version }: { inUse: TemplatesInUse; slot: TemplateSlot; version: string | null },
): Promise<void> {
  const { [slotKey(slot)]: _before, ...others } = inUse
  const next = version === null ? others : { ...others, [slotKey(slot)]: version }
  await db
    .updateTable('merchants')
    .set({ templates: JSON.stringify(next) })
    .where('id', '=', merchantId)
    .execute()
}

/** The same words again are there already. */
export async function insertOwnTemplate(
  db: Db,
  merchantId: string,
  {
    slot: { kind, channel, locale },
    version,
    own: { subject, preheader, body },
    at,
    by,
  }: { slot: TemplateSlot; version: string; own: OwnTemplate; at: string; by: string },
): Promise<void> {
  await db
    .insertInto('own_templates')
    .values({
      merchant_id: merchantId,
      version,
      kind,
      channel,
      locale,
      subject,
      preheader,
      body,
      made_at: at,
      made_by: by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findOwnTemplate(
  db: Db,
  merchantId: string,
  version: string,
): Promise<StoredTemplate | null> {
  const row = await db
    .selectFrom('own_templates')
    .select(['locale', 'subject', 'preheader', 'body', 'made_at', 'made_by'])
    .where('merchant_id', '=', merchantId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) return null
  const { made_at: madeAt, made_by: madeBy, ...own } = row
  return { ...own, madeAt, madeBy }
}
