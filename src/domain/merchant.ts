import type { Brand } from './brand.ts'
import type { Instant } from './order.ts'
import type { TemplatesInUse } from './own-template.ts'
import type { Policy } from './policy.ts'
import type { Subscription } from './webhook.ts'

/** A shop that sends us events. Its keys and secrets are not here: nothing that decides needs them. */
export type Merchant = {
  id: string
  slug: string
  name: string
  mode: 'live' | 'test'
  timeZone: string
  country: string
  locale: string
  sender: { email: string; name: string; smsFrom: string | null }
  notifyEmail: string | null
  brand: Brand
  policy: Policy
  /** Its number, where the merchant is remembered: a higher one says that it was changed since. */
  policyVersion?: number
  /** A test merchant's own clock: where it stands, or since when (system time) it runs on. */
  clock: { at: Instant; runningSince: Instant | null } | null
  publishableKey: string
  /** Its endpoints that are enabled: here, so that an order of a merchant without costs nothing. */
  webhooks?: readonly Subscription[]
  /** Its own words that are in use: here, so that a merchant without costs nothing. */
  templates?: TemplatesInUse
}
