import type { Money } from '../domain/money.ts'
import { minorDigits } from '../domain/money.ts'
import { safeLocale } from './locale.ts'

/** Digits after the point that an event may carry; what was stated is never rounded away. */
const FRACTION_MAX = 6
const FORMATS_MAX = 200
const formats = new Map<string, Intl.NumberFormat>()

/**
 * An amount as people write it. The decimal text goes to Intl as it is: as a binary number,
 * 9007199254740993.10 would be printed as another amount.
 */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  return format(currency, locale).format(amount as `${number}`)
}

/** A whole number as people write it: "12,000". */
export const formatCount = (count: number, locale: string) => countFormat(locale).format(count)

const format = (currency: string, locale: string) =>
  cached(`${locale} ${currency}`, locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: Math.max(FRACTION_MAX, minorDigits(currency)),
    minimumFractionDigits: minorDigits(currency),
  })

const countFormat = (locale: string) => cached(locale, locale, {})

/** Making a format costs about 50 times what using it does; locales and currencies are few. */
function cached(key: string, locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(safeLocale(locale), options)
  if (formats.size < FORMATS_MAX) formats.set(key, made)
  return made
}
