import type { Db } from './open.ts'

/** `merchantId` is '' for the installation's own provider accounts. */
export type Connection = {
  merchantId: string
  id: string
  connector: string
  sealedSecret: string
  isClosed: boolean
}

export async function insertConnection(
  db: Db,
  connection: Omit<Connection, 'isClosed'> & { createdAt: string },
) {
  await db
    .insertInto('connections')
    .values({
      merchant_id: connection.merchantId,
      id: connection.id,
      connector: connection.connector,
      secret: connection.sealedSecret,
      created_at: connection.createdAt,
      closed_at: null,
    })
    .execute()
}

export async function findConnection(
  db: Db,
  merchantId: string,
  id: string,
): Promise<Connection | null> {
  const row = await db
    .selectFrom('connections')
    .selectAll()
    .where('merchant_id', '=', merchantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    merchantId: row.merchant_id,
    id: row.id,
    connector: row.connector,
    sealedSecret: row.secret,
    isClosed: row.closed_at !== null,
  }
}

/** The newest one that hears for this merchant: its own before the installation's. */
export async function findOpenConnection(
  db: Db,
  merchantId: string,
  connector: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('connections')
    .select('id')
    .where('merchant_id', 'in', [merchantId, ''])
    .where('connector', '=', connector)
    .where('closed_at', 'is', null)
    .orderBy('merchant_id', 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Keeps a delivery as it came; false where it is known already. */
export async function insertDelivery(
  db: Db,
  merchantId: string,
  delivery: {
    connectionId: string
    deliveryId: string
    topic: string
    receivedAt: string
    orderId: string | null
    body: string
    ignored: string | null
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('deliveries')
    .values({
      merchant_id: merchantId,
      connection_id: delivery.connectionId,
      delivery_id: delivery.deliveryId,
      topic: delivery.topic,
      received_at: delivery.receivedAt,
      order_id: delivery.orderId,
      body: delivery.body,
      ignored: delivery.ignored,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
