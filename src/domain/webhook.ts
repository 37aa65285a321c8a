import type { MerchantNoticeKind } from './merchant-notice.ts'
import { WEBHOOK_EVENT_TYPES } from './merchant-notice.ts'
import type { Instant } from './order.ts'

/**
 * What an endpoint that is enabled takes, and since when: it hears what happens from then on. A type
 * that is added later begins with its own moment, or a year of promises would be told at once.
 */
export type Subscription = { id: string; types: Readonly<Record<string, Instant>> }

/** An endpoint as its merchant sees it; its secrets are not here. */
export type WebhookEndpoint = {
  id: string
  url: string
  description: string | null
  /** Type to the moment since which it is taken; `*` is every type. */
  types: Readonly<Record<string, Instant>>
  status: 'enabled' | 'disabled'
  disabledWhy: string | null
  createdAt: Instant
  updatedAt: Instant
  /** Attempts that failed since the last that did not, and when the first of them was. */
  failures: number
  failingSince: Instant | null
  /** Nothing is tried before then: it has failed too often in a row, or asked for it. */
  pausedUntil: Instant | null
}

export const ALL_TYPES = '*'
export const ENDPOINTS_MAX = 16
export const URL_CHARS_MAX = 2_048
export const DESCRIPTION_CHARS_MAX = 500

/** `whe_`, the merchant's 12 characters, `_`, a ULID of 26: an index is made over so many. */
export const ENDPOINT_ID_LENGTH = 43

/**
 * The key of an endpoint's own row for a notice: several endpoints hear one event, and each is told
 * once. In front, so that an index over the first characters has the rows of one endpoint together.
 */
export const webhookKey = (endpointId: string, key: string) => `${endpointId}:${key}`
export const endpointOf = (key: string) => key.slice(0, ENDPOINT_ID_LENGTH)
export const causeOf = (key: string) => key.slice(ENDPOINT_ID_LENGTH + 1)

/** Since when an endpoint takes a type; null where it does not. */
export const takenSince = ({ types }: Pick<Subscription, 'types'>, type: string): Instant | null =>
  types[type] ?? types[ALL_TYPES] ?? null

export const takes = (
  subscriptions: readonly Subscription[] | undefined,
  type: MerchantNoticeKind,
): boolean => (subscriptions ?? []).some((one) => takenSince(one, type) !== null)

/** The types of an endpoint after they were set: what it took already goes on since then. */
export function typesFrom(
  events: readonly string[] | null,
  before: WebhookEndpoint['types'],
  now: Instant,
): WebhookEndpoint['types'] {
  const since = (type: string) => takenSince({ types: before }, type) ?? now
  if (events) return Object.fromEntries(events.map((type) => [type, since(type)]))
  if (before[ALL_TYPES]) return before
  return { ...before, [ALL_TYPES]: now }
}

/** The types in words of the API; null is all of them, also those that are added some day. */
export const eventsOf = ({ types }: Pick<WebhookEndpoint, 'types'>): string[] | null =>
  types[ALL_TYPES] ? null : WEBHOOK_EVENT_TYPES.filter((type) => types[type] !== undefined)

/** What plans of orders look at: endpoints that are disabled hear nothing. */
export const subscriptionsOf = (endpoints: readonly WebhookEndpoint[]): Subscription[] =>
  endpoints.filter(({ status }) => status === 'enabled').map(({ id, types }) => ({ id, types }))
