import type { Db } from './open.ts'

export type AuditEntry = {
  id: string
  at: string
  actor: string
  action: string
  orderId: string | null
  detail: string
}

export async function insertAudit(db: Db, merchantId: string, entry: AuditEntry) {
  const { id, at, actor, action, orderId, detail } = entry
  await db
    .insertInto('audit')
    .values({ merchant_id: merchantId, id, at, actor, action, order_id: orderId, detail })
    .execute()
}

export async function listOrderAudit(
  db: Db,
  merchantId: string,
  orderId: string,
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'action', 'order_id', 'detail'])
    .where('merchant_id', '=', merchantId)
    .where('order_id', '=', orderId)
    .orderBy('at')
    .limit(1_000)
    .execute()
  return rows.map(({ order_id: orderId, ...row }) => ({ ...row, orderId }))
}
