import { z } from 'zod'
import { minorDigits } from './money.ts'

export const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code, like "USD"')
export const money = z.looseObject({
  amount: z
    .string()
    .max(32)
    .regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'a decimal number as text, like "19.90"'),
  currency,
})

/** A sum that nobody can pay is none: "$1,000.005 more" is read as a mistake, and is one. */
export const payable = money.superRefine(({ amount, currency }, context) => {
  if (!/^[A-Z]{3}$/.test(currency)) return
  const digits = /\.(\d*?)0*$/.exec(amount)?.[1]?.length ?? 0
  const most = minorDigits(currency)
  if (digits <= most) return
  const message = most === 0 ? `${currency} has no decimals` : `${currency} has ${most} decimals`
  context.addIssue({ code: 'custom', path: ['amount'], message })
})

/** What goes back to a customer: less than nothing of it would be told as "-$3.00 is on its way". */
export const refund = payable.refine(({ amount }) => !amount.startsWith('-'), {
  path: ['amount'],
  message: 'a refund is no negative amount',
})

type Priced = {
  currency?: string | undefined
  lines?: { unit_price?: { currency: string } | null | undefined }[] | undefined
}

/**
 * Refuses a price in another currency than the order is in, where one event says both: what is paid
 * back is a sum of such prices, and of two currencies there is none. One that is said later is of
 * what is known by then, and no fault of its event's.
 */
export function refuseForeignPrices(
  { currency: ofOrder, lines = [] }: Priced,
  context: z.RefinementCtx,
) {
  // What is no currency is a fault of its own, and no measure for others.
  if (!currency.safeParse(ofOrder).success) return
  for (const [at, { unit_price: price }] of lines.entries()) {
    if (!price || price.currency === ofOrder) continue
    const path = ['lines', at, 'unit_price', 'currency']
    const message = `must be ${ofOrder}, as the order is`
    context.addIssue({ code: 'custom', path, message })
  }
}
