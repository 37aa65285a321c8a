import { isZero, type Money } from '../domain/money.ts'
import type { SubstituteOption } from '../domain/order.ts'
import { formatMoney } from './money.ts'
import { clean, isolate } from './plain.ts'
import { type Scene, TITLE_MAX } from './scene.ts'

/** What may be had instead of a line, and what it costs more or less; null: nobody has said. */
export type Option = { title: string; price: string | null }

const OPTIONS_MAX = 10

export const optionsOf = (options: readonly SubstituteOption[], scene: Scene): Option[] =>
  options.slice(0, OPTIONS_MAX).map(({ title, sku, priceDifference }) => ({
    title: isolate(clean(title, TITLE_MAX) || clean(sku, TITLE_MAX)),
    price: priceDifference && priceWords(priceDifference, scene),
  }))

function priceWords(difference: Money, { word, locale }: Scene): string {
  if (isZero(difference)) return word('option.same')
  const isLess = difference.amount.startsWith('-')
  const amount = { ...difference, amount: difference.amount.replace(/^-/, '') }
  return word(isLess ? 'option.less' : 'option.more', { amount: formatMoney(amount, locale) })
}
