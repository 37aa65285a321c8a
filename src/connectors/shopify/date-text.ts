/** `YYYY-MM-DD`. */
type Day = string

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAME =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?' +
  '|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const TEXT_MAX = 500

/** Each takes its matches out of the text, so that "14 March 2026" is not read again as a month. */
const PATTERNS: { pattern: RegExp; read: (parts: string[]) => Day | null }[] = [
  {
    pattern: /\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/g,
    read: ([year, month, day]) => toDay(year, month, day),
  },
  {
    pattern: new RegExp(`\\b${NAME}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'gi'),
    read: ([month, day, year]) => toDay(year, monthNumber(month), day),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?${NAME},?\\s+(\\d{4})\\b`,
      'gi',
    ),
    read: ([day, month, year]) => toDay(year, monthNumber(month), day),
  },
  {
    pattern: /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, // with full stops the day always comes first
    read: ([day, month, year]) => toDay(year, month, day),
  },
  {
    pattern: /\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b/g,
    read: ([first, second, year]) => readNumeric(first, second, year),
  },
  {
    pattern: new RegExp(`\\b${NAME}\\s+(\\d{4})\\b`, 'gi'),
    read: ([month, year]) => lastOfMonth(year, monthNumber(month)),
  },
]

/**
 * The day that a shop's text names, or null where it names none for certain.
 *
 * Of a range the later end counts, and of "March 2026" its last day: that is what the customer was
 * told in the worst case. 03/04/2026 is March in one country and April in the next, and a date
 * without a year could be either; they are no date, for a wrong one would become a promise.
 */
export function dayIn(text: string): Day | null {
  let rest = text.slice(0, TEXT_MAX)
  let latest: Day | null = null
  for (const { pattern, read } of PATTERNS) {
    for (const [, ...parts] of rest.matchAll(pattern)) {
      const day = read(parts)
      if (!day) return null
      if (!latest || day > latest) latest = day
    }
    rest = rest.replaceAll(pattern, ' ')
  }
  return latest
}

function readNumeric(first = '', second = '', year = ''): Day | null {
  if (first === second) return toDay(year, first, second)
  if (Number(first) > 12) return toDay(year, second, first)
  return Number(second) > 12 ? toDay(year, first, second) : null
}

const monthNumber = (name = '') => String(MONTHS.indexOf(name.toLowerCase().slice(0, 3)) + 1)

const lastOfMonth = (year = '', month = ''): Day | null =>
  toDay(year, month, String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()))

function toDay(year = '', month = '', day = ''): Day | null {
  if (Number(year) < 2000 || Number(year) > 2100) return null
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${written}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written)
  return isReal ? written : null
}
