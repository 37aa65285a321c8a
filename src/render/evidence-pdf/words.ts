import { DateTime } from 'luxon'
import type { EvidencePack } from '../../domain/evidence.ts'

type Money = { amount: string; currency: string } | null

/** Days and hours on the merchant's clock: the pack itself has them in UTC. */
export const momentIn = (zone: string) => (at: string | null) =>
  at === null ? '' : DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd HH:mm')

export const sayMoney = (money: Money) => (money ? `${money.amount} ${money.currency}` : '')
export const inWords = (name: string) => name.replaceAll('_', ' ')
export const countOf = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`

/** "2 × Widget, 1 × Cable". */
export function sayLines(
  pack: EvidencePack,
  lines: readonly { line_id: string; quantity: number }[],
): string {
  const titles = new Map(pack.order.lines.map(({ id, title }) => [id, title]))
  return lines
    .map(({ line_id: id, quantity }) => `${quantity} × ${titles.get(id) ?? id}`)
    .join(', ')
}

/** Where office paper is US Letter: CLDR, supplemental data, measurementData/paperSize. */
const LETTER = new Set('BZ CA CL CO CR GT MX NI PA PH PR SV US VE'.split(' '))
export const paperOf = (country: string) =>
  LETTER.has(country.toUpperCase()) ? ('LETTER' as const) : ('A4' as const)
