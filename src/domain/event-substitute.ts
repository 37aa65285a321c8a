import { z } from 'zod'
import { id, text } from './event-id.ts'
import { money } from './event-money.ts'
import { minorDigits } from './money.ts'

const OPTIONS_MAX = 20

/** A price that nobody can pay is no price: "$1,000.005 more" is read as a mistake, and is one. */
const payable = money.superRefine(({ amount, currency }, context) => {
  if (!/^[A-Z]{3}$/.test(currency)) return
  const digits = /\.(\d*?)0*$/.exec(amount)?.[1]?.length ?? 0
  const most = minorDigits(currency)
  if (digits <= most) return
  const message = most === 0 ? `${currency} has no decimals` : `${currency} has ${most} decimals`
  context.addIssue({ code: 'custom', path: ['amount'], message })
})

/**
 * What may be had instead of a line. An answer names its SKU alone, so two of one SKU could not be
 * told apart: who presses the large one would be sent the small one.
 */
export const substituteOptions = (url: z.ZodString) =>
  z
    .array(
      z.looseObject({
        sku: id,
        title: text(500).min(1),
        image_url: url.nullish(),
        price_difference: payable.nullish(),
      }),
    )
    .min(1)
    .max(OPTIONS_MAX)
    .superRefine((options, context) => {
      for (const [at, { sku }] of options.entries()) {
        if (options.findIndex((one) => one.sku === sku) === at) continue
        const message = 'each SKU once: the choice names nothing else'
        context.addIssue({ code: 'custom', path: [at, 'sku'], message })
      }
    })
