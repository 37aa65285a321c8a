import { z } from 'zod'

export const SKUS_MAX = 50
const SKU_MAX = 255

/** PostgreSQL has no text with a NUL, so no SKU has one. */
const sku = z
  .string()
  .min(1)
  .max(SKU_MAX)
  .refine((value) => !value.includes('\0'), 'no NUL character')

/** `sku` may come several times, and each time name several, with commas between. */
export const availabilityQuery = z.object({
  merchant: z.string().min(1).max(200),
  sku: z.array(sku).min(1, 'at least one SKU').max(SKUS_MAX, `at most ${SKUS_MAX} SKUs`),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'an ISO 3166-1 alpha-2 code, like "US"')
    .nullable()
    .default(null),
  postcode: z.string().max(32).nullable().default(null),
  locale: z.string().max(35).nullable().default(null),
})
