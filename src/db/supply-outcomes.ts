import type { SupplyOutcome } from '../domain/lateness.ts'
import type { Db } from './open.ts'

/** As many as are learned from; the newest, for suppliers change. */
const OUTCOMES_MAX = 20_000

/** What came of a merchant's supplies that were seen since a day, the newest first. */
export async function listSupplyOutcomes(
  db: Db,
  merchantId: string,
  seenSince: string,
): Promise<SupplyOutcome[]> {
  const rows = await db
    .selectFrom('supplies')
    .select(['supplier', 'told_on', 'promised_on', 'seen_on', 'closed_on', 'cancelled_on'])
    .where('merchant_id', '=', merchantId)
    .where('seen_on', '>=', seenSince)
    .where('promised_on', 'is not', null)
    .orderBy('seen_on', 'desc')
    .limit(OUTCOMES_MAX)
    .execute()
  return rows.flatMap((row): SupplyOutcome[] => {
    const { told_on: toldOn, promised_on: promisedOn, seen_on: seenOn } = row
    if (!toldOn || !promisedOn || !seenOn) return []
    const { supplier, closed_on: closedOn, cancelled_on: cancelledOn } = row
    return [{ supplier, toldOn, promisedOn, seenOn, closedOn, cancelledOn }]
  })
}
