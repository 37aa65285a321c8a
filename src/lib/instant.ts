import { DateTime } from 'luxon'

const DAY = /\d{4}-\d{2}-\d{2}/
const TIME = /([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?/
const OFFSET = /(Z|[+-]([01]\d|2[0-3]):[0-5]\d)/
const RFC_3339 = new RegExp(`^${DAY.source}T${TIME.source}${OFFSET.source}$`, 'i')

/**
 * An instant as it is stored and shown: UTC text of fixed width. It sorts and compares alike in
 * SQLite and PostgreSQL, which neither `timestamptz` nor text with an offset would.
 */
export function toInstant(at: Date | DateTime): string {
  const millis = at instanceof DateTime ? at.toMillis() : at.getTime()
  const text = Number.isNaN(millis) ? '' : new Date(millis).toISOString()
  // Years beyond 9999 get a sign and two more digits, which would sort before all others.
  if (text.length !== 24) throw new RangeError(`not an instant between the years 0 and 9999: ${at}`)

  return text
}

/**
 * Reads RFC 3339 (section 5.6) with an offset; null when it is not one. A time without an offset is
 * refused: reading it as UTC would be wrong by hours for most shops.
 */
export function parseInstant(text: string): Date | null {
  if (!RFC_3339.test(text)) return null

  const upper = text.toUpperCase()
  // A leap second is legal in RFC 3339 and unknown to Date: it is read as the second that follows.
  const leap = upper.slice(17, 19) === '60'
  const parsed = DateTime.fromISO(leap ? `${upper.slice(0, 17)}59${upper.slice(19)}` : upper)
  if (!parsed.isValid) return null

  return leap ? parsed.startOf('second').plus({ seconds: 1 }).toJSDate() : parsed.toJSDate()
}
