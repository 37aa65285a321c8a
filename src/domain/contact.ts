import type { ContactChannel } from './message.ts'
import type { NewsTopic } from './optional-news.ts'
import type { Instant } from './order.ts'
import type { SuppressionReason } from './suppression.ts'

/** The person behind an order: the one place of personal data beside stored events and bytes. */
export type Contact = {
  name: string | null
  email: string | null
  phone: string | null
  locale: string | null
  timeZone: string | null
  smsConsent: boolean
  /** Said STOP: no consent that a shop tells us of lifts that, only their own START. */
  textsStopped?: boolean
  /** They were stopped on the page, where they can be started again: no carrier holds them back. */
  stoppedOnPage?: boolean
  /** Why the address or the number that stands here takes nothing; another one is free of it. */
  suppressed?: { readonly [channel in ContactChannel]?: SuppressionReason }
  /** The last that closed a channel to them, for whoever asks why nobody hears. */
  closedBy?: ChannelClosed
  /** News they turned off; absent where they never chose. */
  newsOff?: readonly NewsTopic[]
  address: Address | null
}

/** What took an address or a number away that words had gone to, or could have. */
export type ChannelClosed = {
  eventId: string
  at: Instant
  channel: ContactChannel
  cause: 'texts_stopped' | 'address_suppressed' | 'contact_changed'
}

export type Address = {
  name: string | null
  line1: string | null
  line2: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
}

export const noContact = (): Contact => ({
  name: null,
  email: null,
  phone: null,
  locale: null,
  timeZone: null,
  smsConsent: false,
  address: null,
})
