import type { Instant } from '../src/domain/order.ts'
import { type CalendarEntry, calendarEntries } from './calendar-entries.ts'
import { contextOf, type TrackingPageInput } from './context.ts'

export type CalendarFile = { name: string; text: string }

/**
 * The days of an order as iCalendar (RFC 5545); null where there is none to come. In own lines: all
 * of it is the dozen below, and the packages for it bring a validator or a clock of their own.
 *
 * The link to the page is not in it: calendars are shared, and the link is a key. Neither is an
 * address; an entry is private to those who may see details.
 */
export function calendarFile(input: TrackingPageInput): CalendarFile | null {
  const context = contextOf(input)
  const { order, now, words } = context
  const entries = calendarEntries(context)
  if (entries.length === 0) return null
  const description = words.orderName(order.orderNumber)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tidings//Order//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => linesOf(entry, description, now)),
    'END:VCALENDAR',
  ]
  return { name: `${fileName(order.orderNumber)}.ics`, text: `${lines.map(fold).join('\r\n')}\r\n` }
}

function linesOf(entry: CalendarEntry, description: string, now: Instant): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${now.slice(0, 19).replaceAll(/[-:]/g, '')}Z`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART;VALUE=DATE:${entry.from.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${entry.until.replaceAll('-', '')}`,
    `SUMMARY:${escapeText(entry.summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    // A day on which something comes is not a day on which its reader is busy.
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'END:VEVENT',
  ]
}

/** RFC 5545, 3.3.11. A line break in a title must not begin a property of its own. */
const escapeText = (text: string) =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

const OCTETS_MAX = 75

/** At most 75 octets a line (RFC 5545, 3.1), never through the middle of a character. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > OCTETS_MAX) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

/** What every file system takes. */
const fileName = (orderNumber: string) =>
  orderNumber
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40) || 'order'
