import { z } from 'zod'
import { BACKORDER_KINDS } from '../domain/event.ts'

export const SKUS_MAX = 50
/** More than that of one thing is no purchase on a page; and stock can be counted up to here only. */
export const QUANTITY_MAX = 1_000
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
  quantity: z.coerce
    .number()
    .int('a whole number')
    .min(1, 'at least 1')
    .max(QUANTITY_MAX, `at most ${QUANTITY_MAX}`)
    .default(1),
  kind: z.enum(BACKORDER_KINDS).nullable().default(null),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'an ISO 3166-1 alpha-2 code, like "US"')
    .nullable()
    .default(null),
  postcode: z.string().max(32).nullable().default(null),
  locale: z.string().max(35).nullable().default(null),
})
