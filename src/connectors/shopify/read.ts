import { parseInstant, toInstant } from '../../lib/instant.ts'

/** What a sender may put where an object belongs: nothing of it is believed before it is read. */
export type Body = Readonly<Record<string, unknown>>

/** Long enough for every id of Shopify's, short enough that an event id made of two fits into 255. */
const ID_MAX = 80

/**
 * Parses JSON and keeps every number that JavaScript would change as the text that was sent.
 *
 * Shopify's ids may lie above 2^53 (its sample order is 820982911946154508), where `JSON.parse`
 * rounds: two lines could become one, and a shipment would not find its order. So an id is always
 * the digits as they were written in the body: in orders, in the lines of fulfilments and refunds,
 * and in `order_id`. `admin_graphql_api_id` would be exact too, but the last two have none.
 */
export function parseExact(raw: string): unknown {
  return JSON.parse(raw, keepSource)
}

function keepSource(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  return String(value) === context.source ? value : context.source
}

export const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const record = (value: unknown): Body => (isRecord(value) ? value : {})

export const records = (value: unknown, max: number): Body[] =>
  Array.isArray(value) ? value.slice(0, max).filter(isRecord) : []

/** A text with something in it. NUL and lone surrogates, which PostgreSQL refuses, are taken out. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return value.toWellFormed().replaceAll('\0', '').trim() || undefined
}

export function idText(value: unknown): string | undefined {
  const id = typeof value === 'number' ? String(value) : text(value)
  return id !== undefined && id.length <= ID_MAX && !id.startsWith('-') ? id : undefined
}

export function whole(value: unknown): number | undefined {
  const number =
    typeof value === 'string' && /^-?\d{1,15}(\.0+)?$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? Number(number) : undefined
}

/** An amount of money as decimal text; older versions send a number here and there. */
export const amountText = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : text(value)

/** In UTC with milliseconds, so that instants of one order compare as text. */
export function instant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const date = parseInstant(value)
  // An offset can carry the first or last hours of four-digit years over their edge.
  const year = date?.getUTCFullYear() ?? -1
  return date && year >= 0 && year <= 9999 ? toInstant(date) : undefined
}

export const isHttpUrl = (value: string | undefined): value is string =>
  value !== undefined && /^https?:\/\/\S+$/i.test(value) && value.length <= 2048
