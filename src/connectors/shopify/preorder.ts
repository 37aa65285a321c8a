import { dayIn } from './date-text.ts'
import { type Body, isRecord, records, text } from './read.ts'

type Property = { name: string; value: string; isShown: boolean }
type PreorderData = {
  kind: 'preorder' | 'standard'
  expected_at: string | null
  shown_ships_by?: string
}

const PROPERTIES_MAX = 100

/** Of the name, in lower case with single spaces for `_`, `-` and `:`. */
const PREORDER = /\bpre ?(order|sale)|\brelease ?(date|id)\b/
const BACKORDER = /\bback ?order/
const SHIP_DATE =
  /^((estimated|expected|est|approximate) )?(ships?|shipping|dispatch(es)?)( (by|on|from|in|around|date))*$|\brelease date\b/
const ORDER_TYPE = /^(order|item|product|sale|purchase) (type|option)$/

/** How apps and themes write that a flag is not set, or set it back. */
const NO = new Set(['', 'false', 'no', '0', 'off', 'null', 'undefined', 'none', 'n/a', 'in stock'])

/**
 * What the properties of a line item say of a preorder or backorder; null where they say nothing.
 *
 * Shopify has no field for it: preorder apps and themes write properties ("_preorder": "true",
 * "Pre-order": "Ships September 30, 2026", "Ships by", "__releaseId", "Purple Dot Pre-order").
 * A name that begins with `_` is hidden from the customer (shopify.dev, cart line item properties),
 * so only the others count as a date that the shop showed before payment. "Delivery date" is left
 * alone: apps let customers choose one for goods that are in stock. A day before `placedOn` is no
 * date of this order: "Release date" also stands on records that came out years ago.
 */
export function readPreorder(lineItem: Body, placedOn: string): PreorderData | null {
  const said = readProperties(lineItem.properties)
    .map((property) => ({ ...property, day: futureDay(property.value, placedOn) }))
    .filter(saysSomething)
  if (said.length === 0) return null

  const shown = latestDay(said.filter(({ isShown }) => isShown))
  const hidden = latestDay(said.filter(({ isShown }) => !isShown))
  return {
    kind: said.some(isPreorder) ? 'preorder' : 'standard',
    expected_at: hidden ?? shown,
    ...(shown && { shown_ships_by: shown }),
  }
}

/**
 * The date that our own line on the shop's page showed before payment: hidden, as the cart's page
 * says it in words. It says nothing of stock, so by itself it makes no line a backorder.
 */
export function readShownDate(lineItem: Body, placedOn: string): string | null {
  const shown = readProperties(lineItem.properties).find(({ name }) => name === OUR_PROPERTY)
  return shown && ISO_DAY.test(shown.value) ? futureDay(shown.value, placedOn) : null
}

/** `_tidings_ships_by`, as names are read here. */
const OUR_PROPERTY = 'tidings ships by'
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

function saysSomething(property: Property & { day: string | null }): boolean {
  const { name, value, day } = property
  if (NO.has(value.toLowerCase())) return false
  if (SHIP_DATE.test(name)) return day !== null
  return isPreorder(property) || BACKORDER.test(name)
}

function futureDay(value: string, placedOn: string): string | null {
  const day = dayIn(value)
  return day !== null && day >= placedOn ? day : null
}

const isPreorder = ({ name, value }: Property) =>
  PREORDER.test(name) || (ORDER_TYPE.test(name) && PREORDER.test(normalise(value)))

function latestDay(properties: readonly { day: string | null }[]): string | null {
  const days = properties.map(({ day }) => day).filter((day) => day !== null)
  return days.sort().at(-1) ?? null
}

/** A list of `{name, value}` in webhooks; the cart's form, one object, in what some apps forward. */
function readProperties(value: unknown): Property[] {
  const pairs: [unknown, unknown][] = isRecord(value)
    ? Object.entries(value).slice(0, PROPERTIES_MAX)
    : records(value, PROPERTIES_MAX).map((one) => [one.name, one.value])

  return pairs.flatMap(([name, content]) => {
    const written = text(name)
    const said = isPlain(content) ? String(content) : text(content)
    if (!written || said === undefined) return []
    return [{ name: normalise(written), value: said, isShown: !written.startsWith('_') }]
  })
}

const isPlain = (value: unknown) => typeof value === 'boolean' || typeof value === 'number'

const normalise = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_:-]+/g, ' ')
    .trim()
