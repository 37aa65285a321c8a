import { type Expression, type RawBuilder, sql } from 'kysely'
import type { PromiseOutcome } from '../domain/promise-outcome.ts'
import { daysEarly, slipDays } from '../domain/promise-outcome.ts'
import { compileInsert } from './compiled.ts'
import { isPostgres } from './is-postgres.ts'
import type { Db } from './open.ts'
import type { PromiseOutcomesTable } from './schema-promises.ts'

/** Writes what came of promises, each in place of what was known of its line. */
export async function savePromiseOutcomes(
  db: Db,
  merchantId: string,
  orderId: string,
  outcomes: readonly PromiseOutcome[],
) {
  const rows = outcomes.map((outcome) => ({
    merchant_id: merchantId,
    order_id: orderId,
    line_id: outcome.lineId,
    sku: outcome.sku,
    supplier: outcome.supplier,
    kind: outcome.kind,
    rule: outcome.rule,
    confidence: outcome.confidence,
    first_on: outcome.firstOn,
    last_on: outcome.lastOn,
    shipped_on: outcome.shippedOn,
    ended_on: outcome.endedOn,
    days_early: daysEarly(outcome),
    slip_days: slipDays(outcome),
  }))
  for (const row of rows) await upsertOutcome(db, [row])
}

const upsertOutcome = compileInsert((db, rows: PromiseOutcomesTable[]) =>
  db
    .insertInto('promise_outcomes')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['merchant_id', 'order_id', 'line_id']).doUpdateSet(({ ref }) => ({
        sku: ref('excluded.sku'),
        supplier: ref('excluded.supplier'),
        kind: ref('excluded.kind'),
        rule: ref('excluded.rule'),
        confidence: ref('excluded.confidence'),
        first_on: ref('excluded.first_on'),
        last_on: ref('excluded.last_on'),
        shipped_on: ref('excluded.shipped_on'),
        ended_on: ref('excluded.ended_on'),
        days_early: ref('excluded.days_early'),
        slip_days: ref('excluded.slip_days'),
      })),
    ),
)

export type Grouping = 'supplier' | 'sku' | 'month'
export type PromiseCounts = {
  /** Null is what has no supplier or SKU. */
  key: string | null
  kept: number
  keptByLast: number
  missed: number
  /** Of those missed: nothing has come of them yet. */
  missedOpen: number
  pending: number
  cancelled: number
  slipped: number
  daysEarly: number
  /** Of all missed, so far: of those that are open, until today. */
  daysLate: number
  slipDays: number
}

type Query = { from: string; to: string; today: string }

/** Promises whose first date lies in a span of days, by group; the whole of it where `by` is null. */
export async function countPromises(
  db: Db,
  merchantId: string,
  { by, from, to, today, limit }: Query & { by: Grouping | null; limit: number },
): Promise<PromiseCounts[]> {
  const key = keyOf(by)
  const late = daysBetween(db, sql`first_on`, sql`coalesce(shipped_on, ended_on, ${today})`)
  const rows = await db
    .selectFrom('promise_outcomes')
    .where('merchant_id', '=', merchantId)
    .where('first_on', '>=', from)
    .where('first_on', '<=', to)
    .select([
      key.as('key'),
      count(KEPT).as('kept'),
      count(sql`shipped_on is not null and shipped_on <= last_on`).as('kept_by_last'),
      count(missed(today)).as('missed'),
      count(sql`${IS_OPEN} and first_on < ${today}`).as('missed_open'),
      count(sql`${IS_OPEN} and first_on >= ${today}`).as('pending'),
      count(sql`ended_on is not null and ended_on <= first_on`).as('cancelled'),
      count(sql`slip_days > 0`).as('slipped'),
      total(KEPT, sql`days_early`).as('days_early'),
      total(missed(today), late).as('days_late'),
      total(sql`slip_days > 0`, sql`slip_days`).as('slip_days'),
    ])
    .$if(by !== null, (query) => query.groupBy(key))
    // Who broke most promises first; of a year, its months as they came.
    .$if(by !== null && by !== 'month', (query) => query.orderBy('missed', 'desc').orderBy('key'))
    .$if(by === 'month', (query) => query.orderBy('key'))
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    key: row.key,
    kept: Number(row.kept ?? 0),
    keptByLast: Number(row.kept_by_last ?? 0),
    missed: Number(row.missed ?? 0),
    missedOpen: Number(row.missed_open ?? 0),
    pending: Number(row.pending ?? 0),
    cancelled: Number(row.cancelled ?? 0),
    slipped: Number(row.slipped ?? 0),
    daysEarly: Number(row.days_early ?? 0),
    daysLate: Number(row.days_late ?? 0),
    slipDays: Number(row.slip_days ?? 0),
  }))
}

const KEPT = sql`shipped_on is not null and shipped_on <= first_on`

/** Left late, cancelled after its day, or past its day and still here. */
const missed = (today: string) => sql`case
  when shipped_on is not null then shipped_on > first_on
  when ended_on is not null then ended_on > first_on
  else first_on < ${today} end`
const IS_OPEN = sql`shipped_on is null and ended_on is null`

/** Days are text of fixed width, which neither database can subtract as it is. */
const daysBetween = (db: Db, from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  isPostgres(db)
    ? sql`(cast(${to} as date) - cast(${from} as date))`
    : sql`cast(julianday(${to}) - julianday(${from}) as integer)`

const count = (condition: Expression<unknown>) =>
  sql<number | string | null>`sum(case when ${condition} then 1 else 0 end)`
const total = (condition: Expression<unknown>, days: Expression<unknown>) =>
  sql<number | string | null>`sum(case when ${condition} then ${days} else 0 end)`

function keyOf(by: Grouping | null): RawBuilder<string | null> {
  switch (by) {
    case null:
      return sql<string | null>`null`
    case 'month':
      return sql<string | null>`substr(first_on, 1, 7)`
    case 'supplier':
      return sql<string | null>`supplier`
    case 'sku':
      return sql<string | null>`sku`
  }
}
