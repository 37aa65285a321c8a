import { z } from 'zod'
import { isEuropeanUnion } from './european-union.ts'

const DAYS_MAX = 120
const days = z.int().min(0).max(DAYS_MAX)
const country = z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code, like "US"')
const name = z.string().min(1).max(100)

const zoneSchema = z.strictObject({
  zone: z
    .enum(['anywhere', 'domestic', 'eu', 'international'])
    .default('anywhere')
    .describe('`eu`: from one country of the European Union to another; no customs between.'),
  countries: z.array(country).min(1).max(250).optional().describe('Any of these.'),
  postal_codes: z
    .array(z.string().min(1).max(16))
    .min(1)
    .max(1_000)
    .optional()
    .describe('Any that begins with one of these; spaces and hyphens do not count.'),
})

const ruleSchema = z.strictObject({
  carrier: name.optional().describe('As it stands on the shipment, in whatever case.'),
  service: name.optional().describe('Likewise.'),
  to: zoneSchema.prefault({}),
  days: z
    .tuple([days, days])
    .refine(([min, max]) => min <= max, 'the shortest first, then the longest'),
  counts: z
    .enum(['working', 'calendar'])
    .default('working')
    .describe(
      'Working days of the destination, or all days; no parcel comes on its Sundays and holidays.',
    ),
})

export type TransitRule = z.output<typeof ruleSchema>

/**
 * Estimates, for who has stated none: wide, for they are of no carrier in particular. Abroad with
 * customs between, parcels by the post take one to three weeks.
 */
const ESTIMATES: z.input<typeof ruleSchema>[] = [
  { to: { zone: 'domestic' }, days: [2, 5] },
  { to: { zone: 'eu' }, days: [3, 7] },
  { to: { zone: 'international' }, days: [7, 21], counts: 'calendar' },
]

const RULES_MAX = 200

export const transitFields = {
  transit: z
    .array(ruleSchema)
    .max(RULES_MAX)
    .prefault(ESTIMATES)
    .describe(
      'Days in transit by carrier, service and destination: the first that fits makes the delivery range. By default estimates; an empty list shows no range.',
    ),
}

export type Destination = { country: string | null; postalCode?: string | null | undefined }
type Carriage = { carrier?: string | null; service?: string | null }

/** The first rule that fits where a parcel goes and who carries it; what is not known fits none. */
export function transitRuleFor(
  rules: readonly TransitRule[],
  { from, to, carrier, service }: { from: string; to: Destination } & Carriage,
): TransitRule | null {
  if (!to.country) return null
  const country = to.country.toUpperCase()
  return (
    rules.find(
      (rule) =>
        isSame(rule.carrier, carrier) &&
        isSame(rule.service, service) &&
        isInZone(rule.to.zone, from, country) &&
        (rule.to.countries?.includes(country) ?? true) &&
        hasPrefix(rule.to.postal_codes, to.postalCode),
    ) ?? null
  )
}

/** A rule that names nobody holds for all. */
const isSame = (wanted: string | undefined, given: string | null | undefined) =>
  wanted === undefined || wanted.toLowerCase() === given?.trim().toLowerCase()

function isInZone(zone: TransitRule['to']['zone'], from: string, to: string): boolean {
  switch (zone) {
    case 'anywhere':
      return true
    case 'domestic':
      return from === to
    case 'international':
      return from !== to
    case 'eu':
      return from !== to && isEuropeanUnion(from) && isEuropeanUnion(to)
  }
}

function hasPrefix(prefixes: readonly string[] | undefined, code: string | null | undefined) {
  if (!prefixes) return true
  const plain = plainCode(code ?? '')
  return plain !== '' && prefixes.some((prefix) => plain.startsWith(plainCode(prefix)))
}

const plainCode = (code: string) => code.toUpperCase().replaceAll(/[\s-]/g, '')
