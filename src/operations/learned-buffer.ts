import type { Db } from '../db/open.ts'
import { listSupplyOutcomes } from '../db/supply-outcomes.ts'
import { addDays, daysBetween } from '../domain/calendar.ts'
import { type LatenessModel, latenessOf, learnBuffer } from '../domain/lateness.ts'
import type { Merchant } from '../domain/merchant.ts'
import type { BackorderKind, Day } from '../domain/order.ts'
import { policyFor } from '../domain/policy-of-kind.ts'
import { defaultBufferDays, type LearnedBuffer } from '../domain/promise.ts'
import type { Services } from './services.ts'

/** Older supplies say little of how a supplier is today. */
const LEARNED_FROM_DAYS = 3 * 365
/** Merchants whose model of the day is kept at hand. */
const MODELS_MAX = 200

type Ask = {
  supplier: string | null
  kind: BackorderKind
  /** The day on which the date is stated, and the date; in the merchant's zone. */
  toldOn: Day
  expectedOn: Day
}

/**
 * The buffer that past supplies teach for a date that is being stated; null where the merchant's
 * policy asks for the default rule, or allows no learning. It is recorded with the statement: the
 * same question asked tomorrow has another answer, and a told promise must not move by it.
 */
export async function bufferFor(
  services: Services,
  db: Db,
  merchant: Merchant,
  { supplier, kind, toldOn, expectedOn }: Ask,
): Promise<LearnedBuffer | null> {
  const { buffer } = policyFor(merchant.policy, kind)
  if (buffer.rule !== 'learned') return null

  return learnBuffer(await modelOf(services, db, merchant, toldOn), {
    supplier,
    confidence: buffer.confidence,
    maxBufferDays: buffer.max_buffer_days,
    fallbackDays: defaultBufferDays(daysBetween(toldOn, expectedOn), buffer),
  })
}

/**
 * What is known on the morning of a day does not change in its course, so it is worked out once a
 * day and merchant: 20,000 supplies take a quarter of a second, and every order would pay it.
 */
async function modelOf(
  { lateness }: Services,
  db: Db,
  { id }: Merchant,
  today: Day,
): Promise<LatenessModel> {
  const known = lateness.get(id)
  if (known?.today === today) return known

  const outcomes = await listSupplyOutcomes(db, id, addDays(today, -LEARNED_FROM_DAYS))
  const model = latenessOf(outcomes, today)
  if (lateness.size >= MODELS_MAX) lateness.clear()
  lateness.set(id, model)
  return model
}
