import type { MessageKind } from './message.ts'
import type { Day, Instant, ShipmentStatus } from './order.ts'

/** One word that reached a customer, or was handed over to: what later rules are measured against. */
export type Said = {
  messageId: string
  kind: MessageKind
  key: string
  channel: 'email' | 'sms'
  at: Instant
  told: Told
}

/** What a message told its reader, as data: later messages are measured against it. */
export type Told = {
  /** Line id to the promise stated for it; null is "ships when restocked". */
  dates: Record<string, Day | null>
  /** Line id to its own promise, where that is another than the date told: it is held for the rest. */
  own?: Record<string, Day | null>
  /** Line id to the event that had stated its date: who changes a rule moves no told promise. */
  statements: Record<string, string>
  /** Line id to the date of what has come of it, where others of it wait: theirs is the one in `dates`. */
  came?: Record<string, Day | null>
  shipments: string[]
  /** Packages of which it said that they did not leave after all. */
  takenBack?: string[]
  /** Line id to the whole quantity that the reader knows to be cancelled, and allocated. */
  cancelled: Record<string, number>
  allocated: Record<string, number>
  /** Delay options that the message offered. */
  offers?: DelayOffer[]
  /** What was to ship by a day that is over, of which it said that its end waits for the merchant. */
  held?: DelayOffer[]
  /** The state of packages that it told. */
  packages?: Record<string, ShipmentStatus | 'stalled'>
  /** Package id to the day on which it told the late package to come; null: it could name none. */
  arrives?: Record<string, string | null>
  /** Updates of which it told that they took something off the order. */
  removed?: string[]
  /** Line id to how many units of it those updates took: less is so once a package had left with some. */
  taken?: Record<string, number>
  /** Line id to how many of those it said to have left after all. */
  leftAfterAll?: Record<string, number>
  /** Line id to how many units it said to be on the order again, though told as gone. */
  backAgain?: Record<string, number>
  /** Acts of cancelling that it summed, where they are more than the one that its key names. */
  acts?: string[]
  /** Requests to cancel, by their events, of which it said beside its news that they were heard. */
  asked?: string[]
  /** Events by which packages left with what was to be cancelled, where it told of several in one. */
  crossed?: string[]
  /** Substitutes that it offered, by their events; where it is not there, its key names the one. */
  substitutes?: string[]
}

/** One delay option (16 CFR 435.2) as it was put before the customer, for one line. */
export type DelayOffer = {
  lineId: string
  /** The applicable time of the line: the day by which it was to have shipped. */
  originalOn: Day
  /** The date offered; null: none can be given. */
  revisedOn: Day | null
  /** What silence means, and from which day on. */
  silence: 'consent' | 'cancel'
  until: Day
}
