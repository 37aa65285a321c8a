import type { BackorderKind, Day, Instant } from './order.ts'
import type { QueueDate } from './own-event.ts'
import type { LearnedBuffer } from './promise.ts'

/** A quantity of a line that waits for stock, and every date that was promised for it. */
export type Backorder = {
  /** How many of the line wait, or waited. */
  quantity: number
  /** How many that waited updates took off and none has put back; and how many they added in stock. */
  edited?: { lowered: number; added: number }
  kind: BackorderKind
  supplier: string | null
  shownShipsBy: Day | null
  /** The date that holds, and the event that stated it: the merchant's, else the queue's. */
  expectedAt: string | null
  statedBy: string
  statedAt: Instant
  reason: string | null
  /** What past supplies had taught when it was stated; absent where the default rule holds. */
  buffer?: LearnedBuffer | null
  /** The date that holds is the queue's: the merchant stated none, or took its own back. */
  byQueue?: boolean
  /** Nor did an event of the order state it: it is that of the merchant's setting for the SKU. */
  bySetting?: boolean
  /** What its place in the queue for its SKU gave it last, also while the merchant's date holds. */
  queued?: QueuedDate
  /** Units that stock has come for: the greater of what we gave and what the merchant said. */
  allocated: number
  allocations?: { ours: number; theirs: number }
  /** Of those, units that the line no longer needed and others got; absent: none. */
  freed?: number
  /** Units that shipped though neither in stock nor come: the merchant had them itself. */
  shippedEarly?: number
  /** Units that stock came for and that have shipped; absent: as many as the sums alone can tell. */
  shippedGiven?: number
  /** Units that came for the line while it was of another SKU; absent: none. */
  swapped?: number
  allocation: { eventId: string; at: Instant; imported: boolean } | null
  /** Of what has come while others of the line wait: `promise` is the date of those. */
  came?: CameIn
  unfulfillable: number
  /** The one date that customers see; null is "ships when restocked". */
  promise: Promised | null
  /** Every promise there was, oldest first, the present one last. */
  history: PromiseChange[]
}

/**
 * The part of a line that stock has come for, and the day told of it: that day stays its own, whatever
 * becomes of the others' date. Null where it was missed, and no other could be named.
 */
export type CameIn = {
  shipsBy: Day | null
  /** Nobody had been told one: it is how long the packing takes, and no date that the shop had given. */
  isPacked?: boolean
  /** The allocation that it was dated by, and how many had come by then. */
  eventId: string
  units: number
}

export type QueuedDate = {
  expectedAt: string | null
  supplyId: string | null
  supplier: string | null
  placeInQueue: number
  cause: QueueDate['cause']
  buffer: LearnedBuffer | null
  eventId: string
  at: Instant
  /** The supply that reaches its place and gives it no date; absent where none does. */
  undated?: UndatedSupply | null
}

/** It has no date, or it was expected on a day that is too long past to promise anything by. */
export type UndatedSupply = { supplyId: string; supplier: string | null; overdueSince: Day | null }

/** What moved a date: something in the queue, or that the merchant took its own one back. */
export type PromiseCause = QueueDate['cause'] | 'date_withdrawn'

export type Promised = {
  shipsBy: Day
  /** The first day on which it may ship: what the merchant or the supplier hopes. */
  earliest: Day
  basis: {
    expectedAt: Day
    supplyId: string | null
    placeInQueue: number | null
    bufferDays: number
    rule: 'default' | 'learned' | 'allocation'
    samples: number
    confidence: number | null
    /** The event that stated the date. */
    eventId: string
  }
}

export type PromiseChange = {
  shipsBy: Day | null
  /** The day that it was made for: whether a later statement is a slip is measured against it. */
  expected?: Day | null
  eventId: string
  /** When it was stated, and when we heard of it. */
  at: Instant
  heardAt: Instant
  reason: string | null
  /** What in the queue for its SKU moved it; absent where the merchant stated the date. */
  cause?: PromiseCause
  /** Known to us only long after: changes the state, causes no notice of its own. */
  imported: boolean
}
