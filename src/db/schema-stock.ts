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

/** The facts of a supply lie in `state`; the columns are read from it, for queries. */
export type SuppliesTable = {
  merchant_id: string
  supply_id: string
  /** '' while only its cancellation is known, which names none. */
  sku: string
  state: string
  folded_to: string
  supplier: string | null
  /** The first date that was told of it, the day on which it was, and the day we heard of it. */
  promised_on: string | null
  told_on: string | null
  seen_on: string | null
  /** The day on which the last of it came. */
  closed_on: string | null
  cancelled_on: string | null
  /** As stated last, and how much of it is still to come. */
  expected_at: string | null
  remaining: number
  /** 1 while something of it is still to come. */
  is_open: number
}

/** A SKU whose waiting lines stand in a queue. */
export type SkuQueuesTable = {
  merchant_id: string
  sku: string
  /** 0 until every order of the SKU was looked at once: nothing is dated or given out before. */
  is_built: number
  /** Counted up by each change of who stands where: what was summed before one no longer holds. */
  version: number
  /** How many lines ever joined: the last tie between two places. */
  joined: number
  /** Units that wait. */
  units: number
  /** Units that have come and are not given out, and who waited by when may have them. */
  here: number
  here_until: string
  here_supply: string | null
  /** Units that came, or were given out, and that no supply accounts for yet. */
  unaccounted: number
  /** Units that the merchant gave out itself though we know of no arrival. */
  ahead: number
  /** Units that the last level counted, and how many of them it says are missing; null: no levels. */
  counted: number
  missing: number | null
  /** Units that orders gave up and no level has said yet, and when the last of them were. */
  freed: number
  freed_at: string
}

/** A waiting line; `supply_id` and `expected_at` are its assignment where `is_dated`. */
export type QueueTable = {
  merchant_id: string
  order_id: string
  line_id: string
  /** A line may stand in several parts: 0, and those that were ordered more of it later. */
  part: number
  sku: string
  epoch: number
  rank: string
  quantity: number
  /** Since when it is missing: a level of later counts it. */
  counted_at: string
  is_told: number
  is_dated: number
  supply_id: string | null
  expected_at: string | null
  /** Units that were ahead of it when it was assigned. */
  ahead: number
}

/** Who cancelled and still wants it; nothing personal. A row goes when its reader is told. */
export type WaitlistTable = {
  merchant_id: string
  sku: string
  order_id: string
  joined_at: string
}
