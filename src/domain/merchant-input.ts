import { z } from 'zod'
import { brandInput } from './brand.ts'
import { policySchema } from './policy.ts'
import { isCountry, isZone } from './zone.ts'

/** What `POST /v1/merchants` takes. A test merchant may start at any moment and let its clock run. */
export const merchantInput = z
  .looseObject({
    name: oneLine().trim().min(1).max(255),
    slug: z
      .string()
      .min(1)
      .max(63)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
      .nullish(),
    mode: z.enum(['live', 'test']),
    time_zone: z.string().max(64).refine(isZone, 'an IANA time zone, like "America/New_York"'),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, 'an ISO 3166-1 alpha-2 code, like "US"')
      .transform((code) => code.toUpperCase())
      .refine(isCountry, 'a country of ISO 3166-1, like "US"'),
    locale: z
      .string()
      .max(35)
      .refine(isLocale, 'a BCP 47 language tag, like "en-US"')
      .default('en-US'),
    sender: z.looseObject({
      email: z.email().max(254),
      name: oneLine().trim().min(1).max(100),
      sms_from: z.string().max(20).nullish(),
    }),
    notify_email: z.email().max(254).nullish(),
    brand: brandInput.default({}),
    policy: policySchema.prefault({}),
    clock: z.iso.datetime({ offset: true }).nullish(),
    clock_mode: z.enum(['manual', 'running']).nullish(),
  })
  .superRefine(({ mode, clock, clock_mode }, ctx) => {
    if (mode === 'test') return
    for (const field of ['clock', 'clock_mode'] as const) {
      if (!(field === 'clock' ? clock : clock_mode)) continue
      ctx.addIssue({
        code: 'custom',
        path: [field],
        message: 'only a test merchant has a clock of its own',
      })
    }
  })

export type MerchantInput = z.infer<typeof merchantInput>

/** It becomes a header of every mail: a line break in it would be another header. */
function oneLine() {
  return z.string().regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'one line without control characters')
}

function isLocale(tag: string) {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
