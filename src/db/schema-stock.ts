/** What is known of SKUs, and who waits for one; the rest of the schema lies beside. */

export type SkuItemsTable = {
  merchant_id: string
  item_id: string
  sku: string
  title: string | null
}

/** Levels of inventory items whose SKU is not known yet. */
export type ItemLevelsTable = {
  merchant_id: string
  item_id: string
  location: string
  available: number
  at: string
}

export type SkuLevelsTable = {
  merchant_id: string
  sku: string
  location: string
  available: number
  occurred_at: string
  event_id: string
}

export type SuppliesTable = {
  merchant_id: string
  supply_id: string
  sku: string
  state: string
  folded_to: string
}

/** Who cancelled and still wants it; nothing personal. A row goes when its reader is told. */
export type WaitlistTable = {
  merchant_id: string
  sku: string
  order_id: string
  joined_at: string
}
