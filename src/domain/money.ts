export type Money = { amount: string; currency: string }

/** Number of minor-unit digits of an ISO 4217 code, as the runtime's CLDR knows it (JPY 0, KWD 3). */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  )
}

/**
 * `price` times `quantity`, exactly: amounts are decimal texts, and 19.90 x 3 in binary floating
 * point is 59.699999999999996.
 */
export function multiply(price: Money, quantity: number): Money {
  const { units, scale } = parse(price.amount)
  return format(units * BigInt(quantity), scale, price.currency)
}

/** The sum of amounts in one currency; null for none, or where the currencies differ. */
export function sum(amounts: readonly Money[]): Money | null {
  const first = amounts[0]
  if (!first || amounts.some(({ currency }) => currency !== first.currency)) return null

  const parsed = amounts.map(({ amount }) => parse(amount))
  const scale = Math.max(...parsed.map((one) => one.scale))
  const units = parsed.reduce((all, one) => all + one.units * 10n ** BigInt(scale - one.scale), 0n)
  return format(units, scale, first.currency)
}

/** The rest of one amount without another of its currency. */
export const minus = (all: Money, part: Money): Money => {
  const rest = sum([all, multiply(part, -1)])
  if (!rest) throw new Error(`${part.currency} cannot be taken off ${all.currency}`)
  return rest
}

/** Whether `paid` is no less than `owed`, of one currency. */
export function isAtLeast(paid: Money, owed: Money): boolean {
  const [a, b] = [parse(paid.amount), parse(owed.amount)]
  return a.units * 10n ** BigInt(b.scale) >= b.units * 10n ** BigInt(a.scale)
}

export const isZero = (money: Money) => parse(money.amount).units === 0n

function parse(amount: string): { units: bigint; scale: number } {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const units = BigInt(whole + fraction)
  return { units: amount.startsWith('-') ? -units : units, scale: fraction.length }
}

function format(units: bigint, scale: number, currency: string): Money {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`
  return { amount: `${units < 0n ? '-' : ''}${whole}${fraction}`, currency }
}
