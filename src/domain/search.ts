import type { Contact } from './contact.ts'
import type { OrderState } from './order.ts'
import { numbersOf } from './shipment.ts'

export type SearchTerm = {
  kind: 'number' | 'email' | 'phone' | 'name' | 'tracking' | 'shipment' | 'sku'
  term: string
}

/** What support finds an order by: number, e-mail, phone, each word of the name, tracking numbers. */
export function searchTerms(order: OrderState, contact: Contact): SearchTerm[] {
  const terms: SearchTerm[] = [{ kind: 'number', term: normalize(order.orderNumber) }]
  if (normalize(order.orderId) !== normalize(order.orderNumber)) {
    terms.push({ kind: 'number', term: normalize(order.orderId) })
  }
  if (contact.email) terms.push({ kind: 'email', term: normalize(contact.email) })
  const phone = digits(contact.phone ?? '')
  if (phone.length >= PHONE_DIGITS_MIN) {
    terms.push({ kind: 'phone', term: phone }, { kind: 'phone', term: phone.slice(-PHONE_TAIL) })
  }
  const names = new Set([contact.name ?? '', contact.address?.name ?? ''])
  const turns = new Set([...names].flatMap(turnsOf))
  for (const term of turns) terms.push({ kind: 'name', term })
  for (const shipment of order.shipments) {
    terms.push({ kind: 'shipment', term: shipment.shipmentId })
    for (const number of numbersOf(shipment))
      terms.push({ kind: 'tracking', term: trackingTerm(number) })
  }
  for (const sku of new Set(order.lines.map((line) => line.sku))) {
    if (sku) terms.push({ kind: 'sku', term: sku })
  }
  return terms.filter(({ term }) => term !== '' && !term.includes('\0')).slice(0, TERMS_MAX)
}

/** What somebody typed into the search box, as the terms it may begin. */
export function searchPrefixes(query: string): string[] {
  const typed = normalize(query.trim().replace(/^#/, '')).slice(0, QUERY_MAX)
  const number = digits(query)
  const isPhone = number.length >= PHONE_DIGITS_MIN && /^[\d\s+().-]+$/.test(query.trim())
  return [
    ...new Set([
      typed,
      trackingTerm(typed),
      nameTerm(query).slice(0, QUERY_MAX),
      ...(isPhone ? [number, number.slice(-PHONE_TAIL)] : []),
    ]),
  ].filter(Boolean)
}

/** Carriers print numbers in groups; people type them with or without the spaces. */
export const trackingTerm = (number: string) => normalize(number).replaceAll(/[\s-]/g, '')

/**
 * A name from each of its words on, and round again: "Jo de la Cruz" is found by "jo", by "cruz", and
 * by "Cruz, Jo", as a list of names has it.
 */
function turnsOf(name: string): string[] {
  const words = nameTerm(name).split(' ').filter(Boolean)
  return words
    .slice(0, WORDS_MAX)
    .map((_, at) => [...words.slice(at), ...words.slice(0, at)].join(' '))
}

/** As people type names who have no such letters on their keys: accents off, "ß" as "ss". */
const nameTerm = (name: string) =>
  (isPlain(name) ? normalize(name) : withoutAccents(normalize(name)))
    .replaceAll(/[\s,]+/g, ' ')
    .trim()

const withoutAccents = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[ßæœøłđðþ]/g, (letter) => PLAIN[letter] ?? letter)

const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
}

const normalize = (text: string) =>
  (isPlain(text) ? text : text.normalize('NFKC')).toLowerCase().slice(0, QUERY_MAX)

/** Printable ASCII is its own normal form; to find that out anew was most of what terms took. */
const isPlain = (text: string) => !/[^ -~]/.test(text)

const digits = (text: string) => text.replaceAll(/\D/g, '')

const PHONE_DIGITS_MIN = 7
/** A national number's end, the same with and without the country's code. */
const PHONE_TAIL = 9
const WORDS_MAX = 8
const TERMS_MAX = 1_200
const QUERY_MAX = 255
