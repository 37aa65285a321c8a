import type { Instant } from './order.ts'

/** Any RFC 3339 instant as UTC with milliseconds: of fixed width, so that text order is time order. */
export const toInstant = (at: string | number): Instant => new Date(at).toISOString()

export const addHours = (at: Instant, hours: number): Instant =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString()

export const addMinutes = (at: Instant, minutes: number): Instant => addHours(at, minutes / 60)

export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
