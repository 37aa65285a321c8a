import { z } from 'zod'
import { id, text } from './event-id.ts'
import { payable } from './event-money.ts'

const OPTIONS_MAX = 20

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
